import { join } from 'node:path';
import { platforms } from '../../charts/index.js';
import { Alertmanager, EnvironmentApp } from '../../lib/index.js';
import { documentsOf } from '../documents.js';

/** The names of all environments that are written into `dist/`. */
export const environments: readonly string[] = platforms.map(({ environment }) => environment.name);

/** The environments that have an object of a kind. */
export const environmentsWith = (kind: string): readonly string[] =>
  environments.filter((name) => documentsOf(folderOf(name)).some(({ object }) => object.kind === kind));

/** The folder that an environment is written into. */
export const folderOf = (name: string): string => join(process.env.CDK8S_OUTDIR ?? 'dist', name);

/** The Alertmanager of an environment, as its construct. @throws Error when there is not exactly one */
export function alertmanagerOf(name: string): Alertmanager<string> {
  const platform = platforms.find(({ environment }) => environment.name === name);
  if (platform === undefined) throw new Error(`there is no environment ${name}`);
  const app = new EnvironmentApp(platform.environment);
  platform.build(app);
  const found = app.node.findAll().filter((construct) => construct instanceof Alertmanager);
  if (found.length !== 1) throw new Error(`${found.length} Alertmanagers are in ${name}`);
  return found[0] as Alertmanager<string>;
}

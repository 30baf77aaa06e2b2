import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Yaml } from 'cdk8s';
import { Refusal } from '../kernel/refusal.js';
import type { Environment } from '../kernel/environment.js';
import { EnvironmentApp } from './environment-app.js';

/** What was written for one environment. */
export interface Synthesized {
  readonly environment: string;
  readonly charts: number;
  readonly objects: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** An environment and how its charts are made. */
export interface Synthesizable<E extends Environment = Environment> {
  readonly environment: E;
  readonly build: (app: EnvironmentApp) => void;
}

/** Everything that was refused, in one run, so that it can be mended in one go. */
export class SynthesisRefused extends Error {
  public constructor(public readonly reasons: readonly string[]) {
    super(
      `nothing was synthesized, for ${reasons.length} reason${reasons.length === 1 ? '' : 's'}:\n${reasons.join('\n')}`,
    );
    this.name = 'SynthesisRefused';
  }
}

/**
 * Builds, validates and writes environments, one after the other, and lets each go before the next.
 *
 * @param written - told after each environment. @default - nobody is told
 * @throws SynthesisRefused with all that is known to be wrong
 */
export function synthesize(all: Iterable<Synthesizable>, written: (one: Synthesized) => void = () => {}): void {
  const reasons: string[] = [];
  const names = new Set<string>();
  for (const one of all) {
    try {
      refuseTwice(names, one.environment.name);
      written(synthesizeOne(one));
    } catch (error) {
      if (error instanceof Refusal) reasons.push(`${one.environment.name}/${error.message}`);
      else if (error instanceof SynthesisRefused) reasons.push(...error.reasons);
      else throw error;
    }
  }
  if (reasons.length > 0) throw new SynthesisRefused(reasons);
}

/** The second would overwrite the first. @throws Refusal */
function refuseTwice(names: Set<string>, name: string): void {
  if (names.has(name)) {
    const fix = 'rename the row of one of the two, or its platform';
    throw new Refusal({
      field: 'environment',
      given: name,
      allowed: 'one environment of a name, over all platforms',
      fix,
    });
  }
  names.add(name);
}

function synthesizeOne({ environment, build }: Synthesizable): Synthesized {
  const start = process.hrtime.bigint();
  const app = new EnvironmentApp(environment);
  build(app);
  validate(app, environment.name);
  const files = write(app);
  return {
    environment: environment.name,
    charts: files.length,
    objects: files.reduce((sum, { objects }) => sum + objects, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
  };
}

/** Asks every construct what is wrong with it now that all is there. */
function validate(app: App, environment: string): void {
  const reasons = app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.validate().map((reason) => `${environment}/${construct.node.path}: ${reason}`),
    );
  if (reasons.length > 0) throw new SynthesisRefused(reasons);
}

interface WrittenFile {
  readonly objects: number;
  readonly bytes: number;
}

/** Writes a file per chart, its documents sorted: where a statement stands in the program changes no byte. */
function write(app: App): WrittenFile[] {
  const files = app.charts.flatMap((chart) => {
    const objects = chart.node.findAll().filter((construct) => construct instanceof ApiObject) as ApiObject[];
    if (objects.length === 0) return [];
    const text = Yaml.stringify(...objects.map((object) => object.toJson() as Identified).sort(byIdentity));
    return [{ name: `${chart.node.id}.k8s.yaml`, text, objects: objects.length }];
  });
  mkdirSync(app.outdir, { recursive: true });
  return files.map(({ name, text, objects }) => {
    writeFileSync(join(app.outdir, name), text);
    return { objects, bytes: Buffer.byteLength(text) };
  });
}

interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Namespaces first, for those who apply a file by hand; the rest by kind, namespace and name. */
function byIdentity(a: Identified, b: Identified): number {
  const key = ({ apiVersion, kind, metadata }: Identified): string =>
    [kind === 'Namespace' ? 0 : 1, kind, apiVersion, metadata.namespace ?? '', metadata.name].join('\0');
  return key(a) < key(b) ? -1 : 1;
}

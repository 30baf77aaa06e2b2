import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectorConfig } from '../../lib/components/collector/schema.js';
import { yaml } from '../../lib/kernel/yaml.js';
import type { Engine } from '../engine.js';
import { Server } from '../server.js';

/** A collector, or Jaeger, with a configuration. */
export interface Judged {
  readonly engine: Engine;
  readonly name: string;
  readonly config: CollectorConfig;
  /** Where its configuration and its log are written. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What an engine says; a real start judges what `validate` overlooks. */
export interface Judgement {
  readonly validated: string;
  /** Not begun when the configuration is refused already. */
  readonly started: string;
}

/** What a collector logs once each of its components has started. */
export const ready = 'Everything is ready';

/** What is said where there is nothing to say. */
export const accepted = 'accepted';

/** Validates, then starts and stops. The engine's own words, or {@link accepted}. */
export async function judge(judged: Judged): Promise<Judgement> {
  const validated = validate(judged);
  return { validated, started: validated === accepted ? await startAndStop(judged) : 'not started' };
}

/** Writes the configuration and begins to run it. */
export function run(judged: Judged): Server {
  const { engine, name, folder, env } = judged;
  return new Server({ name, path: engine.path, args: ['--config', write(judged)], folder, env });
}

/** Whether a collector says that it is ready. */
export const isReady = (server: Server): boolean => readFileSync(server.log, 'utf8').includes(ready);

function write({ folder, name, config }: Judged): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, yaml(config as never));
  return file;
}

function validate(judged: Judged): string {
  const args = ['validate', '--config', write(judged)];
  const { status, stderr } = spawnSync(judged.engine.path, args, {
    encoding: 'utf8',
    env: { ...process.env, ...judged.env },
    timeout: 30_000,
  });
  return status === 0 ? accepted : stderr.trim();
}

async function startAndStop(judged: Judged): Promise<string> {
  const server = run(judged);
  try {
    await server.until(async () => isReady(server), 30);
    return accepted;
  } catch (error) {
    return String(error);
  } finally {
    await server.stop();
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Refusal } from '../lib/kernel/refusal.js';
import { binary } from './cache.js';
import { type EngineName, rowOf } from './table.js';

/** What a run is given. */
export interface RunProps {
  /**
   * What the engine reads on its standard input.
   * @default - nothing
   */
  readonly input?: string;
  /**
   * The folder it runs in.
   * @default - the working directory of the test
   */
  readonly cwd?: string;
}

/** What an engine answered. */
export interface Verdict {
  /** The exit code: 0 says yes. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real program, built from its own modules. */
export interface Engine {
  /** The binary, for tests that start it as a server. */
  readonly path: string;
  /** Its release, without `v`. */
  readonly version: string;
  /**
   * Runs it to its end.
   * @throws Error when it ends by a signal, or not within two minutes: that is no verdict
   */
  run(args: readonly string[], props?: RunProps): Verdict;
}

/** A hung engine must fail its test, and jest cannot interrupt a synchronous child: two minutes, in milliseconds. */
const timeout = 120_000;

/** The most that an engine may print, in bytes. */
const maxBuffer = 64 * 1024 * 1024;

/**
 * An engine by name.
 * @throws {@link Refusal} when it is not built, so that a conformance test never passes by not running
 */
export function engine(name: EngineName): Engine {
  const path = binary(name);
  const { version } = rowOf(name);
  if (!existsSync(path)) {
    throw new Refusal({
      field: `engine ${name} ${version}`,
      given: `nothing at ${path}`,
      allowed: 'a built engine',
      fix: `run node --import tsx engines/build.ts ${name}`,
    });
  }
  return { path, version, run: (args, props = {}) => run(path, args, props) };
}

function run(path: string, args: readonly string[], props: RunProps): Verdict {
  const { input = '', cwd } = props;
  const done = spawnSync(path, args, { input, cwd, encoding: 'utf8', timeout, maxBuffer });
  if (done.error !== undefined || done.status === null) {
    const reason = done.error?.message ?? `ended by ${done.signal}`;
    throw new Error(`${[path, ...args].join(' ')}: no verdict, ${reason}\n${done.stderr ?? ''}`);
  }
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

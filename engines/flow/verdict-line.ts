import type { Engine } from '../engine.js';

/** What a test prints of an engine's judgement. */
export interface VerdictLine {
  /** The name of the engine in the table. */
  readonly name: string;
  readonly engine: Engine;
  /** How many files it judged. */
  readonly files: number;
  readonly verdict: string;
  readonly seconds: number;
}

/** Prints one line of the table in `docs/engines.md`. */
export function say({ name, engine, files, verdict, seconds }: VerdictLine): void {
  process.stdout.write(`${name} ${engine.version} | ${files} files | ${verdict} | ${seconds.toFixed(1)} s\n`);
}

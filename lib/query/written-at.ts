import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../kernel/refusal.js';

/** A function whose caller is to be named. */
type Called = (...given: never[]) => unknown;

/**
 * Runs `work`; a refusal that leaves it names the file and line that called `called`.
 * The stack is read only then: reading it costs more than parsing the expression.
 */
export function writtenBy<T>(called: Called, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const at = writtenAt(called);
    throw at === undefined ? error : error.within(at);
  }
}

function writtenAt(called: Called): string | undefined {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, called);
  const frame = /^ +at (?:.*\()?(?:async )?(.+):(\d+):\d+\)?$/m.exec(trace.stack ?? '');
  if (frame?.[1] === undefined) return undefined;
  const file = frame[1].startsWith('file:') ? fileURLToPath(frame[1]) : frame[1];
  return `${relative(process.cwd(), file)}:${frame[2]}`;
}

import { Refusal } from '../../kernel/refusal.js';
import type { LinkPattern } from './schema.js';

/** A link that the UI shows beside what it speaks of: to logs, to metrics. `#{traceID}` and the like are filled in. */
export type Link = LinkPattern;

/** What a link of a whole trace can be filled in with; others write it as `#{trace.traceID}`. */
const ofTrace: ReadonlySet<string> = new Set(['duration', 'endTime', 'startTime', 'traceID', 'traceName']);

/** What can be done to a value before it is filled in, and with what. */
const functions: readonly RegExp[] = [/^epoch_micros_to_date_iso$/, /^pad_start \d+ \S$/, /^add -?\d+$/];

/**
 * What is wrong with a link.
 *
 * @throws Refusal when it leads nowhere a browser should go, or asks for a field or a function that Jaeger does not have
 * @see https://www.jaegertracing.io/docs/2.20/deployment/frontend-ui/#link-patterns
 */
export function checkLink(link: Link, at: number): void {
  if (!/^(https?:\/\/|\/)/.test(link.url)) {
    throw new Refusal({
      field: `ui.links[${at}].url`,
      given: link.url,
      allowed: "an address that begins with 'https://', 'http://' or '/'",
      fix: 'write the whole address, or its path in this UI',
    });
  }
  for (const key of ['url', 'text'] as const) {
    for (const [hole, inside] of link[key].matchAll(/#\{([^}]*)\}/g)) {
      const [field = '', ...calls] = (inside ?? '').split('|').map((part) => part.trim());
      checkField(link, `ui.links[${at}].${key}`, hole, field);
      if (calls.every((call) => functions.some((one) => one.test(call)))) continue;
      throw new Refusal({
        field: `ui.links[${at}].${key}`,
        given: hole,
        allowed: "'epoch_micros_to_date_iso', 'pad_start <length> <character>', 'add <number>'",
        fix: 'use one of these after the bar',
      });
    }
  }
}

function checkField({ type }: Link, field: string, hole: string, name: string): void {
  const trace = type === 'traces' ? name : name.startsWith('trace.') ? name.slice('trace.'.length) : undefined;
  if (trace === undefined ? name !== '' : ofTrace.has(trace)) return;
  const prefix = type === 'traces' ? '' : 'trace.';
  throw new Refusal({
    field,
    given: hole,
    allowed: [...ofTrace].map((one) => `#{${prefix}${one}}`).join(', '),
    fix: "use one of these; a tag's value is known to links of type 'tags', 'process' and 'logs' alone",
  });
}

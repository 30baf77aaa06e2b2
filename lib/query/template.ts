import { type Duration } from 'cdk8s';
import { Refusal } from '../kernel/refusal.js';

/**
 * The text of a template with its holes filled. It is raw, so that `\d` reaches the query as it is written, but for the two
 * escapes that a template cannot do without, `` \` `` and `\${`. Several lines lose the indentation of the TypeScript around them.
 */
export function filled(parts: TemplateStringsArray, holes: readonly string[]): string {
  const raw = parts.raw.map((part) => part.replace(/\\(?=`|\$\{)/g, ''));
  const last = raw.length - 1;
  const indents = raw.flatMap((part, i) =>
    [...part.matchAll(/\n( *)(?=[^\n ]|$)/g)].filter((m) => i < last || m.index + m[0].length < part.length),
  );
  const indent = Math.min(...indents.map(([, spaces]) => spaces?.length ?? 0));
  const margin = indents.length === 0 || indent === 0 ? undefined : new RegExp(`\n {1,${indent}}`, 'g');
  return raw
    .map((part, i) => `${margin === undefined ? part : part.replace(margin, '\n')}${holes[i] ?? ''}`)
    .join('')
    .trim();
}

/** A number as both languages read it, in parentheses below zero since `-1 ^ 2` is not `(-1) ^ 2`. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return value < 0 ? `(${value})` : String(value);
  throw new Refusal({
    field: 'hole',
    given: value,
    allowed: 'a finite number',
    fix: 'write NaN or Inf in the text if it is meant',
  });
}

/** A duration that is whole seconds, since no sample is taken more often; `write` knows the dialect. */
export function durationText(duration: Duration, write: (duration: Duration) => string): string {
  const milliseconds = duration.toMilliseconds();
  if (milliseconds > 0 && milliseconds % 1000 === 0) return write(duration);
  throw new Refusal({
    field: 'hole',
    given: `${milliseconds}ms`,
    allowed: 'a duration of whole seconds, one or more',
    fix: 'round it to seconds',
  });
}

/** Variables of the dashboard in the value of a label: `$job`, `${job}`, `${job:regex}`, without the `$`. */
export function variablesIn(value: string): readonly string[] {
  return [...value.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name ?? '');
}

/** Sorted, each once. */
export function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort();
}

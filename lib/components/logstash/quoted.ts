import { Refusal } from '../../kernel/refusal.js';

/**
 * A string. Logstash reads no escapes in it, unless it is told to, so that it cannot hold the quote that it stands in.
 *
 * @throws Refusal when it has quotes of both kinds, line breaks, or a backslash before its end, which would take the quote
 */
export function quoted(words: string): string {
  const quote = words.includes('"') ? "'" : '"';
  if (!words.includes(quote) && !/[\n\r]|\\$/.test(words)) return `${quote}${words}${quote}`;
  throw new Refusal({
    field: 'string',
    given: words,
    allowed: 'one line with quotes of one kind, that ends with no backslash',
    fix: 'reword it: strings in pipelines have no escapes',
  });
}

/** A regular expression. It means the same with its quotes escaped; one that ends with a backslash gets a group around it. */
export function quotedRegex(source: string): string {
  if (/[\n\r]/.test(source)) quoted(source);
  const escaped = source.replace(/\\[^]|"/g, (token) => (token === '"' ? '\\"' : token));
  return `"${escaped.endsWith('\\') ? `(?:${escaped})` : escaped}"`;
}

/**
 * What RE2, the regular expressions of Prometheus and Loki, would refuse in a pattern: what no JavaScript engine reads either,
 * and what JavaScript alone knows (https://github.com/google/re2/wiki/Syntax).
 * @returns undefined when there is nothing
 */
export function regexFault(pattern: string): string | undefined {
  if (/(?:^|[^\\])(?:\\\\)*\(\?(?:=|!|<=|<!)/.test(pattern)) return 're2 has no lookaround';
  const escape = [...pattern.matchAll(tokens)]
    .map(([token]) => token)
    .find((token) => /^\\[A-Za-z1-9]$/.test(token) && !known.test(token));
  if (escape !== undefined) return `re2 does not know '${escape}'`;
  const repeat = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].find(
    ([, least, most]) => Math.max(Number(least), Number(most ?? 0)) > 1000,
  );
  if (repeat !== undefined) return `re2 repeats at most 1000 times, not ${repeat[0]}`;
  try {
    javascript(pattern);
    return undefined;
  } catch (error) {
    // The message repeats the pattern, as it was rewritten for JavaScript: only its end is news.
    return `not a regular expression: ${String(error)
      .replace(/^[^]*: /, '')
      .toLowerCase()}`;
  }
}

/** Whether the whole of the empty string matches: the engines anchor at both ends. */
export function matchesEmpty(pattern: string): boolean {
  return javascript(pattern).test('');
}

/** A pattern that matches exactly `value`. */
export function literally(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const tokens = /\\Q[^]*?(?:\\E|$)|\\[^]|\(\?[imsU-]+\)|\(\?[imsU-]+:|\(\?P</g;
const known = /\\[afnrtvdDsSwWbBAzxpP]/;

function javascript(pattern: string): RegExp {
  const body = pattern.replace(tokens, (token) => {
    if (token.startsWith('\\Q')) return literally(token.slice(2).replace(/\\E$/, ''));
    if (token.startsWith('\\')) return token === '\\A' ? '^' : token === '\\z' ? '$' : token;
    if (token === '(?P<') return '(?<';
    return token.endsWith(':') ? '(?:' : '';
  });
  return new RegExp(`^(?:${body})$`, 's');
}

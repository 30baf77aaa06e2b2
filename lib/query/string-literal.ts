/** A value as a string of PromQL and of LogQL: JSON's escapes are among those that both read. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/**
 * What a string literal of PromQL or LogQL stands for. Both read the escapes of Go
 * (https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals).
 * @returns undefined where the engine would refuse the literal
 */
export function unquoted(literal: string): string | undefined {
  const quote = literal[0];
  const body = literal.slice(1, -1);
  if (quote === '`') return body;
  if (body.includes('\n')) return undefined;
  let broken = false;
  const value = body.replace(escapes, (escape) => {
    const character = escape[1] === quote ? quote : meaning(escape);
    broken ||= character === undefined;
    return character ?? '';
  });
  return broken ? undefined : value;
}

const escapes = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[^]|$)/g;

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

function meaning(escape: string): string | undefined {
  if (escape.length <= 2) return letters[escape.slice(1)];
  const octal = /^\\[0-7]/.test(escape);
  const code = octal ? parseInt(escape.slice(1), 8) : parseInt(escape.slice(2), 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return surrogate || code > (octal ? 0xff : 0x10ffff) ? undefined : String.fromCodePoint(code);
}

import { Refusal } from '../../kernel/refusal.js';

/** A place in an event: `[http][response][status_code]`. */
export class Field {
  /** As conditions and options name it. */
  public readonly ref: string;

  /** @internal use {@link field} */
  public constructor(public readonly path: readonly string[]) {
    const bad = path.find((name) => !/^[^[\]"'%{}\s,\\$]+$/.test(name));
    if (bad !== undefined || path.length === 0) {
      throw new Refusal({
        field: 'field',
        given: bad ?? path,
        allowed: "names without brackets, braces, quotes, commas, spaces, '%', '$' and backslashes",
        fix: "give each level by itself: field('http', 'response')",
      });
    }
    this.ref = path.map((name) => `[${name}]`).join('');
  }
}

/**
 * A place in an event, level by level.
 *
 * @throws Refusal when a name cannot be written
 * @see https://www.elastic.co/docs/reference/logstash/field-references-deepdive
 */
export function field(...path: readonly [string, ...string[]]): Field {
  return new Field(path);
}

/** A text with fields in it, filled in for each event. Only {@link text} makes one. */
export class Text {
  /** @internal use {@link text} */
  public constructor(public readonly written: string) {}
}

/**
 * A text with fields in it: text`${field('service', 'name')} failed`.
 *
 * @throws Refusal as {@link plain} does for the words between them
 */
export function text(words: TemplateStringsArray, ...holes: readonly (Field | number)[]): Text {
  const parts = words.map((word, at) => {
    const hole = holes[at];
    return plain('text', word) + (hole instanceof Field ? `%{${hole.ref}}` : (hole ?? ''));
  });
  return new Text(parts.join(''));
}

/** What a field may be set to: words as they stand, another field's value, or both. */
export type FieldValue = string | number | Field | Text;

/** A field's value as Logstash writes it. */
export function written(value: FieldValue): string {
  if (value instanceof Field) return `%{${value.ref}}`;
  if (value instanceof Text) return value.written;
  return plain('value', String(value));
}

/**
 * Words that Logstash leaves as they are: in `%{…}` it would look for a field, in `${…}` for a variable or a secret.
 *
 * @throws Refusal when they contain either
 */
export function plain(at: string, words: string): string {
  if (!/[%$]\{/.test(words)) return words;
  throw new Refusal({
    field: at,
    given: words,
    allowed: "words without '%{' and '${', which Logstash fills in",
    fix: 'hand over the field: text`… ${field(…)} …`; a secret is a SecretRef',
  });
}

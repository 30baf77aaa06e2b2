import { Refusal } from '../../kernel/refusal.js';
import { regexFault } from '../../query/regex.js';

/** The names of the groups of a regular expression: `'(?<a>x)(?<b>y)'` has `'a' | 'b'`. */
export type GroupsOf<Regex extends string> = string extends Regex
  ? string
  : Regex extends `${string}(?<${infer Name}>${infer Rest}`
    ? (Name extends `=${string}` | `!${string}` ? never : Name) | GroupsOf<Rest>
    : never;

/** What a field becomes; text unless said. */
export type FieldType = 'integer' | 'float' | 'bool' | 'hex';

/** Where a line says when it was written. */
export interface TimeField<Field extends string = string> {
  readonly field: Field;
  /** In strptime's words, `%L` for fractions of a second: `%Y-%m-%dT%H:%M:%S.%L%z`. */
  readonly format: string;
  /** Whether the field also stays in the record. @default false */
  readonly keep?: boolean;
}

/** How a line becomes fields. Pipelines hold the value, never its name, so none can name one that is not there. */
export interface LogParser {
  readonly name: string;
  readonly format: 'json' | 'logfmt' | 'regex';
  /** Only of `regex`. */
  readonly regex?: string;
  readonly time?: TimeField;
  readonly types?: Readonly<Record<string, FieldType>>;
}

/** Languages whose stack traces are put together again, by the parsers that Fluent Bit has built in. */
export type MultilineLanguage = 'go' | 'java' | 'python' | 'ruby';

/** What {@link jsonLog} and {@link logfmt} may be told. */
export interface StructuredProps {
  /** @default - the line's own time is a field like others; the record's time is when it was written to the file */
  readonly time?: TimeField;
  /** @default - as the format says */
  readonly types?: Readonly<Record<string, FieldType>>;
}

/** Lines that are JSON objects. */
export function jsonLog(name: string, props: StructuredProps = {}): LogParser {
  return parser({ name, format: 'json', ...props });
}

/** Lines of `key=value`. */
export function logfmt(name: string, props: StructuredProps = {}): LogParser {
  return parser({ name, format: 'logfmt', ...props });
}

/**
 * Lines that a regular expression takes apart: each named group is a field, and nothing else can be typed or be the time.
 *
 * @throws Refusal when no engine reads it, or it names no group
 */
export function regexLog<const Regex extends string>(
  name: string,
  regex: Regex,
  props: {
    readonly time?: TimeField<GroupsOf<Regex>>;
    readonly types?: { readonly [Group in GroupsOf<Regex>]?: FieldType };
  } = {},
): LogParser {
  const fault = regexFault(regex) ?? (/\(\?<[a-zA-Z_]/.test(regex) ? undefined : 'it names no group');
  if (fault !== undefined) {
    throw new Refusal({
      at: `parser ${name}`,
      field: 'regex',
      given: regex,
      allowed: 'a regular expression with a named group (?<field>…) per field',
      fix: fault,
    });
  }
  return parser({ name, format: 'regex', regex, ...(props as StructuredProps) });
}

function parser(given: LogParser): LogParser {
  if (/^[a-z][a-z0-9_-]*$/.test(given.name)) return given;
  throw new Refusal({
    field: 'parser',
    given: given.name,
    allowed: 'lower case letters, digits, dashes and underscores, a letter first',
    fix: 'rename the parser: pods choose it by this name in an annotation',
  });
}

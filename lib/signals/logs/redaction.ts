import { Refusal } from '../../kernel/refusal.js';
import { SensitivePattern } from './pattern.js';
import { standardPatterns } from './standard-patterns.js';

/** Props of {@link Redaction}. */
export interface RedactionProps {
  /**
   * Names of keys whose values never leave the node, in snake case: `api_key`. A key is meant however it is written
   * (`apiKey`, `API-KEY`) and also when it ends so (`stripe_api_key`), however deep it stands.
   */
  readonly fields?: readonly string[];
  /** What is masked wherever it stands in a text. */
  readonly patterns?: readonly SensitivePattern[];
}

/**
 * A catalogue of what must not be stored. It is said once here; each agent and collector writes it in its own language, and
 * {@link apply} is what all of them must do.
 */
export class Redaction {
  public readonly fields: readonly string[];
  /** All patterns in the order in which they are tried: the given ones, then `key=value` of every field. */
  public readonly patterns: readonly SensitivePattern[];
  readonly #given: readonly SensitivePattern[];

  /** @throws Refusal when a field is not in snake case, or two patterns have one name */
  public constructor({ fields = [], patterns = [] }: RedactionProps) {
    this.fields = [...new Set(fields)].sort();
    this.#given = patterns;
    const bad = this.fields.find((field) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(field));
    if (bad !== undefined)
      throw no('fields', bad, 'snake case, a letter first', 'write it in lower case with underscores');
    this.patterns = [...patterns, ...this.fields.flatMap(assignments)];
    const twice = this.patterns.find(({ name }, at) => this.patterns.findIndex((one) => one.name === name) !== at);
    if (twice !== undefined) throw no('patterns', twice.name, 'one pattern of a name', 'rename one of the two');
  }

  /** This catalogue and more. Nothing can be taken away. */
  public and(more: RedactionProps): Redaction {
    return new Redaction({
      fields: [...this.fields, ...(more.fields ?? [])],
      patterns: [...this.#given, ...(more.patterns ?? [])],
    });
  }

  /** Whether a key's value is removed. */
  public removes(key: string): boolean {
    const bare = key.toLowerCase().replace(/[^a-z0-9]/g, '');
    return this.fields.some((field) => bare.endsWith(field.replaceAll('_', '')));
  }

  /** A text with all that is sensitive masked. */
  public mask(text: string): string {
    return this.patterns.reduce((masked, pattern) => pattern.mask(masked), text);
  }

  /** A record as it may be stored: the reference that every rendering is tested against. */
  public apply(record: unknown): unknown {
    if (typeof record === 'string') return this.mask(record);
    if (typeof record === 'number') return this.masksNumber(record) ? '[REDACTED]' : record;
    if (Array.isArray(record)) return record.map((one) => this.apply(one));
    if (record === null || typeof record !== 'object') return record;
    return Object.fromEntries(
      Object.entries(record)
        .filter(([key]) => !this.removes(key))
        .map(([key, value]) => [key, this.apply(value)]),
    );
  }

  /** Cards are also sent as numbers; shorter ones are nothing that a pattern could know. */
  private masksNumber(given: number): boolean {
    if (!Number.isInteger(given) || given < 1e11) return false;
    const digits = BigInt(given).toString();
    return this.mask(digits) !== digits;
  }
}

/**
 * `password=x`, `"password": "x y"` in a line that nobody could parse. What is quoted ends at its quote; a quote escaped
 * inside the value ends it too early, which is why lines should be JSON.
 */
function assignments(field: string): SensitivePattern[] {
  const key = field.split('_').join('[_. -]?');
  const common = { ignoreCase: true, replacement: '$1[REDACTED]' } as const;
  return [
    new SensitivePattern({
      ...common,
      name: `${field}-quoted`,
      regex: `(${key}["'\\\\]*\\s*[:=]\\s*\\\\?["'])[^"']+`,
      finds: [`${field}="two words"`, `{"${field}": "x"}`],
      leaves: [`${field} is set`],
    }),
    new SensitivePattern({
      ...common,
      name: `${field}-bare`,
      regex: `(${key}["'\\\\]*\\s*[:=]\\s*)[^\\s"'\\\\,;&}]+`,
      finds: [`${field}=x`, `${field}: x, next`],
      leaves: [`${field} is set`],
    }),
  ];
}

function no(field: string, given: string, allowed: string, fix: string): Refusal {
  return new Refusal({ at: 'redaction', field, given, allowed, fix });
}

/** What no platform stores: credentials under the keys that they usually have, and what shows what it is by its form. */
export const standardRedaction = new Redaction({
  fields: [
    'access_key',
    'api_key',
    'authorization',
    'card_number',
    'cookie',
    'credentials',
    'cvv',
    'passwd',
    'password',
    'passphrase',
    'private_key',
    'secret',
    'ssn',
    'token',
  ],
  patterns: standardPatterns,
});

import { Refusal } from '../../kernel/refusal.js';
import { regexFault } from '../../query/regex.js';

/** What is known of a {@link SensitivePattern}. */
export interface SensitivePatternProps {
  /** What it finds, in kebab case: `card-number`. */
  readonly name: string;
  /** A regular expression that RE2, Oniguruma and JavaScript read alike; found anywhere in a text. */
  readonly regex: string;
  /** @default false */
  readonly ignoreCase?: boolean;
  /** What is written in its place; `$1` is what the first group matched. @default '[REDACTED]' */
  readonly replacement?: string;
  /** Texts in which something must be found. At least one: they are tried at once. */
  readonly finds: readonly [string, ...string[]];
  /** Texts that look alike and must stay. At least one. */
  readonly leaves: readonly [string, ...string[]];
}

/** Sensitive data that a value is known by, wherever in a text it stands. */
export class SensitivePattern {
  public readonly name: string;
  public readonly regex: string;
  public readonly ignoreCase: boolean;
  public readonly replacement: string;
  readonly #javascript: RegExp;

  /** @throws Refusal when RE2 would not read the expression, or when it fails one of its own examples */
  public constructor(public readonly props: SensitivePatternProps) {
    this.name = props.name;
    this.regex = props.regex;
    this.ignoreCase = props.ignoreCase ?? false;
    this.replacement = props.replacement ?? '[REDACTED]';
    const fault = regexFault(props.regex);
    if (fault !== undefined) throw this.no('regex', props.regex, 'what every engine reads alike', fault);
    this.#javascript = new RegExp(this.regex, this.ignoreCase ? 'gi' : 'g');
    for (const text of props.finds) {
      if (this.mask(text) === text)
        throw this.no('finds', text, 'texts in which it finds something', 'widen the regex, or drop the example');
    }
    for (const text of props.leaves) {
      if (this.mask(text) !== text)
        throw this.no('leaves', text, 'texts that it leaves alone', 'narrow the regex, or drop the example');
    }
  }

  /** The text with everything that it finds replaced. */
  public mask(text: string): string {
    return text.replace(this.#javascript, this.replacement);
  }

  /** The expression as RE2 takes it, with its flag inside. */
  public get re2(): string {
    return this.ignoreCase ? `(?i)${this.regex}` : this.regex;
  }

  private no(field: string, given: string, allowed: string, fix: string): Refusal {
    return new Refusal({ at: `sensitive pattern ${this.props.name}`, field, given, allowed, fix });
  }
}

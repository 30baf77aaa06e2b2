import { Refusal } from '../kernel/refusal.js';
import { checkLabel } from './labels.js';
import { literally, regexFault } from './regex.js';
import { quoted } from './string-literal.js';
import { writtenBy } from './written-at.js';

/** How a label is compared, in PromQL and in LogQL. */
export type MatchOp = '=' | '!=' | '=~' | '!~';

/** One comparison of a label. */
export interface Matcher {
  readonly label: string;
  readonly op: MatchOp;
  /** As compared, without quotes and escapes. */
  readonly value: string;
}

/** What a label is to be: exactly this, a regular expression over the whole value, one of several, or a variable of the dashboard. */
export type LabelValue = string | RegExp | readonly string[] | Variable;

/** A variable of a Grafana dashboard, as the value of a label. */
export class Variable {
  /** @internal use {@link variable} */
  public constructor(private readonly name: string) {
    if (/^\w+$/.test(name)) return;
    throw new Refusal({
      field: 'variable',
      given: name,
      allowed: "letters, digits and '_'",
      fix: "give the variable's name without '$'",
    });
  }

  /** As Grafana fills it in: `$job`. */
  public toString(): string {
    return `$${this.name}`;
  }
}

/**
 * A variable of the dashboard, as the value of a label. It is compared as a regular expression, because Grafana writes several
 * values as one (https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/).
 * @throws Refusal when Grafana cannot name a variable so
 */
export function variable(name: string): Variable {
  return writtenBy(variable, () => new Variable(name));
}

/** The opposite of a {@link LabelValue}. */
export class Not {
  /** @internal use {@link not} */
  public constructor(private readonly value: LabelValue) {}

  /** @internal */
  public matcher(label: string): Matcher {
    const { op, value } = matcherOf(label, this.value);
    return { label, op: op === '=' ? '!=' : '!~', value };
  }
}

/** Everything but `value`: `matchers({ env: not('test') })`. */
export function not(value: LabelValue): Not {
  return new Not(value);
}

/** Labels and what they are to be. */
export type Matching = Readonly<Record<string, LabelValue | Not>>;

/** Comparisons of labels, all of which must hold: what stands between braces in PromQL and in LogQL. */
export class Matchers {
  /** @internal use {@link matchers} */
  public constructor(private readonly written: readonly Matcher[]) {}

  /** In the order in which they were written. */
  public get all(): readonly Matcher[] {
    return this.written;
  }

  /** These, and those too. */
  public and(more: Matchers | Matching): Matchers {
    return new Matchers([...this.written, ...(more instanceof Matchers ? more : matchers(more)).all]);
  }

  public toString(): string {
    return this.written.map(({ label, op, value }) => `${label}${op}${quoted(value)}`).join(',');
  }
}

/**
 * Comparisons of labels: `matchers({ job: 'api', code: /5../, env: not('test'), region: ['eu', 'us'] })`.
 * @throws Refusal when a label cannot be named so, or a regular expression is none of RE2's
 */
export function matchers(matching: Matching): Matchers {
  return writtenBy(matchers, () => {
    const all = Object.entries(matching).map(([label, value]) => {
      checkLabel('matchers', label);
      return value instanceof Not ? value.matcher(label) : matcherOf(label, value);
    });
    return new Matchers(all);
  });
}

function matcherOf(label: string, value: LabelValue): Matcher {
  if (typeof value === 'string') return { label, op: '=', value };
  if (value instanceof RegExp) return { label, op: '=~', value: patternOf(label, value) };
  if (value instanceof Variable) return { label, op: '=~', value: value.toString() };
  return { label, op: '=~', value: value.map(literally).join('|') };
}

function patternOf(label: string, { source, flags }: RegExp): string {
  const fault =
    flags === '' || flags === 'i' ? regexFault(source) : `re2 has no flags '${flags}' as javascript means them`;
  if (fault === undefined) return flags === 'i' ? `(?i)${source}` : source;
  throw new Refusal({
    field: `matchers.${label}`,
    given: `/${source}/${flags}`,
    allowed: "a regular expression of re2, with no flag but 'i'",
    fix: `write it another way: ${fault}`,
  });
}

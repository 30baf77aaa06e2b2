import type { Language } from './fault.js';

/** A duration that Grafana fills in: for panels only, since a rule knows no Grafana. */
export class Interval<in L extends Language = never> {
  /** Where it may stand; never there at run time. */
  declare protected readonly language: (language: L) => void;

  /** @internal use {@link interval} */
  public constructor(private readonly name: string) {}

  /** As Grafana writes it: `$__rate_interval`. */
  public toString(): string {
    return `$__${this.name}`;
  }
}

/**
 * Grafana's durations, by the language whose datasource fills them in
 * (https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/,
 * https://grafana.com/docs/grafana/latest/datasources/loki/template-variables/; Loki's never fills in `$__rate_interval`).
 */
export const interval = {
  /** At least four scrapes, for `rate` and `increase`: `$__rate_interval`. */
  rate: new Interval<'promql'>('rate_interval'),
  /** From one point of the panel to the next: `$__interval`. */
  step: new Interval<Language>('interval'),
  /** The whole time range of the dashboard: `$__range`. */
  range: new Interval<Language>('range'),
  /** The step of a range query, the range of an instant one: `$__auto`. */
  auto: new Interval<'logql'>('auto'),
} as const;

const filledIn: Readonly<Record<Language, RegExp>> = {
  promql: /\$__(?:rate_interval|interval|range)\b/g,
  logql: /\$__(?:interval|range|auto)\b/g,
};

/** The text with a plain duration for each interval, of the same length, so that every position stays. */
export function withoutIntervals(text: string, language: Language): string {
  return text.includes('$__') ? text.replace(filledIn[language], (name) => '5m'.padEnd(name.length)) : text;
}

/** The intervals in a text, as Grafana names them without the `$`. */
export function intervalsIn(text: string, language: Language): readonly string[] {
  return (text.match(filledIn[language]) ?? []).map((name) => name.slice(1));
}

import { Refusal } from '../kernel/refusal.js';
import { checkLabel } from './labels.js';
import { writtenBy } from './written-at.js';

/** What kind of number a series holds (https://prometheus.io/docs/concepts/metric_types/). */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';

/** How many values a label can take at most. */
export type LabelBound = number | 'unbounded';

/** What is known of a metric beside its name. */
export interface MetricProps {
  /** @default - unknown */
  readonly type?: MetricType;
  /** The unit of its values, in the plural, base units: `seconds`, `bytes`. @default - none, or unknown */
  readonly unit?: string;
  /** What it measures, in a sentence. @default - none */
  readonly help?: string;
  /** Its labels, each with how many values it can take. @default - none beside those that scraping adds */
  readonly labels?: Readonly<Record<string, LabelBound>>;
}

/** A name that series are known by. Only what declares a series makes one. */
export class Metric {
  /** @internal use {@link metric} */
  public constructor(
    public readonly name: string,
    private readonly props: MetricProps = {},
  ) {
    checkName(name);
    Object.entries(this.bounds).forEach(([label, bound]) => checkBound(name, label, bound));
  }

  /** What kind of number it is, where that is known. */
  public get type(): MetricType | undefined {
    return this.props.type;
  }

  /** The unit of its values, where that is known. */
  public get unit(): string | undefined {
    return this.props.unit;
  }

  /** What it measures, where that was said. */
  public get help(): string | undefined {
    return this.props.help;
  }

  /** The names of its labels, sorted. */
  public get labels(): readonly string[] {
    return Object.keys(this.bounds).sort();
  }

  /** How many values each of its labels can take. */
  public get bounds(): Readonly<Record<string, LabelBound>> {
    return this.props.labels ?? {};
  }

  /** The names under which a query may ask for it, sorted. */
  public get series(): readonly string[] {
    return [this.name];
  }

  public toString(): string {
    return this.name;
  }

  /** A series that this one is stored as, with the same labels and more. */
  protected part(suffix: string, props: MetricProps): Metric {
    return new Metric(`${this.name}${suffix}`, { ...props, labels: { ...this.bounds, ...props.labels } });
  }
}

/** A distribution with quantiles made where it was measured. */
export class Summary extends Metric {
  /** How many were measured. */
  public get count(): Metric {
    return this.part('_count', { type: 'counter' });
  }

  /** The sum of what was measured. */
  public get sum(): Metric {
    return this.part('_sum', { type: 'counter', unit: this.unit });
  }

  public override get series(): readonly string[] {
    return [this.name, this.count.name, this.sum.name];
  }
}

/** A distribution in buckets; its bare name is the native histogram. */
export class Histogram extends Summary {
  /** How many were at most `le`. */
  public get bucket(): Metric {
    return this.part('_bucket', { type: 'counter', labels: { le: 'unbounded' } });
  }

  public override get series(): readonly string[] {
    return [this.name, this.bucket.name, this.count.name, this.sum.name];
  }
}

/** A metric of a type; what is not known to be a distribution is a plain one. */
export type MetricOf<T extends MetricType> = [T] extends ['histogram']
  ? Histogram
  : [T] extends ['summary']
    ? Summary
    : Metric;

/**
 * A metric: `metric('http_requests_total', { type: 'counter', labels: { code: 40 } })`.
 * @throws Refusal when nothing can be named so
 */
export function metric<T extends MetricType = MetricType>(
  name: string,
  props?: MetricProps & { readonly type?: T },
): MetricOf<T>;
export function metric(name: string, props: MetricProps = {}): Metric {
  return writtenBy(metric, () => {
    if (props.type === 'histogram') return new Histogram(name, props);
    return props.type === 'summary' ? new Summary(name, props) : new Metric(name, props);
  });
}

/** The names of https://prometheus.io/docs/concepts/data_model/; those of UTF-8 are left out, since they cannot stand before a brace. */
function checkName(name: string): void {
  if (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) return;
  throw new Refusal({
    field: 'metric',
    given: name,
    allowed: "letters, digits, '_' and ':', no digit first",
    fix: 'name it as it reaches the store, where dots have become underscores',
  });
}

function checkBound(name: string, label: string, bound: LabelBound): void {
  checkLabel(`${name}.labels`, label);
  const reserved = label.startsWith('__');
  if (!reserved && (bound === 'unbounded' || (Number.isInteger(bound) && bound > 0))) return;
  throw new Refusal({
    field: `${name}.labels.${label}`,
    given: bound,
    allowed: reserved ? "a label that does not begin with '__'" : "a whole number of values above zero, or 'unbounded'",
    fix: reserved ? 'leave it out: such labels never reach the store' : 'count the values that it can take',
  });
}

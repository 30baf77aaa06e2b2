import type { Duration } from 'cdk8s';
import { Refusal } from '../kernel/refusal.js';
import { type Metric, metric, type MetricProps } from '../query/metric.js';
import type { PromQL } from '../query/promql.js';
import { identity } from './identity.js';
import { type Alert, labelsOf, type Recording, Symptom } from './symptom.js';

/** Props of {@link RuleGroup}. */
export interface RuleGroupProps {
  /** Above zero. @default - the Prometheus' own evaluation interval */
  readonly interval?: Duration;
}

/** Rules that are evaluated together, in order: what is recorded first can be asked for next. */
export class RuleGroup<out Team extends string = string> {
  readonly #recordings: Recording[] = [];
  readonly #alerts: Alert<Team>[] = [];
  readonly #identities = new Set<string>();

  /** @throws Refusal when the interval is none */
  public constructor(
    /** The group's name, unique in its Prometheus. */
    public readonly name: string,
    public readonly props: RuleGroupProps = {},
  ) {
    if (props.interval?.toMilliseconds() !== 0) return;
    throw this.no('interval', '0s', 'a duration above zero', 'leave it out, or say how often');
  }

  /**
   * Computes a series ahead and returns the name by which to ask for it.
   *
   * @param name - `level:metric:operations`
   * @see https://prometheus.io/docs/practices/rules/
   * @throws Refusal when the name has no colon, or was recorded here before with the same labels
   */
  public record(
    name: string,
    is: PromQL,
    props: MetricProps & { set?: Readonly<Record<string, string>> } = {},
  ): Metric {
    const { set, ...about } = props;
    const twice = this.#identities.has(identity(name, set));
    if (!name.includes(':') || twice) {
      const fix = twice ? 'rename one of the two' : 'put what it is aggregated by before the metric';
      throw this.no('record', name, 'level:metric:operations, once per group and set of labels', fix);
    }
    const recorded = metric(name, about);
    this.#identities.add(identity(name, set));
    this.#recordings.push({ metric: recorded, is, ...(set && { labels: set }) });
    return recorded;
  }

  /** Tells a team when something is wrong. @throws Refusal as {@link Symptom} does, and when the same is here already */
  public alert(alert: Alert<Team>): void {
    new Symptom(alert);
    const same = identity(alert.name, labelsOf(alert));
    if (this.#identities.has(same)) {
      const fix = 'rename one of the two, or tell them apart by a label';
      throw this.no('alert', alert.name, 'one alert of a name and set of labels', fix);
    }
    this.#identities.add(same);
    this.#alerts.push(alert);
  }

  /** What is computed ahead, in the order in which it was written. */
  public get recordings(): readonly Recording[] {
    return this.#recordings;
  }

  /** What is watched, in the order in which it was written. */
  public get alerts(): readonly Alert<Team>[] {
    return this.#alerts;
  }

  private no(field: string, given: unknown, allowed: string, fix: string): Refusal {
    return new Refusal({ at: `rule group ${this.name}`, field, given, allowed, fix });
  }
}

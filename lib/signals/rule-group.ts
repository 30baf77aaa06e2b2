import type { Duration } from 'cdk8s';
import { Refusal } from '../kernel/refusal.js';
import { type Metric, metric, type MetricProps } from '../query/metric.js';
import type { PromQL } from '../query/promql.js';
import { type Alert, type Recording, Symptom } from './symptom.js';

/** Props of {@link RuleGroup}. */
export interface RuleGroupProps {
  /** @default - the Prometheus' own evaluation interval */
  readonly interval?: Duration;
}

/** Rules that are evaluated together, in order: what is recorded first can be asked for next. */
export class RuleGroup<out Team extends string = string> {
  readonly #recordings: Recording[] = [];
  readonly #alerts: Alert<Team>[] = [];

  public constructor(
    /** The group's name, unique in its Prometheus. */
    public readonly name: string,
    public readonly props: RuleGroupProps = {},
  ) {}

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
    const before = this.#recordings.find(
      (one) => one.metric.name === name && JSON.stringify(one.labels) === JSON.stringify(set),
    );
    if (!name.includes(':') || before !== undefined) {
      throw new Refusal({
        at: `rule group ${this.name}`,
        field: 'record',
        given: name,
        allowed: 'level:metric:operations, once per group and set of labels',
        fix: before === undefined ? 'put what it is aggregated by before the metric' : 'rename one of the two',
      });
    }
    const recorded = metric(name, about);
    this.#recordings.push({ metric: recorded, is, ...(set && { labels: set }) });
    return recorded;
  }

  /** Tells a team when something is wrong. @throws Refusal as {@link Symptom} does */
  public alert(alert: Alert<Team>): void {
    new Symptom(alert);
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
}

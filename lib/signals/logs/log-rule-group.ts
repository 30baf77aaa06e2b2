import type { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { LogQL } from '../../query/logql.js';
import { type Metric, metric, type MetricProps } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import type { Escalation } from '../escalation.js';
import { identity } from '../identity.js';
import { labelsOf, Symptom, type SymptomProps } from '../symptom.js';

/**
 * A condition of logs that a person acts on. There is no `keepFiringFor`: Loki's ruler drops it when it loads a rule (3.7,
 * `pkg/ruler/rulespb`).
 */
export interface LogAlert<Team extends string = string> extends Omit<SymptomProps, 'when' | 'keepFiringFor'> {
  /** Fires while this has a result: numbers, not lines. */
  readonly when: LogQL;
  /** Who acts on it. */
  readonly team: Team;
  /** That it asks for the team's next receiver. @default - it does not; {@link escalated} makes one that does */
  readonly escalation?: Escalation;
}

/** A series that is computed ahead from logs: `metric` is what PromQL asks for, once it was written to a Prometheus. */
export interface LogRecording {
  readonly metric: Metric;
  readonly is: LogQL;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Props of {@link LogRuleGroup}. */
export interface LogRuleGroupProps {
  /** @default - the ruler's own evaluation interval */
  readonly interval?: Duration;
}

/** Rules over logs that are evaluated together, by one replica of the ruler. */
export class LogRuleGroup<out Team extends string = string> {
  readonly #recordings: LogRecording[] = [];
  readonly #alerts: LogAlert<Team>[] = [];
  readonly #identities = new Set<string>();

  /** @throws Refusal when the name cannot name a file */
  public constructor(
    /** The group's name, unique in its Loki. */
    public readonly name: string,
    public readonly props: LogRuleGroupProps = {},
  ) {
    if (/^[a-zA-Z0-9][-._a-zA-Z0-9]*$/.test(name)) return;
    throw this.no('name', name, "letters, digits, '-', '_' and '.'", 'rename the group: a file is named after it');
  }

  /**
   * Computes a series ahead from logs and returns the metric by which PromQL asks for it.
   *
   * @param name - `level:metric:operations`
   * @throws Refusal when the name has no colon or was recorded here before, or when the query yields lines
   */
  public record(name: string, is: LogQL, props: MetricProps & { set?: Readonly<Record<string, string>> } = {}): Metric {
    const { set, ...about } = props;
    const twice = this.#identities.has(identity(name, set));
    if (!name.includes(':') || twice) {
      const fix = twice ? 'rename one of the two' : 'put what it is aggregated by before the metric';
      throw this.no('record', name, 'level:metric:operations, once per group and set of labels', fix);
    }
    this.numbers('record', is);
    const recorded = metric(name, about);
    this.#identities.add(identity(name, set));
    this.#recordings.push({ metric: recorded, is, ...(set && { labels: set }) });
    return recorded;
  }

  /**
   * Tells a team when logs say that something is wrong.
   *
   * @throws Refusal as {@link Symptom} does, when the query yields lines, and when the same is here already
   */
  public alert(alert: LogAlert<Team>): void {
    // One law for the words of an alert, whichever language asks.
    new Symptom({ ...alert, when: nothing });
    this.numbers(`alert ${alert.name}`, alert.when);
    const same = identity(alert.name, labelsOf(alert));
    if (this.#identities.has(same)) {
      const fix = 'rename one of the two, or tell them apart by a label';
      throw this.no('alert', alert.name, 'one alert of a name and set of labels', fix);
    }
    this.#identities.add(same);
    this.#alerts.push(alert);
  }

  /** What is computed ahead, in the order in which it was written. */
  public get recordings(): readonly LogRecording[] {
    return this.#recordings;
  }

  /** What is watched, in the order in which it was written. */
  public get alerts(): readonly LogAlert<Team>[] {
    return this.#alerts;
  }

  private numbers(field: string, { kind, variables, text }: LogQL): void {
    if (kind === 'log') {
      const fix = 'count them over a range: sum(count_over_time({…} |= "…" [5m])) > 0';
      throw this.no(field, text, 'a query that yields numbers; this one yields lines', fix);
    }
    if (variables.length === 0) return;
    throw this.no(field, text, "a query without grafana's variables, which no ruler fills in", 'write the range out');
  }

  private no(field: string, given: unknown, allowed: string, fix: string): Refusal {
    return new Refusal({ at: `log rule group ${this.name}`, field, given, allowed, fix });
  }
}

const nothing = promql`vector(0)`;

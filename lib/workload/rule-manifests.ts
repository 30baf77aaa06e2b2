import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { PrometheusRule, type PrometheusRuleSpec } from '../../imports/monitoring.js';
import { later, Manifest } from '../../imports/manifest.js';
import { prometheusDuration } from '../kernel/dialect.js';
import { Refusal } from '../kernel/refusal.js';
import type { PromQL } from '../query/promql.js';
import type { AlertLinks } from '../signals/alert-links.js';
import { identity } from '../signals/identity.js';
import type { RuleGroup } from '../signals/rule-group.js';
import { type Alert, labelsOf, type Recording } from '../signals/symptom.js';

/** Props of {@link RuleManifests}. */
export interface RuleManifestsProps {
  /** Who evaluates them, in words. */
  readonly evaluator: 'a Prometheus' | 'a ruler';
  /** What the evaluator selects them by. */
  readonly labels: Readonly<Record<string, string>>;
  /** What their names begin with, so that another evaluator's of the same group is another. @default - nothing */
  readonly prefix?: string;
  readonly links: AlertLinks;
  /** How far apart the samples are that they ask for. */
  readonly scrapeInterval: Duration;
}

/** A group of rules, of whichever teams: that somebody answers for them was checked by whoever took it. */
type Rules = Pick<RuleGroup, 'name' | 'props' | 'recordings'> & { readonly alerts: readonly Alert[] };

type Group = NonNullable<PrometheusRuleSpec['groups']>[number];
type Rule = NonNullable<Group['rules']>[number];

/**
 * The rules of one Prometheus or ruler: a PrometheusRule for each group. A group may grow after it was added, so it is written when all
 * is there, and checked then, too.
 */
export class RuleManifests extends Construct {
  readonly #groups = new Map<string, Rules>();
  readonly #recorded = new Map<string, string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RuleManifestsProps,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.faults() });
  }

  /**
   * Adds a group.
   *
   * @throws Refusal when another has its name or records the same, or an expression has a variable of Grafana's in it, yields
   * text, or compares samples over a range that may hold but one
   */
  public add(group: Rules): void {
    const { name } = group;
    if (this.#groups.has(name)) {
      const allowed = `one group of a name in ${this.props.evaluator}`;
      throw this.no(name, 'name', name, allowed, 'rename one of the two, or add it once');
    }
    this.check(group, this.#recorded);
    this.#groups.set(name, group);
    const { prefix, labels, links } = this.props;
    const metadata = { name: `${prefix ?? ''}${name}`, labels: { ...labels } };
    const groups = later(() => [written(group, links)]);
    new Manifest(this, name, PrometheusRule({ metadata, spec: { groups } }));
  }

  /** What they record. Complete only when all is there. */
  public get recordings(): readonly Recording[] {
    return [...this.#groups.values()].flatMap((group) => group.recordings);
  }

  /** The dashboards that alerts lead to, by their uids. Complete only when all is there. */
  public get dashboards(): readonly string[] {
    return [...this.#groups.values()].flatMap(({ alerts }) => alerts.flatMap(({ dashboard }) => dashboard?.uid ?? []));
  }

  private faults(): string[] {
    const recorded = new Map<string, string>();
    return [...this.#groups.values()].flatMap((group) => {
      try {
        this.check(group, recorded);
        return [];
      } catch (error) {
        if (error instanceof Refusal) return [error.message];
        throw error;
      }
    });
  }

  private check(group: Rules, recorded: Map<string, string>): void {
    for (const { metric, is, labels } of group.recordings) {
      const series = identity(metric.name, labels);
      const before = recorded.get(series);
      if (before !== undefined) {
        const fix = 'rename one of the two, or ask for the one that is there';
        throw this.no(group.name, 'record', metric.name, `series that no other group records, and ${before} does`, fix);
      }
      recorded.set(series, group.name);
      this.checkExpression(group.name, is);
    }
    for (const { when } of group.alerts) this.checkExpression(group.name, when);
  }

  private checkExpression(group: string, { text, type, variables, compared }: PromQL): void {
    if (variables.length > 0 || (type !== 'vector' && type !== 'scalar')) {
      const allowed = "an instant vector or a scalar, without Grafana's variables";
      throw this.no(group, 'expr', text, allowed, 'aggregate over a range, and write the range out');
    }
    const { scrapeInterval } = this.props;
    if (compared.every((seconds) => seconds >= 2 * scrapeInterval.toSeconds())) return;
    const allowed = `ranges of two scrapes or more, of which there is one each ${prometheusDuration(scrapeInterval)}`;
    throw this.no(group, 'expr', text, allowed, 'lengthen the range: over a single sample it yields nothing');
  }

  private no(group: string, field: string, given: unknown, allowed: string, fix: string): Refusal {
    return new Refusal({ at: `${this.node.scope?.node.path}: rule group ${group}`, field, given, allowed, fix });
  }
}

function written({ name, props, recordings, alerts }: Rules, links: AlertLinks): Group {
  const rules: Rule[] = [...recordings.map(recordingRule), ...alerts.map((alert) => alertRule(alert, links))];
  return { name, ...(props.interval && { interval: prometheusDuration(props.interval) }), rules };
}

function recordingRule({ metric, is, labels }: Recording): Rule {
  return { record: metric.name, expr: is.text, ...(labels && { labels: { ...labels } }) };
}

function alertRule(alert: Alert, { runbooks, grafana }: AlertLinks): Rule {
  const dashboard = alert.dashboard !== undefined && grafana !== undefined;
  return {
    alert: alert.name,
    expr: alert.when.text,
    for: prometheusDuration(alert.for),
    ...(alert.keepFiringFor && { keep_firing_for: prometheusDuration(alert.keepFiringFor) }),
    labels: labelsOf(alert),
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: alert.runbook ?? `${runbooks}/${alert.name.toLowerCase()}`,
      ...(dashboard && { dashboard_url: `${grafana}/d/${alert.dashboard.uid}` }),
    },
  };
}

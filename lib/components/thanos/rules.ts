import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { PrometheusRule, type PrometheusRuleSpec } from '../../../imports/monitoring.js';
import { later, Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import type { PromQL } from '../../query/promql.js';
import { identity } from '../../signals/identity.js';
import type { RuleGroup } from '../../signals/rule-group.js';
import { type Alert, labelsOf, type Recording } from '../../signals/symptom.js';

/** Where the links on an alert lead. */
export interface AlertLinks {
  /** The page below which each alert has its runbook, by its name in lower case. */
  readonly runbooks: string;
  /** Grafana, as people reach it. @default - alerts carry no link to a dashboard */
  readonly grafana?: string;
}

/** Props of {@link RulerRules}. */
export interface RulerRulesProps {
  /** The ruler's name: theirs begin with it, so that a Prometheus' of the same group is another. */
  readonly ruler: string;
  /** What the ruler selects them by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly links: AlertLinks;
  /** How far apart the samples are that it asks for. */
  readonly scrapeInterval: Duration;
}

/** A group of rules, of whichever teams: that somebody answers for them was checked by whoever took it. */
type Rules = Pick<RuleGroup, 'name' | 'props' | 'recordings'> & { readonly alerts: readonly Alert[] };

type Group = NonNullable<PrometheusRuleSpec['groups']>[number];
type Rule = NonNullable<Group['rules']>[number];

/** The rules of one ruler: an object for each group, which may grow after it was added, so it is written, and checked again, at the end. */
export class RulerRules extends Construct {
  readonly #groups = new Map<string, Rules>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RulerRulesProps,
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
    if (this.#groups.has(name))
      throw this.no(name, 'name', name, 'one group of a name in a ruler', 'rename one of the two');
    this.check(group);
    this.#groups.set(name, group);
    const { labels, links } = this.props;
    const metadata = { name: `${this.props.ruler}-${name}`, labels: { ...labels } };
    new Manifest(this, name, PrometheusRule({ metadata, spec: { groups: later(() => [written(group, links)]) } }));
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
    return [...this.#groups.values()].flatMap((group) => {
      try {
        this.check(group);
        return [];
      } catch (error) {
        if (error instanceof Refusal) return [error.message];
        throw error;
      }
    });
  }

  private check(group: Rules): void {
    const others = [...this.#groups.values()].filter(({ name }) => name !== group.name);
    const recorded = new Map(
      others.flatMap(({ name, recordings }) =>
        recordings.map(({ metric, labels }) => [identity(metric.name, labels), name] as const),
      ),
    );
    for (const { metric, is, labels } of group.recordings) {
      const before = recorded.get(identity(metric.name, labels));
      if (before !== undefined) {
        const fix = 'rename one of the two, or ask for the one that is there';
        throw this.no(group.name, 'record', metric.name, `series that no other group records, and ${before} does`, fix);
      }
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

/** A ruler takes no partial answer by default (`abort`), so nothing is said of it: Prometheus' own tools know no such field. */
function written({ name, props, recordings, alerts }: Rules, links: AlertLinks): Group {
  const rules: Rule[] = [...recordings.map(recordingRule), ...alerts.map((alert) => alertRule(alert, links))];
  const interval = props.interval && { interval: prometheusDuration(props.interval) };
  return { name, ...interval, rules };
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

import type { Construct } from 'constructs';
import { PrometheusRule, type PrometheusRuleSpec } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { label } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import type { RuleGroup } from '../../signals/rule-group.js';
import type { Alert, Recording } from '../../signals/symptom.js';

/** Where the links on an alert lead. */
export interface AlertLinks {
  /** The page below which each alert has its runbook, by its name in lower case. */
  readonly runbooks: string;
  /** Grafana, as people reach it. @default - alerts carry no link to a dashboard */
  readonly grafana?: string;
}

/** A group of rules, of whichever teams: that somebody answers for them was checked by whoever took it. */
type Rules = Pick<RuleGroup, 'name' | 'props' | 'recordings'> & { readonly alerts: readonly Alert[] };

type Rule = NonNullable<NonNullable<PrometheusRuleSpec['groups']>[number]['rules']>[number];

/**
 * One PrometheusRule per group.
 *
 * @throws Refusal when an expression has a variable of Grafana's in it, or yields text
 */
export function ruleManifest(scope: Construct, prometheus: string, group: Rules, links: AlertLinks): void {
  const { recordings, alerts } = group;
  for (const { is } of [...recordings, ...alerts.map(({ when }) => ({ is: when }))]) {
    if (is.variables.length === 0 && (is.type === 'vector' || is.type === 'scalar')) continue;
    throw new Refusal({
      at: `${scope.node.path}: rule group ${group.name}`,
      field: 'expr',
      given: is.text,
      allowed: "an instant vector or a scalar, without Grafana's variables",
      fix: 'aggregate over a range, and write the range out',
    });
  }
  new Manifest(
    scope,
    group.name,
    PrometheusRule({
      metadata: { name: group.name, labels: { [label.prometheus]: prometheus } },
      spec: {
        groups: [
          {
            name: group.name,
            ...(group.props.interval && { interval: prometheusDuration(group.props.interval) }),
            rules: [...recordings.map(recordingRule), ...alerts.map((alert) => alertRule(alert, links))],
          },
        ],
      },
    }),
  );
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
    labels: { severity: alert.severity, team: alert.team, ...alert.labels },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: alert.runbook ?? `${runbooks}/${alert.name.toLowerCase()}`,
      ...(dashboard && { dashboard_url: `${grafana}/d/${alert.dashboard}` }),
    },
  };
}

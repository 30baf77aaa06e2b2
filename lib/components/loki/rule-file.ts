import type { AlertLinks } from '../../signals/alert-links.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import { yaml } from '../../kernel/yaml.js';
import type { LogAlert, LogRecording, LogRuleGroup } from '../../signals/logs/log-rule-group.js';
import { labelsOf } from '../../signals/symptom.js';

/** A group of rules, of whichever teams: that somebody answers for them was checked by whoever took it. */
export type LogRules = Pick<LogRuleGroup, 'name' | 'props' | 'recordings'> & { readonly alerts: readonly LogAlert[] };

/**
 * A group as a file of rules, which is Prometheus' with LogQL in it. Recordings get the cluster's name here, since the ruler
 * adds its external labels to alerts alone.
 *
 * @see https://grafana.com/docs/loki/latest/alert/
 * @throws Refusal when an alert has no runbook of its own and no links are given
 */
export function ruleFile(group: LogRules, cluster: string, links: AlertLinks | undefined): string {
  const { name, props, recordings, alerts } = group;
  const interval = props.interval && { interval: prometheusDuration(props.interval) };
  const rules = [
    ...recordings.map((recording) => recordingRule(recording, cluster)),
    ...alerts.map((alert) => alertRule(name, alert, links)),
  ];
  return yaml({ groups: [{ name, ...interval, rules }] });
}

function recordingRule({ metric, is, labels }: LogRecording, cluster: string): object {
  return { record: metric.name, expr: is.text, labels: { cluster, ...labels } };
}

function alertRule(group: string, alert: LogAlert, links: AlertLinks | undefined): object {
  const runbook = alert.runbook ?? (links && `${links.runbooks}/${alert.name.toLowerCase()}`);
  if (runbook === undefined) {
    throw new Refusal({
      at: `log rule group ${group}`,
      field: `alert ${alert.name}.runbook`,
      given: undefined,
      allowed: 'a page that says what to do',
      fix: 'give the alert a runbook, or the loki links.runbooks',
    });
  }
  const dashboard = alert.dashboard !== undefined && links?.grafana !== undefined;
  return {
    alert: alert.name,
    expr: alert.when.text,
    for: prometheusDuration(alert.for),
    labels: labelsOf(alert),
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: runbook,
      ...(dashboard && { dashboard_url: `${links.grafana}/d/${alert.dashboard.uid}` }),
    },
  };
}

import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { alertmanagerMetrics } from './catalogue.js';

/** What an Alertmanager says of itself that a person must act on. That none of it speaks at all, the heartbeat tells. */
export function symptoms(job: string, replicas: number): Symptom[] {
  const m = alertmanagerMetrics;
  const own = matchers({ job });
  const failing = promql`sum by (cluster, namespace, instance, integration) (rate(${m.failed}{${own}}[5m])) / sum by (cluster, namespace, instance, integration) (rate(${m.notifications}{${own}}[5m])) > 0.01`;
  return [
    symptom({
      name: 'AlertmanagerFailedToSendAlerts',
      when: failing,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $labels.instance }} fails to notify by {{ $labels.integration }}',
      description: 'the other replicas still do: look at its log and at its connection to the outside',
    }),
    symptom({
      name: 'AlertmanagerFailedToSendAlerts',
      when: promql`count by (cluster, namespace, integration) (${failing}) >= ${replicas}`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: 'no Alertmanager can notify by {{ $labels.integration }}',
      description: 'alerts are lost on that way: look at the secret, the address and the service itself',
    }),
    symptom({
      name: 'AlertmanagerFailedReload',
      when: promql`max_over_time(${m.reloaded}{${own}}[5m]) == 0`,
      for: Duration.minutes(10),
      severity: 'critical',
      summary: '{{ $labels.instance }} runs on an old configuration',
      description: 'it refused the last one: changes of routing and receivers take no effect',
    }),
    symptom({
      name: 'AlertmanagerConfigInconsistent',
      when: promql`count by (cluster, namespace) (count_values by (cluster, namespace) ("hash", ${m.configHash}{${own}})) > 1`,
      for: Duration.minutes(20),
      severity: 'critical',
      summary: 'the Alertmanagers of {{ $labels.namespace }} run on different configurations',
      description: 'who is told depends on which of them speaks: look at which one does not take the last one',
    }),
    ...(replicas < 2 ? [] : [membersMissing(job, replicas)]),
  ];
}

function membersMissing(job: string, replicas: number): Symptom {
  return symptom({
    name: 'AlertmanagerMembersInconsistent',
    when: promql`max_over_time(${alertmanagerMetrics.members}{${matchers({ job })}}[5m]) < ${replicas}`,
    for: Duration.minutes(15),
    severity: 'critical',
    summary: '{{ $labels.instance }} sees {{ $value }} of its members',
    description: 'who does not see the others notifies again what they notified, and does not know their silences',
  });
}

import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { agentMetrics as m } from './catalogue.js';
import { configurationRejected, targetDown } from './symptoms.js';

/**
 * What an agent says of itself that a person must act on. One that sends nothing at all says nothing, either: that it is silent is
 * found where it is expected.
 */
export function agentSymptoms(job: string): Symptom[] {
  const own = matchers({ job });
  const range = Duration.minutes(5);
  return [
    targetDown(),
    symptom({
      name: 'PrometheusAgentNotIngesting',
      when: promql`rate(${m.appended}{${own}}[${range}]) <= 0`,
      for: Duration.minutes(10),
      severity: 'critical',
      summary: '{{ $labels.instance }} of {{ $labels.cluster }} takes no samples',
      description: 'every alert that rests on that place is blind',
    }),
    configurationRejected(own),
    symptom({
      name: 'PrometheusAgentSamplesRefused',
      when: promql`rate(${m.remoteFailed}{${own}}[${range}]) / (rate(${m.remoteSamples}{${own}}[${range}]) > 0) > 0.01`,
      for: Duration.minutes(15),
      severity: 'critical',
      summary: 'more than 1 % of what {{ $labels.cluster }} sends is refused',
      description: 'those samples are lost: look at the log of the agent for what the far end has against them',
    }),
    symptom({
      name: 'PrometheusAgentBehind',
      when: promql`max_over_time(${m.queueHighest}{${own}}[${range}]) - max_over_time(${m.remoteSent}{${own}}[${range}]) > 120`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.cluster }} sends its samples {{ $value | humanizeDuration }} late',
      description:
        'alerts about it come as late, and after four hours samples are lost: look at the line and the far end',
    }),
  ];
}

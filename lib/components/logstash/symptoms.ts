import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { logstashMetrics as m } from './catalogue.js';

/**
 * What Logstash says of itself that a person must act on.
 *
 * @param job - the `job` label of its series
 */
export function symptoms(job: string): Symptom[] {
  return [...running(job), ...sending(job), ...refused(job)];
}

function running(job: string): Symptom[] {
  const own = matchers({ job });
  return [
    symptom({
      name: 'LogstashUnseen',
      when: promql`${m.up}{${own}} == 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'nobody knows how {{ $labels.pod }} is',
      description: 'its API gives no answer: it does not start, or hangs. No other alert about it can fire',
    }),
    symptom({
      name: 'LogstashPipelineStale',
      when: promql`${m.pipelineUp}{${own}} == 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'pipeline {{ $labels.pipeline }} of {{ $labels.pod }} did not take its new configuration',
      description: 'it goes on with the old one, and after a restart with none: its log says which line is refused',
    }),
  ];
}

function sending(job: string): Symptom[] {
  const own = matchers({ job });
  const incoming = promql`sum by (job, pod, pipeline) (rate(${m.eventsIn}{${own}}[10m]))`;
  const outgoing = promql`sum by (job, pod, pipeline) (rate(${m.eventsOut}{${own}}[10m]))`;
  return [
    symptom({
      name: 'LogstashStuck',
      when: promql`${incoming} > 0 unless ${outgoing} > 0`,
      for: Duration.minutes(15),
      severity: 'critical',
      summary: 'pipeline {{ $labels.pipeline }} of {{ $labels.pod }} takes events and sends none',
      description:
        'they lie in its queue, and when that is full senders are held up: is Elasticsearch there, and its password right?',
    }),
    symptom({
      name: 'LogstashQueueFilling',
      when: promql`${m.queueUsed}{${own}} / ${m.queueMax}{${own}} > 0.8`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'the queue of {{ $labels.pipeline }} on {{ $labels.pod }} is {{ $value | humanizePercentage }} full',
      description: 'when it is full senders are held up, and lose logs as soon as their own buffers are full',
    }),
  ];
}

function refused(job: string): Symptom[] {
  const own = matchers({ job });
  return [
    symptom({
      name: 'LogstashEventsRejected',
      when: promql`sum by (job, pipeline) (rate(${m.rejected}{${own}}[10m])) > 0`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'Elasticsearch refuses events of {{ $labels.pipeline }} for good',
      description:
        'a field has another type than its mapping says. They lie in the dead letter queue until that is full',
    }),
    symptom({
      name: 'LogstashDeadLettersLost',
      when: promql`sum by (job, pod, pipeline) (rate(${m.deadLettersDropped}{${own}}[10m])) > 0`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary: 'refused events of {{ $labels.pipeline }} on {{ $labels.pod }} are being lost',
      description: 'the dead letter queue is full and drops the oldest: nobody has looked at why they are refused',
    }),
  ];
}

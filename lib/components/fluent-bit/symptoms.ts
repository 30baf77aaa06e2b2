import { Duration } from 'cdk8s';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { fluentBitMetrics } from './catalogue.js';

/** The alias of the input that tails containers. */
export const containersInput = 'containers';

/** What a person acts on when an agent is not well. */
export function symptoms(): Symptom[] {
  const { outputDropped, outputRetriesFailed, outputErrors, outputRetries, outputCapacity, inputRecords } =
    fluentBitMetrics;
  return [
    symptom({
      name: 'FluentBitLosingLogs',
      when: promql`sum by (pod, name) (rate(${outputDropped}[5m])) > 0 or sum by (pod, name) (rate(${outputRetriesFailed}[5m])) > 0`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: '{{ $labels.pod }} is dropping logs meant for {{ $labels.name }}',
      description:
        'Records were refused by {{ $labels.name }} or ran out of tries, and are gone. Its log on that node says which.',
    }),
    symptom({
      name: 'FluentBitOutputFailing',
      when: promql`sum by (name) (rate(${outputErrors}[5m])) > 0 or sum by (name) (rate(${outputRetries}[5m])) > 0.1`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'logs do not reach {{ $labels.name }}',
      description:
        'Chunks meant for {{ $labels.name }} fail or are tried again and again; they wait on the nodes until the buffers are full.',
    }),
    symptom({
      name: 'FluentBitBufferFilling',
      when: promql`min by (pod, name) (${outputCapacity}) < 20`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'the buffer for {{ $labels.name }} on {{ $labels.pod }} is nearly full',
      description: 'Less than a fifth of it is left; when it is full the oldest logs are dropped.',
    }),
    symptom({
      name: 'FluentBitNoInput',
      when: promql`sum by (pod) (rate(${inputRecords}{name="containers"}[10m])) == 0`,
      for: Duration.minutes(20),
      severity: 'warning',
      summary: '{{ $labels.pod }} reads no logs',
      description:
        'No container on its node has written a line for half an hour, or the agent no longer reads the files.',
    }),
  ];
}

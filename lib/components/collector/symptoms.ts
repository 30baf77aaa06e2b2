import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { collectorMetrics } from './catalogue.js';

const {
  queueSize,
  queueCapacity,
  failedSpans,
  failedPoints,
  failedRecords,
  notQueuedSpans,
  notQueuedPoints,
  notQueuedRecords,
  refusedSpans,
  refusedPoints,
  refusedRecords,
} = collectorMetrics;

/** What goes wrong in a collector. @param job - the `job` of its own page, and part of what the alerts say */
export function symptoms(job: string): Symptom[] {
  const of = matchers({ job });
  const window = Duration.minutes(5);
  return [
    symptom({
      name: 'CollectorQueueAlmostFull',
      when: promql`max by (job, pod, exporter) (${queueSize}{${of}} / ${queueCapacity}{${of}}) > 0.8`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'collector {{ $labels.job }} can hardly send to {{ $labels.exporter }}',
      description:
        'The queue before {{ $labels.exporter }} of {{ $labels.pod }} is {{ $value | humanizePercentage }} full. When it is full, telemetry is refused, and then lost: look at the far end first.',
    }),
    symptom({
      name: 'CollectorExportFails',
      when: promql`sum by (job, exporter) (rate({__name__=~"${failedSpans}|${failedPoints}|${failedRecords}",${of}}[${window}])) > 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'collector {{ $labels.job }} gives up sending to {{ $labels.exporter }}',
      description:
        '{{ $value | humanize }} spans, points or records a second are dropped, since {{ $labels.exporter }} fails or refuses them for good.',
    }),
    symptom({
      name: 'CollectorDropsTelemetry',
      when: promql`sum by (job, exporter) (rate({__name__=~"${notQueuedSpans}|${notQueuedPoints}|${notQueuedRecords}",${of}}[${window}])) > 0`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: 'collector {{ $labels.job }} drops telemetry for {{ $labels.exporter }}',
      description:
        'The queue before {{ $labels.exporter }} is full: {{ $value | humanize }} spans, points or records a second find no place in it.',
    }),
    symptom({
      name: 'CollectorRefusesTelemetry',
      when: promql`sum by (job, receiver) (rate({__name__=~"${refusedSpans}|${refusedPoints}|${refusedRecords}",${of}}[${window}])) > 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'collector {{ $labels.job }} refuses what {{ $labels.receiver }} brings',
      description:
        '{{ $value | humanize }} spans, points or records a second are refused: its memory limit is reached, or what comes after is stuck. Clients try again for some time only.',
    }),
  ];
}

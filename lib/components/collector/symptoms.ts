import { Duration } from 'cdk8s';
import { type Labels, labels } from '../../query/labels.js';
import { matchers } from '../../query/matchers.js';
import type { Metric } from '../../query/metric.js';
import { promql, type PromQL } from '../../query/promql.js';
import { selector } from '../../query/selector.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { collectorMetrics as the } from './catalogue.js';

/** What goes wrong in a collector. @param job - the `job` of its own page */
export function symptoms(job: string): Symptom[] {
  return [queueAlmostFull(job), exportFails(job), drops(job), refuses(job)].map(({ props }) =>
    // Several collectors may be watched in one group of rules, where each alert must be its own.
    symptom({ ...props, labels: { component: job } }),
  );
}

function queueAlmostFull(job: string): Symptom {
  const of = matchers({ job });
  return symptom({
    name: 'CollectorQueueAlmostFull',
    when: promql`max by (job, pod, exporter) (${selector(the.queueSize, of)} / ${selector(the.queueCapacity, of)}) > 0.8`,
    for: Duration.minutes(10),
    severity: 'warning',
    summary: 'collector {{ $labels.job }} can hardly send to {{ $labels.exporter }}',
    description:
      'The queue before {{ $labels.exporter }} of {{ $labels.pod }} is {{ $value | humanizePercentage }} full. When it is full, telemetry is refused, and then lost: look at the far end first.',
  });
}

function exportFails(job: string): Symptom {
  return symptom({
    name: 'CollectorExportFails',
    when: any(job, [the.failedSpans, the.failedPoints, the.failedRecords], labels('job', 'exporter')),
    for: Duration.minutes(10),
    severity: 'warning',
    summary: 'collector {{ $labels.job }} gives up sending to {{ $labels.exporter }}',
    description:
      '{{ $value | humanize }} spans, points or records a second are given up, since {{ $labels.exporter }} fails too long or refuses them for good.',
  });
}

function drops(job: string): Symptom {
  return symptom({
    name: 'CollectorDropsTelemetry',
    when: any(job, [the.notQueuedSpans, the.notQueuedPoints, the.notQueuedRecords], labels('job', 'exporter')),
    for: Duration.minutes(5),
    severity: 'critical',
    summary: 'collector {{ $labels.job }} drops telemetry for {{ $labels.exporter }}',
    description:
      'The queue before {{ $labels.exporter }} is full: {{ $value | humanize }} spans, points or records a second find no place in it.',
  });
}

function refuses(job: string): Symptom {
  return symptom({
    name: 'CollectorRefusesTelemetry',
    when: any(job, [the.refusedSpans, the.refusedPoints, the.refusedRecords], labels('job', 'receiver')),
    for: Duration.minutes(10),
    severity: 'warning',
    summary: 'collector {{ $labels.job }} refuses what {{ $labels.receiver }} brings',
    description:
      '{{ $value | humanize }} spans, points or records a second are refused: the memory limit is reached, or what comes after is stuck. Clients try again for some time only.',
  });
}

/** Whether one of the three signals grows. */
function any(job: string, [spans, points, records]: readonly [Metric, Metric, Metric], by: Labels): PromQL {
  const grows = (of: Metric): PromQL => promql`sum by (${by}) (rate(${selector(of, { job })}[5m])) > 0`;
  return promql`${grows(spans)} or ${grows(points)} or ${grows(records)}`;
}

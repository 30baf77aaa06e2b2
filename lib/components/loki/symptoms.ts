import { Duration } from 'cdk8s';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { selector, type Selector } from '../../query/selector.js';
import type { Metric } from '../../query/metric.js';
import { lokiMetrics } from './catalogue.js';

/**
 * What a person acts on. One Loki has many replicas and one compactor among them, so everything is summed over its job.
 *
 * @param job - the `job` of its series
 */
export function symptoms(job: string): Symptom[] {
  const of = (metric: Metric): Selector => selector(metric, { job });
  return [requestErrors(of), ...retention(of), flushFailures(of), ruler(of), discarded(of)];
}

type Of = (metric: Metric) => Selector;

function requestErrors(of: Of): Symptom {
  const all = of(lokiMetrics.requests.count);
  const failed = all.and({ status_code: /5../ });
  return symptom({
    name: 'LokiRequestErrors',
    when: promql`
      sum by (job, route) (rate(${failed}[5m])) / sum by (job, route) (rate(${all}[5m])) > 0.05
      and sum by (job, route) (rate(${all}[5m])) > 0.1`,
    for: Duration.minutes(15),
    severity: 'critical',
    summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }} of {{ $labels.route }}',
    description: 'Logs are not taken in, or cannot be read, on {{ $labels.route }} of {{ $labels.job }}.',
  });
}

function retention(of: Of): Symptom[] {
  return [
    symptom({
      name: 'LokiCompactorNotRunning',
      when: promql`sum by (job) (${of(lokiMetrics.compactorRunning)}) != 1`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: '{{ $value }} compactors of {{ $labels.job }} run, and not one',
      description: 'The replicas did not elect one compactor: the index grows, and two at a time may spoil it.',
    }),
    symptom({
      name: 'LokiRetentionNotApplied',
      when: promql`
        time() - max by (job) (${of(lokiMetrics.retentionApplied)}) > 6 * 3600
        and sum by (job) (${of(lokiMetrics.compactorRunning)} offset 6h) >= 1`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: '{{ $labels.job }} deletes no old logs',
      description:
        'Retention was last applied over six hours ago: logs are kept longer than was promised, and the bucket grows.',
    }),
  ];
}

function flushFailures(of: Of): Symptom {
  const failures = of(lokiMetrics.flushFailures);
  const flushes = of(lokiMetrics.flushRequests);
  return symptom({
    name: 'LokiFlushFailures',
    when: promql`sum by (job) (rate(${failures}[10m])) / sum by (job) (rate(${flushes}[10m])) > 0.1`,
    for: Duration.minutes(15),
    severity: 'critical',
    summary: '{{ $labels.job }} cannot write to its store',
    description:
      '{{ $value | humanizePercentage }} of flushes fail: logs pile up in memory and in the write-ahead log, which will fill.',
  });
}

function ruler(of: Of): Symptom {
  const failures = of(lokiMetrics.ruleFailures);
  const dropped = of(lokiMetrics.notificationsDropped);
  return symptom({
    name: 'LokiRulerFailures',
    when: promql`
      sum by (job) (increase(${failures}[10m])) > 0
      or sum by (job) (increase(${dropped}[10m])) > 0`,
    for: Duration.minutes(10),
    severity: 'critical',
    summary: 'the ruler of {{ $labels.job }} cannot evaluate rules or tell Alertmanager',
    description: 'Alerts on logs may not fire, or not arrive.',
  });
}

function discarded(of: Of): Symptom {
  return symptom({
    name: 'LokiLinesDiscarded',
    when: promql`sum by (job, reason) (rate(${of(lokiMetrics.discarded)}[5m])) > 0`,
    for: Duration.minutes(15),
    severity: 'warning',
    summary: '{{ $labels.job }} throws lines away: {{ $labels.reason }}',
    description:
      '{{ $value | humanize }} lines a second are lost for the reason {{ $labels.reason }}: raise the limit, or quiet who writes.',
  });
}

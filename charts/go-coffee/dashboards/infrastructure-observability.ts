import {
  alertmanagerMetrics,
  collectorMetrics,
  fluentBitMetrics,
  interval,
  lokiMetrics,
  type Metric,
  prometheusMetrics,
  promql,
  type PromQL,
  type Row,
  table,
  timeseries,
} from '../../../lib/index.js';

const { up, series, appended, ruleFailures, remoteFailed } = prometheusMetrics;
const { refusedSpans, refusedPoints, refusedRecords, failedSpans, failedPoints, failedRecords } = collectorMetrics;
const { linesReceived, discarded } = lokiMetrics;
const { outputDropped, outputRetriesFailed } = fluentBitMetrics;

/** What watches everything else, watched. */
export const observability: Row = {
  title: 'The observability stack itself',
  panels: [
    table({
      title: 'Targets by job',
      description: 'Of each job, the share of its targets that answers, and how many there are. Well at 100 %.',
      unit: 'percentunit',
      queries: [
        { query: promql`avg by (job) (${up})`, legend: 'answering' },
        { query: promql`count by (job) (${up})`, legend: 'targets', unit: 'short' },
      ],
      width: 12,
    }),
    timeseries({
      title: 'Active series',
      description: 'Series that each Prometheus holds in memory: what it was sized for. A jump is a label that grew.',
      unit: 'short',
      query: promql`max by (instance) (${series})`,
      legend: '{{instance}}',
    }),
    timeseries({
      title: 'Samples ingested',
      description: 'Samples per second that each Prometheus takes in. A drop is targets that no longer answer.',
      unit: 'cps',
      query: promql`sum by (instance) (rate(${appended}[${interval.rate}]))`,
      legend: '{{instance}}',
      width: 8,
    }),
    timeseries({
      title: 'Rules, notifications and writes that fail',
      description:
        'Failures per second: of rules, of alerts on their way to people, of samples on their way to a store. Well at zero.',
      unit: 'ops',
      queries: [
        { query: summed(ruleFailures), legend: 'rules' },
        { query: summed(alertmanagerMetrics.failed), legend: 'notifications' },
        { query: summed(remoteFailed), legend: 'remote writes' },
      ],
      width: 8,
    }),
    timeseries({
      title: 'Collectors losing telemetry',
      description: 'Spans, points and records per second that collectors refused or could not send. Well at zero.',
      unit: 'cps',
      queries: [
        { query: promql`${summed(refusedSpans)} + ${summed(failedSpans)}`, legend: 'spans' },
        { query: promql`${summed(refusedPoints)} + ${summed(failedPoints)}`, legend: 'points' },
        { query: promql`${summed(refusedRecords)} + ${summed(failedRecords)}`, legend: 'records' },
      ],
      width: 8,
    }),
    timeseries({
      title: 'Log lines',
      description: 'Lines per second that Loki takes in, and those that it throws away.',
      unit: 'cps',
      queries: [
        { query: summed(linesReceived), legend: 'received' },
        { query: summed(discarded), legend: 'discarded' },
      ],
    }),
    timeseries({
      title: 'Agents losing logs',
      description: 'Records that Fluent Bit dropped and chunks that ran out of tries, per second. Well at zero.',
      unit: 'cps',
      queries: [
        { query: summed(outputDropped), legend: 'dropped' },
        { query: summed(outputRetriesFailed), legend: 'out of tries' },
      ],
    }),
  ],
};

/** Zero, not absent, while nothing was ever counted: otherwise one of a sum hides the other. */
function summed(counter: Metric): PromQL {
  return promql`sum(rate(${counter}[${interval.rate}])) or vector(0)`;
}

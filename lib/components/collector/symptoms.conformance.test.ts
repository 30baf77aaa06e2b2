import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { symptoms } from './symptoms.js';

const alerts = symptoms('gateway');

test('promtool takes its alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const exporter = (metric: string): string =>
  `${metric}{job="gateway",pod="gateway-0",exporter="otlp_grpc",data_type="traces"}`;
const size = exporter('otelcol_exporter_queue_size');
const capacity = exporter('otelcol_exporter_queue_capacity');
const failed = exporter('otelcol_exporter_send_failed_log_records_total');
const failedSpans = exporter('otelcol_exporter_send_failed_spans_total');
const lost = exporter('otelcol_exporter_enqueue_failed_spans_total');
const refused = 'otelcol_receiver_refused_metric_points_total{job="gateway",pod="gateway-0",receiver="otlp"}';

test.each<[string, string, string, number, Series]>([
  ['CollectorQueueAlmostFull', 'the queue is 81 % full', '15m', 1, { [size]: '81x30', [capacity]: '100x30' }],
  [
    'CollectorQueueAlmostFull',
    'it is 81 % full for less than ten minutes',
    '9m',
    0,
    { [size]: '81x30', [capacity]: '100x30' },
  ],
  ['CollectorQueueAlmostFull', 'it is 79 % full', '25m', 0, { [size]: '79x30', [capacity]: '100x30' }],
  ['CollectorExportFails', 'records are given up', '15m', 1, { [failed]: '0+1x30', [failedSpans]: '0x30' }],
  ['CollectorExportFails', 'nothing is given up any more', '25m', 0, { [failed]: '9x30', [failedSpans]: '9x30' }],
  ['CollectorDropsTelemetry', 'spans find no place', '10m', 1, { [lost]: '0+1x30' }],
  ['CollectorDropsTelemetry', 'they find no place for less than five minutes', '5m', 0, { [lost]: '0+1x30' }],
  ['CollectorRefusesTelemetry', 'points are refused', '15m', 1, { [refused]: '0+1x30' }],
  ['CollectorRefusesTelemetry', 'none are', '25m', 0, { [refused]: '0x30' }],
])('%s: when %s, after %s there are %i', (name, _, after, firing, series) => {
  expect(complaint(alerts, { alert: name, series, after, firing })).toBe('');
});

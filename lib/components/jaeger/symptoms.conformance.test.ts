import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { answers, losses, refusals, unwritten } from './symptoms.js';

const alerts = [
  ...refusals('jaeger-collector'),
  ...losses('jaeger-collector'),
  ...answers('jaeger-query'),
  // Those of the store are above.
  ...unwritten('stream-collector', 'stream-ingester', 'ingester').filter(({ props }) =>
    /Stream|Unreadable/.test(props.name),
  ),
];

test('promtool takes its alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const grows = (by: number): string => `0+${by}x60`;
const writer = (metric: string): string => `${metric}{job="jaeger-collector",pod="a",name="traces",role="tracestore"}`;
const reader = (metric: string, result: string): string =>
  `${metric}{job="jaeger-query",pod="b",operation="find_traces",result="${result}"}`;
const unsent = 'otelcol_exporter_send_failed_spans_total{job="stream-collector",pod="a",exporter="kafka"}';
const unreadable =
  'otelcol_kafka_receiver_unmarshal_failed_spans_total{job="stream-ingester",pod="a",topic="spans",partition="0"}';
const refused = 'otelcol_receiver_refused_spans_total{job="jaeger-collector",pod="a",receiver="otlp"}';
const [lost, all] = [
  writer('jaeger_storage_bulk_index_errors_total'),
  writer('jaeger_storage_bulk_index_attempts_total'),
];
const written = writer('jaeger_storage_bulk_index_latency_ok_seconds_count');
const writing = writer('jaeger_storage_bulk_index_latency_ok_seconds_sum');
const [ok, err] = [reader('jaeger_storage_requests_total', 'ok'), reader('jaeger_storage_requests_total', 'err')];
const answered = reader('jaeger_storage_latency_seconds_count', 'ok');
const answering = reader('jaeger_storage_latency_seconds_sum', 'ok');

test.each<[string, string, string, number, Series]>([
  ['JaegerSpansRefused', 'spans are refused', '12m', 1, { [refused]: grows(1) }],
  ['JaegerSpansRefused', 'they are refused for less than ten minutes', '10m', 0, { [refused]: grows(1) }],
  ['JaegerSpansRefused', 'none are refused any more', '40m', 0, { [refused]: '9x60' }],
  ['JaegerSpansLost', 'six documents in a hundred are lost', '20m', 2, { [lost]: grows(6), [all]: grows(100) }],
  ['JaegerSpansLost', 'four in a hundred are lost', '20m', 1, { [lost]: grows(4), [all]: grows(100) }],
  ['JaegerSpansLost', 'six are lost for less than ten minutes', '10m', 0, { [lost]: grows(6), [all]: grows(100) }],
  ['JaegerSpansLost', 'none is lost', '40m', 0, { [lost]: '6x60', [all]: grows(100) }],
  ['JaegerWritesSlow', 'a batch takes 2.1 seconds', '20m', 1, { [writing]: grows(21), [written]: grows(10) }],
  ['JaegerWritesSlow', 'it does for less than a quarter', '15m', 0, { [writing]: grows(21), [written]: grows(10) }],
  ['JaegerWritesSlow', 'a batch takes 1.9 seconds', '40m', 0, { [writing]: grows(19), [written]: grows(10) }],
  ['JaegerStreamUnwritable', 'Kafka does not take spans', '12m', 1, { [unsent]: grows(1) }],
  ['JaegerStreamUnwritable', 'it does for less than ten minutes', '10m', 0, { [unsent]: grows(1) }],
  ['JaegerStreamUnwritable', 'it takes them again', '40m', 0, { [unsent]: '9x60' }],
  ['JaegerSpansUnreadable', 'one message in ten minutes is no trace', '20m', 1, { [unreadable]: '0+0.1x60' }],
  ['JaegerSpansUnreadable', 'all are', '40m', 0, { [unreadable]: '3x60' }],
  ['JaegerQueriesFail', 'eleven questions in a hundred fail', '15m', 1, { [ok]: grows(89), [err]: grows(11) }],
  ['JaegerQueriesFail', 'they do for less than ten minutes', '10m', 0, { [ok]: grows(89), [err]: grows(11) }],
  ['JaegerQueriesFail', 'nine in a hundred fail', '40m', 0, { [ok]: grows(91), [err]: grows(9) }],
  ['JaegerQueriesSlow', 'a question takes 5.1 seconds', '20m', 1, { [answering]: grows(51), [answered]: grows(10) }],
  ['JaegerQueriesSlow', 'a question takes 4.9 seconds', '40m', 0, { [answering]: grows(49), [answered]: grows(10) }],
])('%s: when %s, after %s there are %i', (name, _, after, firing, series) => {
  expect(complaint(alerts, { alert: name, series, after, firing })).toBe('');
});

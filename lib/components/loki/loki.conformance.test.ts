import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { symptoms } from './symptoms.js';

const alerts = symptoms('loki');

/** Ten hours of a value that grows by so much a minute. */
const growing = (by: number): string => `0+${by}x600`;

test('promtool takes its alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const failed = 'loki_request_duration_seconds_count{job="loki",route="push",status_code="500"}';
const served = 'loki_request_duration_seconds_count{job="loki",route="push",status_code="204"}';
const running = (pod: string): string => `loki_boltdb_shipper_compactor_running{job="loki",pod="${pod}"}`;
const applied = 'loki_compactor_apply_retention_last_successful_run_timestamp_seconds{job="loki",pod="loki-0"}';
const flushes = 'loki_ingester_chunks_flush_requests_total{job="loki"}';
const failures = 'loki_ingester_chunks_flush_failures_total{job="loki"}';
const broken = 'loki_prometheus_rule_evaluation_failures_total{job="loki",rule_group="panics"}';
const dropped = 'loki_prometheus_notifications_dropped_total{job="loki"}';
const discarded = 'loki_discarded_samples_total{job="loki",reason="rate_limited"}';

test.each<[string, string, 'fires' | 'is quiet', Series]>([
  ['LokiRequestErrors', 'one request in ten fails', 'fires', { [failed]: growing(10), [served]: growing(90) }],
  ['LokiRequestErrors', 'one in a hundred fails', 'is quiet', { [failed]: growing(1), [served]: growing(99) }],
  ['LokiRequestErrors', 'the one request of the hour fails', 'is quiet', { [failed]: '0x470 1x130' }],
  ['LokiCompactorNotRunning', 'nobody compacts', 'fires', { [running('a')]: '0x600', [running('b')]: '0x600' }],
  ['LokiCompactorNotRunning', 'two compact', 'fires', { [running('a')]: '1x600', [running('b')]: '1x600' }],
  ['LokiCompactorNotRunning', 'one compacts', 'is quiet', { [running('a')]: '1x600', [running('b')]: '0x600' }],
  ['LokiRetentionNotApplied', 'it was never applied', 'fires', { [applied]: '0x600', [running('a')]: '1x600' }],
  ['LokiRetentionNotApplied', 'it is applied', 'is quiet', { [applied]: growing(60), [running('a')]: '1x600' }],
  ['LokiFlushFailures', 'half of all flushes fail', 'fires', { [flushes]: growing(10), [failures]: growing(5) }],
  ['LokiFlushFailures', 'no flush fails', 'is quiet', { [flushes]: growing(10), [failures]: '0x600' }],
  ['LokiRulerFailures', 'a rule fails', 'fires', { [broken]: growing(1), [dropped]: '0x600' }],
  ['LokiRulerFailures', 'nobody is told', 'fires', { [broken]: '0x600', [dropped]: growing(1) }],
  ['LokiRulerFailures', 'rules are evaluated', 'is quiet', { [broken]: '0x600', [dropped]: '0x600' }],
  ['LokiLinesDiscarded', 'a limit is reached', 'fires', { [discarded]: growing(60) }],
  ['LokiLinesDiscarded', 'none is lost any more', 'is quiet', { [discarded]: '0+60x60 3600x540' }],
])('%s: when %s, it %s', (name, _, then, series) => {
  expect(complaint(alerts, { alert: name, series, after: '8h', firing: then === 'fires' ? 1 : 0 })).toBe('');
});

import { metric } from '../../query/metric.js';

/**
 * What Loki 3.7 yields, as far as our alerts and dashboards ask for it: names and labels from its source.
 *
 * @see https://grafana.com/docs/loki/v3.7.x/operations/observability/
 */
export const lokiMetrics = {
  requests: metric('loki_request_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    labels: { method: 8, route: 60, status_code: 40, ws: 2 },
  }),
  linesReceived: metric('loki_distributor_lines_received_total', {
    type: 'counter',
    labels: { tenant: 1, is_internal_stream: 2 },
  }),
  bytesReceived: metric('loki_distributor_bytes_received_total', {
    type: 'counter',
    unit: 'bytes',
    labels: { tenant: 1, retention_hours: 1, is_internal_stream: 2 },
  }),
  discarded: metric('loki_discarded_samples_total', {
    type: 'counter',
    help: 'Lines that were thrown away, by reason: rate_limited, per_stream_rate_limit, stream_limit, line_too_long and others.',
    labels: { reason: 30, tenant: 1, retention_hours: 1 },
  }),
  streams: metric('loki_ingester_memory_streams', { type: 'gauge', labels: { tenant: 1 } }),
  flushRequests: metric('loki_ingester_chunks_flush_requests_total', { type: 'counter' }),
  flushFailures: metric('loki_ingester_chunks_flush_failures_total', { type: 'counter' }),
  walDiskFull: metric('loki_ingester_wal_disk_full_failures_total', { type: 'counter' }),
  compactorRunning: metric('loki_boltdb_shipper_compactor_running', {
    type: 'gauge',
    help: '1 at the replica that was elected to compact.',
  }),
  retentionApplied: metric('loki_compactor_apply_retention_last_successful_run_timestamp_seconds', {
    type: 'gauge',
    unit: 'seconds',
    help: 'When retention was last applied, at the replica that did it; 0 at the others.',
  }),
  ruleFailures: metric('loki_prometheus_rule_evaluation_failures_total', {
    type: 'counter',
    labels: { user: 1, rule_group: 100 },
  }),
  notificationErrors: metric('loki_prometheus_notifications_errors_total', {
    type: 'counter',
    labels: { user: 1, alertmanager: 10 },
  }),
  notificationsDropped: metric('loki_prometheus_notifications_dropped_total', {
    type: 'counter',
    labels: { user: 1, alertmanager: 10 },
  }),
} as const;

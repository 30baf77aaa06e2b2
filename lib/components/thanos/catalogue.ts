import { metric } from '../../query/metric.js';

/** What all of Thanos' programs yield of the pages that they serve: names and labels as 0.40 writes them. */
const requests = metric('http_requests_total', {
  type: 'counter',
  labels: { code: 20, handler: 20, method: 4, tenant: 100 },
});

/** Of the bucket, by operation. */
const bucket = {
  bucketOperations: metric('thanos_objstore_bucket_operations_total', {
    type: 'counter',
    labels: { bucket: 1, operation: 8 },
  }),
  bucketFailures: metric('thanos_objstore_bucket_operation_failures_total', {
    type: 'counter',
    labels: { bucket: 1, operation: 8 },
  }),
} as const;

/** What receivers yield, as far as our alerts ask. @see https://thanos.io/v0.40/components/receive.md */
export const receiveMetrics = {
  requests,
  forwards: metric('thanos_receive_forward_requests_total', { type: 'counter', labels: { result: 2 } }),
  replications: metric('thanos_receive_replications_total', { type: 'counter', labels: { result: 2 } }),
  ringLoaded: metric('thanos_receive_config_last_reload_successful', { type: 'gauge' }),
  ringNodes: metric('thanos_receive_hashring_nodes', { type: 'gauge', labels: { name: 4 } }),
  uploads: metric('thanos_shipper_uploads_total', { type: 'counter', labels: { tenant: 100 } }),
  uploadFailures: metric('thanos_shipper_upload_failures_total', { type: 'counter', labels: { tenant: 100 } }),
  series: metric('prometheus_tsdb_head_series', { type: 'gauge', labels: { tenant: 100 } }),
} as const;

/** What the gate, vmauth 1.148, yields. @see https://docs.victoriametrics.com/victoriametrics/vmauth/#monitoring */
export const gateMetrics = {
  refused: metric('vmauth_http_request_errors_total', {
    type: 'counter',
    help: 'Requests that were turned away, by reason: invalid_auth_token, missing_route and others.',
    labels: { reason: 4 },
  }),
  requests: metric('vmauth_user_requests_total', { type: 'counter', labels: { username: 100 } }),
  backendErrors: metric('vmauth_user_request_backend_errors_total', { type: 'counter', labels: { username: 100 } }),
  limited: metric('vmauth_user_concurrent_requests_limit_reached_total', {
    type: 'counter',
    labels: { username: 100 },
  }),
  callersLoaded: metric('vmauth_config_last_reload_successful', { type: 'gauge' }),
} as const;

/** What a query yields, as far as our alerts ask. @see https://thanos.io/v0.40/components/query.md */
export const queryMetrics = {
  requests,
  stores: metric('thanos_store_nodes_grpc_connections', {
    type: 'gauge',
    help: 'Stores that a query is connected to.',
    labels: { external_labels: 100, store_type: 6 },
  }),
  inFlight: metric('thanos_query_concurrent_gate_queries_in_flight', { type: 'gauge' }),
  most: metric('thanos_query_concurrent_gate_queries_max', { type: 'gauge' }),
} as const;

/** What a query frontend yields. @see https://thanos.io/v0.40/components/query-frontend.md */
export const queryFrontendMetrics = {
  requests,
  queries: metric('thanos_query_frontend_queries_total', { type: 'counter', labels: { op: 8 } }),
} as const;

/** What a store yields. @see https://thanos.io/v0.40/components/store.md */
export const storeMetrics = {
  ...bucket,
  blocks: metric('thanos_bucket_store_blocks_loaded', { type: 'gauge' }),
  loadFailures: metric('thanos_bucket_store_block_load_failures_total', { type: 'counter' }),
  dropped: metric('thanos_bucket_store_queries_dropped_total', { type: 'counter', labels: { reason: 4 } }),
} as const;

/** What the compactor yields. @see https://thanos.io/v0.40/components/compact.md */
export const compactMetrics = {
  ...bucket,
  halted: metric('thanos_compact_halted', {
    type: 'gauge',
    help: '1 when it met something that only a person can decide.',
  }),
  iterations: metric('thanos_compact_iterations_total', { type: 'counter' }),
  failures: metric('thanos_compact_group_compactions_failures_total', { type: 'counter', labels: { resolution: 3 } }),
  compactions: metric('thanos_compact_group_compactions_total', { type: 'counter', labels: { resolution: 3 } }),
} as const;

/** What a ruler yields. @see https://thanos.io/v0.40/components/rule.md */
export const rulerMetrics = {
  ruleFailures: metric('prometheus_rule_evaluation_failures_total', {
    type: 'counter',
    labels: { rule_group: 64, strategy: 2 },
  }),
  ruleMissed: metric('prometheus_rule_group_iterations_missed_total', {
    type: 'counter',
    labels: { rule_group: 64, strategy: 2 },
  }),
  warnings: metric('thanos_rule_evaluation_with_warnings_total', { type: 'counter', labels: { strategy: 2 } }),
  notSent: metric('thanos_alert_sender_alerts_dropped_total', { type: 'counter' }),
  queueDropped: metric('thanos_alert_queue_alerts_dropped_total', { type: 'counter' }),
  rulesLoaded: metric('thanos_rule_config_last_reload_successful', { type: 'gauge' }),
  uploadFailures: metric('thanos_shipper_upload_failures_total', { type: 'counter' }),
} as const;

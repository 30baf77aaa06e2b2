import { type Histogram, type LabelBound, type Metric, metric } from '../../query/metric.js';

type Labels = Readonly<Record<string, LabelBound>>;

const pod = { instance: 'unbounded', pod: 'unbounded' } as const;
const received = { ...pod, receiver: 8, transport: 2 } as const;
const exported = { ...pod, exporter: 8 } as const;
const queued = { ...exported, data_type: 3 } as const;

const counter = (name: string, labels: Labels): Metric => metric(name, { type: 'counter', labels });

/**
 * What the Collector 0.155 tells of itself, as far as our rules and dashboards ask for it; its reader keeps type suffixes and
 * units in names (seen on a running one).
 *
 * @see https://opentelemetry.io/docs/collector/internal-telemetry/
 */
export const collectorMetrics = {
  acceptedSpans: counter('otelcol_receiver_accepted_spans_total', received),
  acceptedPoints: counter('otelcol_receiver_accepted_metric_points_total', received),
  acceptedRecords: counter('otelcol_receiver_accepted_log_records_total', received),
  refusedSpans: counter('otelcol_receiver_refused_spans_total', received),
  refusedPoints: counter('otelcol_receiver_refused_metric_points_total', received),
  refusedRecords: counter('otelcol_receiver_refused_log_records_total', received),
  sentSpans: counter('otelcol_exporter_sent_spans_total', exported),
  sentPoints: counter('otelcol_exporter_sent_metric_points_total', exported),
  sentRecords: counter('otelcol_exporter_sent_log_records_total', exported),
  failedSpans: counter('otelcol_exporter_send_failed_spans_total', exported),
  failedPoints: counter('otelcol_exporter_send_failed_metric_points_total', exported),
  failedRecords: counter('otelcol_exporter_send_failed_log_records_total', exported),
  notQueuedSpans: counter('otelcol_exporter_enqueue_failed_spans_total', exported),
  notQueuedPoints: counter('otelcol_exporter_enqueue_failed_metric_points_total', exported),
  notQueuedRecords: counter('otelcol_exporter_enqueue_failed_log_records_total', exported),
  queueSize: metric('otelcol_exporter_queue_size', { type: 'gauge', labels: queued }),
  queueCapacity: metric('otelcol_exporter_queue_capacity', { type: 'gauge', labels: queued }),
  memory: metric('otelcol_process_memory_rss_bytes', { type: 'gauge', unit: 'bytes', labels: pod }),
  cpu: metric('otelcol_process_cpu_seconds_total', { type: 'counter', unit: 'seconds', labels: pod }),
} as const;

/** Series of services that spans are counted into: every label but the kind and the status grows with the platform. */
const ofService = {
  job: 'unbounded',
  service_name: 'unbounded',
  span_name: 'unbounded',
  span_kind: 5,
  status_code: 3,
} as const;

/**
 * What `span_metrics` makes of spans, as it reaches a Prometheus (seen on a running one).
 *
 * @param dimensions - the attributes that become labels
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/spanmetricsconnector/README.md
 */
export function spanMetricsYield(dimensions: readonly string[] = []): {
  readonly calls: Metric;
  readonly duration: Histogram;
} {
  const labels = { ...ofService, collector_instance_id: 'unbounded', ...labelled(dimensions) } as const;
  return {
    calls: metric('traces_span_metrics_calls_total', { type: 'counter', labels }),
    duration: metric('traces_span_metrics_duration_seconds', { type: 'histogram', unit: 'seconds', labels }),
  };
}

/**
 * What `service_graph` makes of spans.
 *
 * @param dimensions - the attributes that become labels, of either side
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/servicegraphconnector/README.md
 */
export function serviceGraphYield(dimensions: readonly string[] = []): {
  readonly requests: Metric;
  readonly failed: Metric;
  readonly serverDuration: Histogram;
  readonly clientDuration: Histogram;
} {
  const sides = dimensions.flatMap((name) => [`client.${name}`, `server.${name}`]);
  const labels = {
    client: 'unbounded',
    server: 'unbounded',
    connection_type: 4,
    instance: 'unbounded',
    ...labelled(sides),
  } as const;
  const seconds = (side: string): Histogram =>
    metric(`traces_service_graph_request_${side}_seconds`, { type: 'histogram', unit: 'seconds', labels });
  return {
    requests: metric('traces_service_graph_request_total', { type: 'counter', labels }),
    failed: metric('traces_service_graph_request_failed_total', { type: 'counter', labels }),
    serverDuration: seconds('server'),
    clientDuration: seconds('client'),
  };
}

/**
 * What `exceptions` makes of spans' events.
 *
 * @param dimensions - the attributes that become labels
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/exceptionsconnector/README.md
 */
export function exceptionsYield(dimensions: readonly string[] = ['exception.type']): { readonly exceptions: Metric } {
  const labels = { ...ofService, instance: 'unbounded', ...labelled(dimensions) } as const;
  return { exceptions: metric('exceptions_total', { type: 'counter', labels }) };
}

function labelled(dimensions: readonly string[]): Labels {
  return Object.fromEntries(dimensions.map((name) => [name.replace(/[^a-zA-Z0-9_]/g, '_'), 'unbounded']));
}

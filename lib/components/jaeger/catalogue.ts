import { metric } from '../../query/metric.js';

const store = { name: 2, role: 2, instance: 'unbounded', pod: 'unbounded' } as const;
const asked = { ...store, operation: 6, result: 2 } as const;

/**
 * What Jaeger 2.20 tells of itself beside what any Collector tells, as far as our rules and dashboards ask for it: the names in
 * its source, as a Prometheus exporter that keeps type suffixes and units writes them.
 *
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/v1/api/spanstore/spanstoremetrics/write_metrics.go
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/v2/api/tracestore/tracestoremetrics/reader_metrics.go
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/kafkareceiver/documentation.md
 */
export const jaegerMetrics = {
  writes: metric('jaeger_storage_bulk_index_attempts_total', { type: 'counter', labels: store }),
  failedWrites: metric('jaeger_storage_bulk_index_errors_total', { type: 'counter', labels: store }),
  writeTime: metric('jaeger_storage_bulk_index_latency_ok_seconds', {
    type: 'histogram',
    unit: 'seconds',
    labels: store,
  }),
  questions: metric('jaeger_storage_requests_total', { type: 'counter', labels: asked }),
  answerTime: metric('jaeger_storage_latency_seconds', { type: 'histogram', unit: 'seconds', labels: asked }),
  unreadableSpans: metric('otelcol_kafka_receiver_unmarshal_failed_spans_total', {
    type: 'counter',
    labels: { instance: 'unbounded', pod: 'unbounded', topic: 'unbounded', partition: 'unbounded' },
  }),
} as const;

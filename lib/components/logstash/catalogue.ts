import { metric } from '../../query/metric.js';

const pod = { instance: 'unbounded', pod: 'unbounded' } as const;
const pipeline = { ...pod, pipeline: 8 } as const;
const plugin = { ...pipeline, plugin_type: 5, plugin: 32, plugin_id: 64 } as const;

/**
 * What logstash-exporter 1.9 yields, as far as our rules and dashboards ask for it. Its page types sizes and counts of the
 * queue as counters; they are gauges.
 *
 * @see https://github.com/kuskoman/logstash-exporter/blob/v1.9.1/collectors/nodestats/pipeline_subcollector.go
 */
export const logstashMetrics = {
  up: metric('logstash_info_up', { type: 'gauge', labels: pod }),
  heapUsed: metric('logstash_stats_jvm_mem_heap_used_bytes', { type: 'gauge', unit: 'bytes', labels: pod }),
  heapMax: metric('logstash_stats_jvm_mem_heap_max_bytes', { type: 'gauge', unit: 'bytes', labels: pod }),
  pipelineUp: metric('logstash_stats_pipeline_up', { type: 'gauge', labels: pipeline }),
  eventsIn: metric('logstash_stats_pipeline_events_in', { type: 'counter', labels: pipeline }),
  eventsOut: metric('logstash_stats_pipeline_events_out', { type: 'counter', labels: pipeline }),
  queueUsed: metric('logstash_stats_pipeline_queue_events_queue_size', {
    type: 'gauge',
    unit: 'bytes',
    labels: pipeline,
  }),
  queueMax: metric('logstash_stats_pipeline_queue_max_size_in_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: pipeline,
  }),
  deadLettersDropped: metric('logstash_stats_pipeline_dead_letter_queue_dropped_events', {
    type: 'counter',
    labels: pipeline,
  }),
  received: metric('logstash_stats_pipeline_plugin_events_out', { type: 'counter', labels: plugin }),
  filtering: metric('logstash_stats_pipeline_plugin_events_duration', {
    type: 'counter',
    unit: 'milliseconds',
    labels: plugin,
  }),
  rejected: metric('logstash_stats_pipeline_plugin_documents_non_retryable_failures', {
    type: 'counter',
    labels: plugin,
  }),
} as const;

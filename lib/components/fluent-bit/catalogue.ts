import { metric } from '../../query/metric.js';

const of = { name: 16, instance: 'unbounded', pod: 'unbounded' } as const;

/**
 * What Fluent Bit 4.2 yields on `/api/v2/metrics/prometheus`, as far as our rules and dashboards ask for it. `name` is the
 * alias of an input, filter or output.
 *
 * @see https://docs.fluentbit.io/manual/4.2/administration/monitoring
 */
export const fluentBitMetrics = {
  inputRecords: metric('fluentbit_input_records_total', { type: 'counter', labels: of }),
  inputBytes: metric('fluentbit_input_bytes_total', { type: 'counter', unit: 'bytes', labels: of }),
  outputRecords: metric('fluentbit_output_proc_records_total', { type: 'counter', labels: of }),
  outputBytes: metric('fluentbit_output_proc_bytes_total', { type: 'counter', unit: 'bytes', labels: of }),
  outputErrors: metric('fluentbit_output_errors_total', { type: 'counter', labels: of }),
  outputRetries: metric('fluentbit_output_retries_total', { type: 'counter', labels: of }),
  outputRetriesFailed: metric('fluentbit_output_retries_failed_total', { type: 'counter', labels: of }),
  outputDropped: metric('fluentbit_output_dropped_records_total', { type: 'counter', labels: of }),
  outputCapacity: metric('fluentbit_output_chunk_available_capacity_percent', {
    type: 'gauge',
    unit: 'percent',
    labels: of,
  }),
  chunksOnDisk: metric('fluentbit_storage_fs_chunks', {
    type: 'gauge',
    labels: { instance: 'unbounded', pod: 'unbounded' },
  }),
  chunksInMemory: metric('fluentbit_storage_fs_chunks_up', {
    type: 'gauge',
    labels: { instance: 'unbounded', pod: 'unbounded' },
  }),
} as const;

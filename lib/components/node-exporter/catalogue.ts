import { metric } from '../../query/metric.js';

/**
 * What node_exporter 1.12 yields, as far as our rules and dashboards ask for it.
 *
 * @see https://github.com/prometheus/node_exporter
 */
export const nodeMetrics = {
  cpu: metric('node_cpu_seconds_total', {
    type: 'counter',
    unit: 'seconds',
    labels: { cpu: 256, mode: 8, instance: 'unbounded' },
  }),
  memoryAvailable: metric('node_memory_MemAvailable_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { instance: 'unbounded' },
  }),
  memoryTotal: metric('node_memory_MemTotal_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { instance: 'unbounded' },
  }),
  filesystemAvailable: metric('node_filesystem_avail_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { device: 32, fstype: 8, mountpoint: 32, instance: 'unbounded' },
  }),
  filesystemSize: metric('node_filesystem_size_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { device: 32, fstype: 8, mountpoint: 32, instance: 'unbounded' },
  }),
  filesystemReadOnly: metric('node_filesystem_readonly', {
    type: 'gauge',
    labels: { device: 32, fstype: 8, mountpoint: 32, instance: 'unbounded' },
  }),
  load1: metric('node_load1', { type: 'gauge', labels: { instance: 'unbounded' } }),
  diskIo: metric('node_disk_io_time_seconds_total', {
    type: 'counter',
    unit: 'seconds',
    labels: { device: 32, instance: 'unbounded' },
  }),
  networkReceived: metric('node_network_receive_bytes_total', {
    type: 'counter',
    unit: 'bytes',
    labels: { device: 32, instance: 'unbounded' },
  }),
  networkSent: metric('node_network_transmit_bytes_total', {
    type: 'counter',
    unit: 'bytes',
    labels: { device: 32, instance: 'unbounded' },
  }),
} as const;

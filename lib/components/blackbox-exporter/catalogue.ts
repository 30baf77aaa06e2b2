import { metric } from '../../query/metric.js';

/**
 * What blackbox_exporter 0.28 yields of each look.
 *
 * @see https://github.com/prometheus/blackbox_exporter
 */
export const probeMetrics = {
  success: metric('probe_success', { type: 'gauge', labels: { job: 8, instance: 64 } }),
  duration: metric('probe_duration_seconds', { type: 'gauge', unit: 'seconds', labels: { job: 8, instance: 64 } }),
  certificateExpiry: metric('probe_ssl_earliest_cert_expiry', {
    type: 'gauge',
    unit: 'seconds',
    labels: { job: 8, instance: 64 },
  }),
  status: metric('probe_http_status_code', { type: 'gauge', labels: { job: 8, instance: 64 } }),
} as const;

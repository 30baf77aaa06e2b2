import { metric } from '../../query/metric.js';

/**
 * What Alertmanager 0.34 yields, as far as our rules and dashboards ask for it.
 *
 * @see https://github.com/prometheus/alertmanager/tree/v0.34.2 (notify/metrics.go, config/coordinator.go, cluster/)
 */
export const alertmanagerMetrics = {
  reloaded: metric('alertmanager_config_last_reload_successful', { type: 'gauge' }),
  configHash: metric('alertmanager_config_hash', { type: 'gauge' }),
  members: metric('alertmanager_cluster_members', { type: 'gauge' }),
  failedPeers: metric('alertmanager_cluster_failed_peers', { type: 'gauge' }),
  alerts: metric('alertmanager_alerts', { type: 'gauge', labels: { state: 3 } }),
  received: metric('alertmanager_alerts_received_total', { type: 'counter', labels: { status: 2, version: 1 } }),
  notifications: metric('alertmanager_notifications_total', { type: 'counter', labels: { integration: 20 } }),
  failed: metric('alertmanager_notifications_failed_total', {
    type: 'counter',
    labels: { integration: 20, reason: 7 },
  }),
  latency: metric('alertmanager_notification_latency_seconds', {
    type: 'histogram',
    unit: 'seconds',
    labels: { integration: 20 },
  }),
  silences: metric('alertmanager_silences', { type: 'gauge', labels: { state: 3 } }),
} as const;

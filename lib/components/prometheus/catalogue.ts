import { metric } from '../../query/metric.js';

/**
 * What Prometheus 3 yields of itself, as far as our rules and dashboards ask for it, and what it adds to every scrape.
 *
 * @see https://prometheus.io/docs/concepts/jobs_instances/
 */
export const prometheusMetrics = {
  up: metric('up', { type: 'gauge', labels: { job: 'unbounded', instance: 'unbounded' } }),
  configLoaded: metric('prometheus_config_last_reload_successful', { type: 'gauge', labels: { job: 1, instance: 8 } }),
  ruleFailures: metric('prometheus_rule_evaluation_failures_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, rule_group: 64 },
  }),
  ruleMissed: metric('prometheus_rule_group_iterations_missed_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, rule_group: 64 },
  }),
  alertmanagers: metric('prometheus_notifications_alertmanagers_discovered', {
    type: 'gauge',
    labels: { job: 1, instance: 8 },
  }),
  notificationErrors: metric('prometheus_notifications_errors_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, alertmanager: 8 },
  }),
  notificationsSent: metric('prometheus_notifications_sent_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, alertmanager: 8 },
  }),
  remoteFailed: metric('prometheus_remote_storage_samples_failed_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, remote_name: 8, url: 8 },
  }),
  remoteHighest: metric('prometheus_remote_storage_highest_timestamp_in_seconds', {
    type: 'gauge',
    unit: 'seconds',
    labels: { job: 1, instance: 8 },
  }),
  remoteSent: metric('prometheus_remote_storage_queue_highest_sent_timestamp_seconds', {
    type: 'gauge',
    unit: 'seconds',
    labels: { job: 1, instance: 8, remote_name: 8, url: 8 },
  }),
  appended: metric('prometheus_tsdb_head_samples_appended_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, type: 2 },
  }),
  series: metric('prometheus_tsdb_head_series', { type: 'gauge', labels: { job: 1, instance: 8 } }),
  reloadFailures: metric('prometheus_tsdb_compactions_failed_total', {
    type: 'counter',
    labels: { job: 1, instance: 8 },
  }),
  ruleDuration: metric('prometheus_rule_group_last_duration_seconds', {
    type: 'gauge',
    unit: 'seconds',
    labels: { job: 1, instance: 8, rule_group: 64 },
  }),
} as const;

const { up, configLoaded, remoteFailed, remoteSent } = prometheusMetrics;

/**
 * What an agent of Prometheus 3.16 yields of itself, and what it adds to every scrape.
 *
 * @see https://github.com/prometheus/prometheus/blob/v3.16.0/tsdb/agent/db.go
 * @see https://github.com/prometheus/prometheus/blob/v3.16.0/storage/remote/queue_manager.go
 */
export const agentMetrics = {
  up,
  configLoaded,
  remoteFailed,
  remoteSent,
  appended: metric('prometheus_agent_samples_appended_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, type: 2 },
  }),
  series: metric('prometheus_agent_active_series', { type: 'gauge', labels: { job: 1, instance: 8 } }),
  remoteSamples: metric('prometheus_remote_storage_samples_total', {
    type: 'counter',
    labels: { job: 1, instance: 8, remote_name: 8, url: 8 },
  }),
  queueHighest: metric('prometheus_remote_storage_queue_highest_timestamp_seconds', {
    type: 'gauge',
    unit: 'seconds',
    labels: { job: 1, instance: 8, remote_name: 8, url: 8 },
  }),
} as const;

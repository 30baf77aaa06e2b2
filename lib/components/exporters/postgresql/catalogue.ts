import { metric } from '../../../query/metric.js';

const labels = { job: 1, instance: 'unbounded' } as const;

/**
 * What postgres_exporter 0.19.1 yields, as far as our rules and dashboards ask for it; the statements only where they are collected.
 *
 * @see https://github.com/prometheus-community/postgres_exporter/tree/v0.19.1/collector
 */
export const postgresMetrics = {
  up: metric('pg_up', { type: 'gauge', labels }),
  collectorSuccess: metric('pg_scrape_collector_success', { type: 'gauge', labels: { ...labels, collector: 32 } }),
  backends: metric('pg_stat_database_numbackends', { type: 'gauge', labels: { ...labels, datid: 64, datname: 64 } }),
  commits: metric('pg_stat_database_xact_commit', { type: 'counter', labels: { ...labels, datid: 64, datname: 64 } }),
  rollbacks: metric('pg_stat_database_xact_rollback', {
    type: 'counter',
    labels: { ...labels, datid: 64, datname: 64 },
  }),
  deadlocks: metric('pg_stat_database_deadlocks', { type: 'counter', labels: { ...labels, datid: 64, datname: 64 } }),
  blocksHit: metric('pg_stat_database_blks_hit', { type: 'counter', labels: { ...labels, datid: 64, datname: 64 } }),
  blocksRead: metric('pg_stat_database_blks_read', { type: 'counter', labels: { ...labels, datid: 64, datname: 64 } }),
  size: metric('pg_database_size_bytes', { type: 'gauge', unit: 'bytes', labels: { ...labels, datname: 64 } }),
  maxConnections: metric('pg_settings_max_connections', { type: 'gauge', labels: { ...labels, server: 1 } }),
  replicationLag: metric('pg_replication_lag_seconds', { type: 'gauge', unit: 'seconds', labels }),
} as const;

const perStatement = { ...labels, user: 64, datname: 64, queryid: 100 } as const;

/** Of each statement that took the most time: what `pg_stat_statements` knows, which the server must have been told to keep. */
export const statementMetrics = {
  calls: metric('pg_stat_statements_calls_total', { type: 'counter', labels: perStatement }),
  seconds: metric('pg_stat_statements_seconds_total', { type: 'counter', unit: 'seconds', labels: perStatement }),
} as const;

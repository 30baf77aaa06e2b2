import { metric } from '../../../query/metric.js';

const labels = { job: 1, instance: 'unbounded' } as const;

/**
 * What redis_exporter 1.88.0 yields, as far as our rules and dashboards ask for it.
 *
 * @see https://github.com/oliver006/redis_exporter/blob/v1.88.0/exporter/exporter.go
 */
export const redisMetrics = {
  up: metric('redis_up', { type: 'gauge', labels }),
  hits: metric('redis_keyspace_hits_total', { type: 'counter', labels }),
  misses: metric('redis_keyspace_misses_total', { type: 'counter', labels }),
  memoryUsed: metric('redis_memory_used_bytes', { type: 'gauge', unit: 'bytes', labels }),
  memoryMax: metric('redis_memory_max_bytes', { type: 'gauge', unit: 'bytes', labels }),
  clients: metric('redis_connected_clients', { type: 'gauge', labels }),
  rejected: metric('redis_rejected_connections_total', { type: 'counter', labels }),
  evicted: metric('redis_evicted_keys_total', { type: 'counter', labels }),
  commands: metric('redis_commands_processed_total', { type: 'counter', labels }),
  info: metric('redis_instance_info', {
    type: 'gauge',
    labels: { ...labels, role: 2, redis_version: 4, maxmemory_policy: 8 },
  }),
} as const;

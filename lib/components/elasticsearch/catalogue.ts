import { metric } from '../../query/metric.js';

/** Labels that tell which cluster, and which node of it, a series speaks of. */
const cluster = { cluster: 'unbounded' } as const;
const node = {
  ...cluster,
  host: 'unbounded',
  name: 'unbounded',
  es_master_node: 2,
  es_data_node: 2,
  es_ingest_node: 2,
  es_client_node: 2,
} as const;

/**
 * What elasticsearch_exporter 1.11 yields with `--es.all --collector.health-report`, as far as our rules and dashboards ask for it.
 *
 * @see https://github.com/prometheus-community/elasticsearch_exporter/blob/v1.11.0/metrics.md
 */
export const elasticsearchMetrics = {
  up: metric('elasticsearch_clusterinfo_up', { type: 'gauge', labels: { url: 1 } }),
  status: metric('elasticsearch_cluster_health_status', { type: 'gauge', labels: { ...cluster, color: 3 } }),
  nodes: metric('elasticsearch_cluster_health_number_of_nodes', { type: 'gauge', labels: cluster }),
  dataNodes: metric('elasticsearch_cluster_health_number_of_data_nodes', { type: 'gauge', labels: cluster }),
  activeShards: metric('elasticsearch_cluster_health_active_shards', { type: 'gauge', labels: cluster }),
  unassignedShards: metric('elasticsearch_cluster_health_unassigned_shards', { type: 'gauge', labels: cluster }),
  pendingTasks: metric('elasticsearch_cluster_health_number_of_pending_tasks', { type: 'gauge', labels: cluster }),
  stagnatingIndices: metric('elasticsearch_health_report_ilm_stagnating_indices', { type: 'gauge', labels: cluster }),
  diskAvailable: metric('elasticsearch_filesystem_data_available_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { ...node, mount: 4, path: 4 },
  }),
  diskSize: metric('elasticsearch_filesystem_data_size_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { ...node, mount: 4, path: 4 },
  }),
  memoryUsed: metric('elasticsearch_jvm_memory_used_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { ...node, area: 2 },
  }),
  memoryMax: metric('elasticsearch_jvm_memory_max_bytes', {
    type: 'gauge',
    unit: 'bytes',
    labels: { ...node, area: 2 },
  }),
  collections: metric('elasticsearch_jvm_gc_collection_seconds_sum', {
    type: 'counter',
    unit: 'seconds',
    labels: { ...node, gc: 3 },
  }),
  indexed: metric('elasticsearch_indices_indexing_index_total', { type: 'counter', labels: node }),
  indexTime: metric('elasticsearch_indices_indexing_index_time_seconds_total', {
    type: 'counter',
    unit: 'seconds',
    labels: node,
  }),
  searches: metric('elasticsearch_indices_search_query_total', { type: 'counter', labels: node }),
  searchTime: metric('elasticsearch_indices_search_query_time_seconds', {
    type: 'counter',
    unit: 'seconds',
    labels: node,
  }),
  rejected: metric('elasticsearch_thread_pool_rejected_count', { type: 'counter', labels: { ...node, type: 40 } }),
  breakersTripped: metric('elasticsearch_breakers_tripped', { type: 'counter', labels: { ...node, breaker: 8 } }),
} as const;

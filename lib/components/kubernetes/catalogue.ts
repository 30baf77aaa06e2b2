import { metric } from '../../query/metric.js';

const container = { namespace: 'unbounded', pod: 'unbounded', container: 'unbounded' } as const;
const volume = { namespace: 'unbounded', persistentvolumeclaim: 'unbounded' } as const;

/**
 * What the cluster says of itself, as far as our rules and dashboards ask for it.
 *
 * @see https://kubernetes.io/docs/reference/instrumentation/metrics/
 */
export const kubernetesMetrics = {
  containerCpu: metric('container_cpu_usage_seconds_total', { type: 'counter', unit: 'seconds', labels: container }),
  containerMemory: metric('container_memory_working_set_bytes', { type: 'gauge', unit: 'bytes', labels: container }),
  containerThrottled: metric('container_cpu_cfs_throttled_periods_total', { type: 'counter', labels: container }),
  volumeAvailable: metric('kubelet_volume_stats_available_bytes', { type: 'gauge', unit: 'bytes', labels: volume }),
  volumeCapacity: metric('kubelet_volume_stats_capacity_bytes', { type: 'gauge', unit: 'bytes', labels: volume }),
  runningPods: metric('kubelet_running_pods', { type: 'gauge', labels: { instance: 'unbounded' } }),
  apiRequests: metric('apiserver_request_total', { type: 'counter', labels: { verb: 12, resource: 80, code: 30 } }),
  apiLatency: metric('apiserver_request_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    labels: { verb: 12, resource: 80, scope: 3 },
  }),
  dnsResponses: metric('coredns_dns_responses_total', { type: 'counter', labels: { rcode: 8, server: 4, zone: 4 } }),
  dnsLatency: metric('coredns_dns_request_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    labels: { server: 4, zone: 4 },
  }),
  schedulerPending: metric('scheduler_pending_pods', { type: 'gauge', labels: { queue: 4 } }),
  workqueueDepth: metric('workqueue_depth', { type: 'gauge', labels: { name: 40 } }),
  etcdHasLeader: metric('etcd_server_has_leader', { type: 'gauge', labels: { instance: 5 } }),
} as const;

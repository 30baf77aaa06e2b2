import { metric } from '../../query/metric.js';

const pod = { namespace: 'unbounded', pod: 'unbounded' } as const;
const container = { ...pod, container: 'unbounded' } as const;

/**
 * What kube-state-metrics 2.19 yields, as far as our rules and dashboards ask for it.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 */
export const kubeStateMetrics = {
  restarts: metric('kube_pod_container_status_restarts_total', { type: 'counter', labels: container }),
  waiting: metric('kube_pod_container_status_waiting_reason', { type: 'gauge', labels: { ...container, reason: 8 } }),
  limits: metric('kube_pod_container_resource_limits', {
    type: 'gauge',
    labels: { ...container, resource: 4, unit: 4 },
  }),
  requests: metric('kube_pod_container_resource_requests', {
    type: 'gauge',
    labels: { ...container, resource: 4, unit: 4 },
  }),
  podPhase: metric('kube_pod_status_phase', { type: 'gauge', labels: { ...pod, phase: 5 } }),
  podInfo: metric('kube_pod_info', { type: 'gauge', labels: { ...pod, node: 'unbounded' } }),
  replicasWanted: metric('kube_deployment_spec_replicas', {
    type: 'gauge',
    labels: { namespace: 'unbounded', deployment: 'unbounded' },
  }),
  replicasAvailable: metric('kube_deployment_status_replicas_available', {
    type: 'gauge',
    labels: { namespace: 'unbounded', deployment: 'unbounded' },
  }),
  statefulWanted: metric('kube_statefulset_replicas', {
    type: 'gauge',
    labels: { namespace: 'unbounded', statefulset: 'unbounded' },
  }),
  statefulReady: metric('kube_statefulset_status_replicas_ready', {
    type: 'gauge',
    labels: { namespace: 'unbounded', statefulset: 'unbounded' },
  }),
  daemonWanted: metric('kube_daemonset_status_desired_number_scheduled', {
    type: 'gauge',
    labels: { namespace: 'unbounded', daemonset: 'unbounded' },
  }),
  daemonReady: metric('kube_daemonset_status_number_ready', {
    type: 'gauge',
    labels: { namespace: 'unbounded', daemonset: 'unbounded' },
  }),
  jobFailed: metric('kube_job_failed', {
    type: 'gauge',
    labels: { namespace: 'unbounded', job_name: 'unbounded', condition: 3 },
  }),
  nodeCondition: metric('kube_node_status_condition', {
    type: 'gauge',
    labels: { node: 'unbounded', condition: 6, status: 3 },
  }),
} as const;

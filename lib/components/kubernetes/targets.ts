import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ControlPlaneTarget } from '../../kernel/cluster-profile.js';
import { Endpoint } from '../../kernel/endpoint.js';
import type { ClusterTarget } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { clusterOf } from '../../workload/cluster.js';

const page = { url: '/metrics', verb: 'get' } as const;

/** Series of cAdvisor that nothing of ours asks for, and that are most of what it yields. */
const cadvisorNoise =
  'container_(network_tcp_usage_total|network_udp_usage_total|tasks_state|cpu_load_average_10s|memory_failures_total|' +
  'fs_.*|blkio_.*|spec_.*|last_seen|processes|threads.*|sockets|ulimits_soft|memory_(numa_pages|mapped_file|max_usage_bytes|failcnt))';

/** Histograms of the API server with a bucket for every resource and verb. */
const apiServerNoise =
  'apiserver_(request_body_size_bytes|response_sizes|admission_.*|flowcontrol_.*|watch_events_sizes)_bucket|etcd_request_duration_seconds_bucket';

/** The kubelets' three pages. The Service is kept by the Prometheus operator (`--kubelet-service=kube-system/kubelet`). */
export function kubelet(scope: Construct): ClusterTarget[] {
  const { network, kubeletCertificates } = clusterOf(scope).profile;
  const common = {
    service: { namespace: 'kube-system', labels: { 'k8s-app': 'kubelet' }, portName: 'https-metrics' },
    through: Endpoint.atAddresses('kubelet', 'kubelet', 10_250, network.nodes),
    honorLabels: true,
    authenticated: {
      rights: [{ resource: 'nodes/metrics', verb: 'get' }],
      ...(kubeletCertificates === 'self-signed' && { selfSigned: true }),
    },
  } as const;
  return [
    { ...common, job: 'kubelet' },
    { ...common, job: 'cadvisor', path: '/metrics/cadvisor', drop: cadvisorNoise },
    { ...common, job: 'kubelet-probes', path: '/metrics/probes', interval: Duration.minutes(1) },
  ];
}

/** The control plane's pages, of what this provider shows. */
export function controlPlane(scope: Construct): ClusterTarget[] {
  return clusterOf(scope).profile.controlPlane.map((target) => targets[target](scope));
}

const targets: Readonly<Record<ControlPlaneTarget, (scope: Construct) => ClusterTarget>> = {
  'kube-apiserver': (scope) => ({
    job: 'kube-apiserver',
    service: { namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' }, portName: 'https' },
    through: apiServer(scope),
    authenticated: { serverName: 'kubernetes', rights: [page] },
    drop: apiServerNoise,
  }),
  coredns: () => ({
    job: 'coredns',
    service: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, portName: 'metrics' },
    through: Endpoint.ofPods('metrics', 'kube-dns.kube-system.svc', 9153, {
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns' },
    }),
  }),
  'kube-scheduler': (scope) => onNodes(scope, 'kube-scheduler', 10_259, 'https'),
  'kube-controller-manager': (scope) => onNodes(scope, 'kube-controller-manager', 10_257, 'https'),
  etcd: (scope) => onNodes(scope, 'etcd', 2381, 'http'),
};

/** Static pods in the nodes' network, behind the Services of {@link servedByUs}. Their certificates are their own. */
function onNodes(scope: Construct, job: ControlPlaneTarget, port: number, scheme: 'http' | 'https'): ClusterTarget {
  return {
    job,
    service: { namespace: 'kube-system', labels: { 'app.kubernetes.io/name': job }, portName: 'metrics' },
    through: Endpoint.atAddresses('metrics', job, port, clusterOf(scope).profile.network.nodes),
    ...(scheme === 'https' && { authenticated: { rights: [page], selfSigned: true } }),
  };
}

/** The static pods that no Service of Kubernetes' own leads to, with their ports: we make one for each that is shown. */
export const servedByUs: Readonly<Partial<Record<ControlPlaneTarget, number>>> = {
  'kube-scheduler': 10_259,
  'kube-controller-manager': 10_257,
  etcd: 2381,
};

import { Chart, Testing } from 'cdk8s';
import { type ClusterProfile, eks, kubeadm } from '../../kernel/cluster-profile.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Kubernetes } from './kubernetes.js';

const network = { cni: 'cilium', apiServer: { cidrs: ['10.1.0.0/24'], port: 443 }, nodes: ['10.1.0.0/16'] } as const;

const made = (profile: ClusterProfile) => {
  const app = Testing.app();
  inCluster(app, { profile });
  const chart = new Chart(app, 'metrics', { disableResourceNameHashes: true });
  const { telemetry } = new Kubernetes(chart, 'kubernetes');
  return {
    telemetry,
    chart,
    jobs: telemetry.cluster?.map(({ job }) => job),
    alerts: telemetry.alerts.map(({ props }) => props.name),
  };
};

test('a kubelet has three pages, and cAdvisor loses what nobody asks for', () => {
  const { telemetry } = made(kubeadm());
  expect(telemetry.cluster?.slice(0, 3).map(({ path }) => path)).toEqual([
    undefined,
    '/metrics/cadvisor',
    '/metrics/probes',
  ]);
  expect(new RegExp(`^(${telemetry.cluster?.[1]?.drop})$`).test('container_fs_reads_total')).toBe(true);
  expect(new RegExp(`^(${telemetry.cluster?.[1]?.drop})$`).test('container_memory_working_set_bytes')).toBe(false);
});

test('what a provider hides has neither a target nor an alert', () => {
  const { jobs, alerts } = made(eks('eu-central-1', { network }));
  expect(jobs).not.toContain('etcd');
  expect(alerts).not.toContain('EtcdWithoutLeader');
  expect(alerts).toContain('ClusterDnsFailing');
});

test('what a cluster shows beyond gets a Service, a target and its alerts', () => {
  const { jobs, alerts, chart } = made(kubeadm({ controlPlane: ['etcd', 'kube-scheduler'] }));
  expect(jobs).toEqual(expect.arrayContaining(['etcd', 'kube-scheduler']));
  expect(alerts).toEqual(expect.arrayContaining(['EtcdWithoutLeader', 'PodsUnschedulable']));
  expect(objectsOf(chart).names('Service')).toEqual(['etcd', 'kube-scheduler']);
});

test('certificates that the cluster signed are checked, those that kubelets signed themselves are not', () => {
  expect(made(eks('eu-central-1', { network })).telemetry.cluster?.[0]?.authenticated?.selfSigned).toBeUndefined();
  expect(made(kubeadm()).telemetry.cluster?.[0]?.authenticated?.selfSigned).toBe(true);
});

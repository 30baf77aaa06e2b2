import { Chart, Testing } from 'cdk8s';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { KubeStateMetrics } from './kube-state-metrics.js';

const synth = () => {
  const chart = new Chart(Testing.app(), 'collection', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const made = new KubeStateMetrics(chart, 'kube-state-metrics');
  return { made, objects: objectsOf(chart) };
};

test('it lists and watches what it is told, and never secrets', () => {
  const { objects } = synth();
  const [role] = objects.all.filter(({ kind }) => kind === 'ClusterRole');
  const resources = role.rules.flatMap((rule: { resources: string[] }) => rule.resources);
  expect(resources).toContain('pods');
  expect(resources).not.toContain('secrets');
  expect(role.rules.every((rule: { verbs: string[] }) => rule.verbs.join() === 'list,watch')).toBe(true);
  const { args } = objects.one('Deployment', 'kube-state-metrics').spec.template.spec.containers[0];
  expect(args).toContain(`--resources=${resources.sort().join(',')}`);
});

test('it has a token, and reaches the API server by the addresses of the profile', () => {
  const { objects } = synth();
  expect(objects.one('Deployment', 'kube-state-metrics').spec.template.spec.automountServiceAccountToken).toBe(true);
  expect(objects.one('NetworkPolicy', 'kube-state-metrics').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '172.18.0.0/16' } }], ports: [{ port: 6443, protocol: 'TCP' }] },
  ]);
});

test('the labels of its page are those of the objects it speaks of', () => {
  expect(synth().made.telemetry.metrics.map(({ job, honorLabels }) => [job, honorLabels])).toEqual([
    ['kube-state-metrics', true],
    ['kube-state-metrics-telemetry', undefined],
  ]);
});

import { Chart, Testing } from 'cdk8s';
import { Namespace } from '../../workload/namespace.js';
import { NodeExporter } from './node-exporter.js';
import { objectsOf } from '../../testing/objects.js';

const synth = () => {
  const chart = new Chart(Testing.app(), 'collection', { namespace: 'node', disableResourceNameHashes: true });
  new Namespace(chart, 'node', { podSecurity: 'privileged' });
  const exporter = new NodeExporter(chart, 'node-exporter');
  return { exporter, objects: objectsOf(chart) };
};

test('one pod on every node, in its network, reading its files and writing none', () => {
  const pod = synth().objects.one('DaemonSet', 'node-exporter').spec.template.spec;
  expect(pod).toMatchObject({ hostNetwork: true, hostPID: true, automountServiceAccountToken: false });
  expect(pod.containers[0].volumeMounts.every((mount: { readOnly?: boolean }) => mount.readOnly)).toBe(true);
  expect(pod.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
});

test('no NetworkPolicy pretends to reach the network of the node', () => {
  expect(synth().objects.names('NetworkPolicy')).toEqual(['allow-dns', 'default-deny']);
});

test('its page is behind TLS with its own certificate', () => {
  const { objects } = synth();
  expect(objects.one('ConfigMap', 'node-exporter-web').data['web.yml']).toContain(
    '/etc/secrets/node-exporter-tls/tls.crt',
  );
  expect(objects.one('Certificate', 'node-exporter-tls').spec.dnsNames).toContain('node-exporter.node.svc');
});

import { Chart, Testing } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { BlackboxExporter } from './blackbox-exporter.js';

const synth = () => {
  const chart = new Chart(Testing.app(), 'collection', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const exporter = new BlackboxExporter(chart, 'blackbox', { modules: { page: { prober: 'http', timeout: '5s' } } });
  const look = exporter.look('page', Endpoint.external('https', 'shop.example.com'), '/menu');
  return { look, objects: objectsOf(chart) };
};

test('what it looks at is what its policy lets it reach', () => {
  const { look, objects } = synth();
  expect(look).toEqual({ module: 'page', target: 'https://shop.example.com:443/menu' });
  const [rule] = objects.one('NetworkPolicy', 'blackbox').spec.egress;
  expect(rule.to[0].ipBlock).toMatchObject({ cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8']) });
  expect(rule.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
});

test('it reloads a changed configuration by itself, so no hash restarts it', () => {
  const { template } = synth().objects.one('Deployment', 'blackbox').spec;
  expect(template.metadata.annotations).toBeUndefined();
  expect(template.spec.containers[0].args).toContain('--config.enable-auto-reload');
});

test('two replicas are spread, and one at a time may be drained', () => {
  const { objects } = synth();
  expect(objects.one('Deployment', 'blackbox').spec.template.spec.topologySpreadConstraints).toHaveLength(2);
  expect(objects.one('PodDisruptionBudget', 'blackbox').spec.maxUnavailable).toBe(1);
});

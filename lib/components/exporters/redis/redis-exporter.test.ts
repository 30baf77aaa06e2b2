import { type App, Chart, Testing } from 'cdk8s';
import { Endpoint } from '../../../kernel/endpoint.js';
import { SecretRef } from '../../../kernel/secret-ref.js';
import { objectsOf } from '../../../testing/objects.js';
import { inCluster } from '../../../workload/cluster.js';
import { Namespace } from '../../../workload/namespace.js';
import { Site } from '../../../workload/site.js';
import { RedisExporter, type RedisExporterProps } from './redis-exporter.js';

const outside = Endpoint.external('redis', 'sessions.cache.example.com', 6379);

const chartOf = (app: App = Testing.app()): Chart => {
  const chart = new Chart(app, 'exporters', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  return chart;
};

const synth = (props: Partial<RedisExporterProps> = {}, chart = chartOf()) => {
  new RedisExporter(chart, 'sessions', { server: outside, ...props });
  const { template } = objectsOf(chart).one('Deployment', 'sessions').spec;
  return { container: template.spec.containers[0], pod: template.spec };
};

test('it asks over TLS where the server talks it, and serves its page over TLS', () => {
  expect(synth().container.args).toEqual([
    '--redis.addr=rediss://sessions.cache.example.com:6379',
    '--web.listen-address=:9121',
    '--disable-scrape-endpoint',
    '--tls-server-cert-file=/etc/secrets/sessions-tls/tls.crt',
    '--tls-server-key-file=/etc/secrets/sessions-tls/tls.key',
  ]);
});

test("a server of the platform's is checked by its authority, and sees a certificate of the platform", () => {
  const chart = chartOf();
  const site = new Site(chart, 'redis', { labels: { app: 'redis' } });
  const server = site.listen('redis', { service: 'redis', port: 6379 });
  expect(synth({ server }, chart).container.args).toEqual(
    expect.arrayContaining([
      '--redis.addr=rediss://redis.monitoring.svc:6379',
      '--tls-ca-cert-file=/etc/secrets/sessions-tls/ca.crt',
      '--tls-client-cert-file=/etc/secrets/sessions-tls/tls.crt',
    ]),
  );
});

test('it talks in the clear where the cluster does', () => {
  const app = Testing.app();
  inCluster(app, { tls: false });
  const server = Endpoint.ofPods('redis', 'redis.shop.svc', 6379, { namespace: 'shop', labels: { app: 'redis' } });
  expect(synth({ server }, chartOf(app)).container.args).toEqual([
    '--redis.addr=redis://redis.shop.svc:6379',
    '--web.listen-address=:9121',
    '--disable-scrape-endpoint',
  ]);
});

test('its password is a name in the manifest', () => {
  const { env } = synth({ credentials: { password: SecretRef.external('sessions', 'password') } }).container;
  expect(env).toEqual([{ name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: 'sessions', key: 'password' } } }]);
});

test('it runs as the user that its image is made for', () => {
  expect(synth().pod.securityContext.runAsUser).toBe(59000);
});

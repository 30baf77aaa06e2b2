import { type App, Chart, Testing } from 'cdk8s';
import { Endpoint } from '../../../kernel/endpoint.js';
import { SecretRef } from '../../../kernel/secret-ref.js';
import { objectsOf } from '../../../testing/objects.js';
import { inCluster } from '../../../workload/cluster.js';
import { Namespace } from '../../../workload/namespace.js';
import { Site } from '../../../workload/site.js';
import { PostgresExporter, type PostgresExporterProps } from './postgres-exporter.js';

const credentials = {
  user: SecretRef.external('orders-db', 'user'),
  password: SecretRef.external('orders-db', 'password'),
};
const outside = Endpoint.atAddresses('postgresql', 'orders.db.example.com', 5432, ['10.1.0.0/16']);

const chartOf = (app: App = Testing.app()): Chart => {
  const chart = new Chart(app, 'exporters', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  return chart;
};

const synth = (props: Partial<PostgresExporterProps> = {}, chart = chartOf()) => {
  const exporter = new PostgresExporter(chart, 'orders-db', { server: outside, credentials, ...props });
  const { template } = objectsOf(chart).one('Deployment', 'orders-db').spec;
  const [container] = template.spec.containers;
  const env = Object.fromEntries(container.env.map(({ name, value }: Record<string, string>) => [name, value]));
  return { exporter, container, env, objects: objectsOf(chart) };
};

test('who it is comes from files, and no password stands in the manifest', () => {
  expect(synth().env).toMatchObject({
    DATA_SOURCE_USER_FILE: '/etc/secrets/orders-db/user',
    DATA_SOURCE_PASS_FILE: '/etc/secrets/orders-db/password',
  });
});

test('a server with a certificate is checked by name, by whoever signed it', () => {
  expect(synth().env.DATA_SOURCE_URI).toBe('orders.db.example.com:5432/postgres?sslmode=verify-full');
  const authority = SecretRef.external('rds-authority', 'ca.pem');
  expect(synth({ authority }).env.DATA_SOURCE_URI).toBe(
    'orders.db.example.com:5432/postgres?sslmode=verify-full&sslrootcert=/etc/secrets/rds-authority/ca.pem',
  );
});

test("a server of the platform's is checked by the platform's authority", () => {
  const chart = chartOf();
  const site = new Site(chart, 'postgres', { labels: { app: 'postgres' } });
  const server = site.listen('postgresql', { service: 'postgres', port: 5432 });
  expect(synth({ server, database: 'orders' }, chart).env.DATA_SOURCE_URI).toBe(
    'postgres.monitoring.svc:5432/orders?sslmode=verify-full&sslrootcert=/etc/secrets/orders-db-tls/ca.crt',
  );
});

test('a server in the clear is asked in the clear', () => {
  const app = Testing.app();
  inCluster(app, { tls: false });
  const server = Endpoint.ofPods('postgresql', 'postgres.shop.svc', 5432, { namespace: 'shop', labels: { app: 'db' } });
  expect(synth({ server }, chartOf(app)).env.DATA_SOURCE_URI).toBe('postgres.shop.svc:5432/postgres?sslmode=disable');
});

test('its page is behind TLS, and it reaches the server alone', () => {
  const { objects, container } = synth();
  expect(container.args).toContain('--web.config.file=/etc/postgres-exporter/web.yml');
  expect(objects.one('NetworkPolicy', 'orders-db').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 5432, protocol: 'TCP' }] },
  ]);
});

test('statements are collected, yielded and alerted on, or none of the three', () => {
  const names = (exporter: PostgresExporter): string[] => [
    ...exporter.telemetry.yields.map(({ name }) => name),
    ...exporter.telemetry.alerts.map(({ props }) => props.name),
  ];
  const all = synth();
  expect(all.container.args).toContain('--collector.stat_statements');
  expect(names(all.exporter)).toEqual(
    expect.arrayContaining(['pg_stat_statements_calls_total', 'PostgresQueriesSlow']),
  );
  const some = synth({ statements: false });
  expect(some.container.args).not.toContain('--collector.stat_statements');
  expect(names(some.exporter).filter((name) => /statements|Slow/.test(name))).toEqual([]);
});

test('an address in the place of a database is refused', () => {
  expect(() => synth({ database: 'orders?sslmode=disable' })).toThrow(
    "exporters/orders-db: database: got 'orders?sslmode=disable', allowed: letters, digits, '_' and '-'; give the name",
  );
});

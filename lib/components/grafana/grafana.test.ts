import { Chart, Size, Testing } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { PromQL } from '../../query/promql.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Grafana, type GrafanaProps } from './grafana.js';
import type { Oidc } from './oidc.js';

const url = 'https://grafana.example.com';

const database = {
  endpoint: Endpoint.ofPods('postgresql', 'postgres.data.svc', 5432, {
    namespace: 'data',
    labels: { app: 'postgres' },
  }),
  password: SecretRef.external('grafana-database', 'password'),
};

const oidc: Oidc = {
  provider: Endpoint.external('https', 'login.example.com'),
  authorize: 'https://login.example.com/authorize',
  tokenPath: '/token',
  userinfoPath: '/userinfo',
  clientId: 'grafana',
  clientSecret: SecretRef.external('grafana-oidc', 'client-secret'),
  roles: { sre: 'Admin', developers: 'Editor', support: 'Editor' },
};

const synth = (props: Partial<GrafanaProps> = {}, tls = true) => {
  const app = Testing.app();
  inCluster(app, { tls });
  const chart = new Chart(app, 'dashboards', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const grafana = new Grafana(chart, 'grafana', { url, ...props });
  const objects = objectsOf(chart);
  const { spec } = objects.one('Grafana', 'grafana');
  return { grafana, objects, spec, pod: spec.deployment.spec.template.spec };
};

test('the pod is restricted, over what the operator would write', () => {
  const { pod } = synth();
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    serviceAccountName: 'grafana',
    priorityClassName: 'observability-standard',
    securityContext: { runAsNonRoot: true, runAsUser: 472, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(pod.containers[0]).toMatchObject({
    name: 'grafana',
    image: 'docker.io/grafana/grafana:13.1.3',
    securityContext: { readOnlyRootFilesystem: true, runAsUser: 472, capabilities: { drop: ['ALL'] } },
    resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
  });
});

test('it writes only to the folders that the operator mounts, each of a bounded size', () => {
  const scratch = synth().pod.volumes.filter((volume: { emptyDir?: object }) => volume.emptyDir);
  expect(scratch).toEqual([
    { name: 'grafana-data', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'grafana-logs', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'grafana-tmp', emptyDir: { sizeLimit: '256Mi' } },
  ]);
});

test('pods wear the labels that policy and Services select', () => {
  const { spec, objects } = synth();
  const labels = { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' };
  expect(spec.deployment.spec.template.metadata.labels).toEqual(labels);
  expect(objects.one('Service', 'grafana').spec).toMatchObject({
    selector: labels,
    ports: [{ port: 80, targetPort: 3000 }],
  });
  expect(objects.one('NetworkPolicy', 'grafana').spec.podSelector.matchLabels).toEqual(labels);
});

test('the labels of the pods are not on the Grafana, whose labels its second Service would inherit and be scraped by', () => {
  expect(synth().objects.one('Grafana', 'grafana').metadata.labels).toEqual({
    'observability.cdk8s.io/grafana': 'grafana',
  });
});

test('with TLS it serves its certificate, takes a renewed one, and the operator verifies it by the authority', () => {
  const { spec, pod, objects } = synth();
  expect(spec.config.server).toMatchObject({
    protocol: 'https',
    cert_file: '/etc/secrets/grafana-tls/tls.crt',
    cert_key: '/etc/secrets/grafana-tls/tls.key',
    certs_watch_interval: '1m',
  });
  expect(spec.client.tls).toEqual({ certSecretRef: { name: 'grafana-tls' } });
  expect(objects.one('Certificate', 'grafana-tls').spec.dnsNames).toEqual(
    expect.arrayContaining(['grafana-service.monitoring.svc', 'grafana.monitoring.svc']),
  );
  expect(pod.containers[0].readinessProbe.httpGet).toEqual({ path: '/api/health', port: 3000, scheme: 'HTTPS' });
});

test('without TLS it listens in the clear and the operator is told nothing', () => {
  const { spec, pod } = synth({}, false);
  expect(spec.config.server.protocol).toBe('http');
  expect(spec.client).toBeUndefined();
  expect(pod.containers[0].livenessProbe.httpGet.scheme).toBe('HTTP');
});

test('the operator is admitted to the port of the pods, from its own namespace', () => {
  const { ingress } = synth().objects.one('NetworkPolicy', 'grafana').spec;
  expect(ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'grafana-operator' } },
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'grafana-operator' } },
        },
      ],
      ports: [{ port: 3000, protocol: 'TCP' }],
    },
  ]);
});

test('the admin is random, nowhere in YAML, and where the operator looks for it', () => {
  const { spec, pod, objects } = synth();
  expect(spec.disableDefaultAdminSecret).toBe(true);
  expect(pod.containers[0].env).toContainEqual({
    name: 'GF_SECURITY_ADMIN_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'grafana-admin', key: 'password' } },
  });
  expect(objects.names('Password')).toEqual(['grafana-admin', 'grafana-secret-key']);
  expect(spec.config.security).not.toHaveProperty('admin_password');
});

test('what encrypts the credentials of datasources is a secret of its own, mounted', () => {
  const { spec, pod } = synth();
  expect(spec.config.security.secret_key).toBe('$__file{/etc/secrets/grafana-secret-key/secret-key}');
  expect(pod.containers[0].volumeMounts).toContainEqual({
    name: 'grafana-secret-key',
    mountPath: '/etc/secrets/grafana-secret-key',
    readOnly: true,
  });
});

test('nothing is fetched from the internet or told to the vendor, and alerts are written elsewhere', () => {
  const { config } = synth().spec;
  expect(config.plugins.preinstall_disabled).toBe('true');
  expect(config.analytics).toEqual({
    check_for_plugin_updates: 'false',
    check_for_updates: 'false',
    feedback_links_enabled: 'false',
    reporting_enabled: 'false',
  });
  expect(config.unified_alerting.enabled).toBe('false');
});

test("a platform's settings go over ours, section by section", () => {
  const { config } = synth({ config: { users: { default_theme: 'light' }, log: { level: 'warn' } } }).spec;
  expect(config.users).toMatchObject({ default_theme: 'light', allow_sign_up: 'false' });
  expect(config.log).toEqual({ level: 'warn', mode: 'console' });
});

test('replicas share a database, spread, and may be drained one at a time', () => {
  const { spec, pod, objects } = synth({ replicas: 2, database });
  expect(spec.config.database).toEqual({
    type: 'postgres',
    host: 'postgres.data.svc:5432',
    name: 'grafana',
    user: 'grafana',
    password: '$__file{/etc/secrets/grafana-database/password}',
    ssl_mode: 'disable',
  });
  expect(spec.deployment.spec.replicas).toBe(2);
  expect(pod.topologySpreadConstraints).toHaveLength(2);
  expect(objects.one('PodDisruptionBudget', 'grafana').spec.maxUnavailable).toBe(1);
  expect(objects.one('NetworkPolicy', 'grafana').spec.egress[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
});

test('a volume takes the place of the data folder, and the old pod lets go of it first', () => {
  const { spec, pod } = synth({ storage: Size.gibibytes(2) });
  expect(spec.persistentVolumeClaim.spec).toMatchObject({
    storageClassName: 'standard',
    resources: { requests: { storage: '2Gi' } },
  });
  expect(pod.volumes[0]).toEqual({ name: 'grafana-data', persistentVolumeClaim: { claimName: 'grafana-pvc' } });
  expect(spec.deployment.spec.strategy).toEqual({ type: 'Recreate' });
});

test('people log in by the provider, get the mightiest role of their groups, and nobody else gets in', () => {
  const { config } = synth({ oidc }).spec;
  expect(config['auth.generic_oauth']).toMatchObject({
    enabled: 'true',
    auth_url: 'https://login.example.com/authorize',
    token_url: 'https://login.example.com/token',
    api_url: 'https://login.example.com/userinfo',
    client_secret: '$__file{/etc/secrets/grafana-oidc/client-secret}',
    role_attribute_path:
      "contains(groups[*], 'sre') && 'Admin' || contains(groups[*], 'developers') && 'Editor' || contains(groups[*], 'support') && 'Editor'",
    role_attribute_strict: 'true',
  });
  expect(config.auth.disable_login_form).toBe('true');
});

test('everybody else may be given a role', () => {
  const oauth = synth({ oidc: { ...oidc, otherwise: 'Viewer' } }).spec.config['auth.generic_oauth'];
  expect(oauth.role_attribute_path).toMatch(/ \|\| 'Viewer'$/);
  expect(oauth.role_attribute_strict).toBe('false');
});

test('its own page is scraped through the Service, and its alerts ask only for what it yields', () => {
  const { telemetry } = synth().grafana;
  expect(telemetry.metrics.map(({ job }) => job)).toEqual(['grafana']);
  const yielded = new Set(telemetry.yields.flatMap(({ series }) => series));
  const asked = telemetry.alerts.flatMap(({ props }) => PromQL.parse(props.when.text).metrics);
  expect(asked.filter((name) => !yielded.has(name))).toEqual([]);
});

test.each<[string, Partial<GrafanaProps>, string]>([
  [
    'two replicas without a database',
    { replicas: 2 },
    'dashboards/grafana: replicas: got 2, allowed: 1 without a database: each replica would know other people and other sessions; give database: { endpoint, password } of a PostgreSQL, or leave replicas out',
  ],
  [
    'half a replica',
    { replicas: 0.5 },
    'dashboards/grafana: replicas: got 0.5, allowed: a whole number, 1 or more; give 1, or 2 with a database',
  ],
  [
    'a volume beside a database',
    { storage: Size.gibibytes(1), database },
    "dashboards/grafana: storage: got '1Gi', allowed: a volume or a database, never both; leave storage out",
  ],
  [
    'a public address with a path',
    { url: 'https://example.com/grafana' },
    "dashboards/grafana: url: got 'https://example.com/grafana', allowed: https://, a name, and nothing behind it; give Grafana a name of its own: https://grafana.example.com",
  ],
  [
    'a plain public address in a cluster that is not plain',
    { url: 'http://grafana.example.com' },
    "dashboards/grafana: url: got 'http://grafana.example.com', allowed: https://, a name",
  ],
  [
    'a group that ends the quote',
    { oidc: { ...oidc, roles: { "x'": 'Admin' } } },
    "dashboards/grafana: oidc.roles: got 'x'', allowed: at least one group, by a name without quotes, backslashes and any of # ; $ %; name the group whose members are admins, as the provider writes it",
  ],
])('%s is refused', (_, props, text) => {
  expect(() => synth(props)).toThrow(text);
});

test('in a plain cluster the public address may be plain', () => {
  expect(synth({ url: 'http://grafana.localhost' }, false).grafana.url).toBe('http://grafana.localhost');
});

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Duration, Testing } from 'cdk8s';
import { ElasticsearchRef } from '../../kernel/elasticsearch-ref.js';
import { paidFeatures } from '../../kernel/licence.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Kibana, type KibanaProps } from './kibana.js';
import * as words from './words.js';

const url = 'https://kibana.example.com';
const user = { name: 'dashboards', password: SecretRef.external('logs-user-dashboards', 'password') };
const events = new words.DataView({ id: 'events', pattern: 'logs-*', fields: { name: 'keyword' } });
const chart = words.number({ id: 'events', title: 'Events', of: events.count() });

const made = (props: Partial<KibanaProps> = {}, settings: Partial<ClusterSettings> = {}) => {
  const app = Testing.app();
  inCluster(app, settings);
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  ['logs', 'people'].forEach((name) => new Namespace(base, name));
  const stores = new Chart(app, 'stores', { namespace: 'logs', disableResourceNameHashes: true });
  const store = new Site(stores, 'store', { labels: { 'elasticsearch.k8s.elastic.co/cluster-name': 'logs' } });
  const door = store.listen('elasticsearch', { service: 'logs-es-http', madeBy: 'eck-operator', port: 9200 });
  const pages = new Chart(app, 'pages', { namespace: 'people', disableResourceNameHashes: true });
  const elasticsearch = new ElasticsearchRef('logs', 'logs', door);
  const of = new Kibana(pages, 'kibana', { elasticsearch, url, ...props });
  const objects = () => objectsOf(app);
  const spec = (): Written => objects().one('Kibana', 'kibana').spec;
  return { pages, of, objects, spec };
};

describe('kibana', () => {
  test('is led to its cluster by name, in whichever namespace that is, and may reach it', () => {
    const { objects, spec } = made();
    expect(spec().elasticsearchRef).toEqual({ name: 'logs', namespace: 'logs' });
    const [rule] = objects().one('NetworkPolicy', 'kibana').spec.egress;
    expect(rule.ports).toEqual([{ port: 9200, protocol: 'TCP' }]);
    expect(objects().one('NetworkPolicy', 'store').spec.ingress).toHaveLength(1);
  });

  test('proves itself by the platform’s certificate, where TLS is on', () => {
    const { objects, spec } = made();
    expect(spec().http.tls).toEqual({ certificate: { secretName: 'kibana-tls' } });
    expect(objects().one('Certificate', 'kibana-tls').spec.dnsNames).toContain('kibana-kb-http.people.svc');
    expect(made({}, { tls: false }).spec().http.tls).toEqual({ selfSignedCertificate: { disabled: true } });
  });

  test('encrypts by keys that are made in the cluster and kept, never written here', () => {
    const { objects, spec } = made();
    expect(spec().secureSettings).toEqual([
      { secretName: 'kibana-security-key', entries: [{ key: 'key', path: 'xpack.security.encryptionKey' }] },
      {
        secretName: 'kibana-saved-objects-key',
        entries: [{ key: 'key', path: 'xpack.encryptedSavedObjects.encryptionKey' }],
      },
      { secretName: 'kibana-reporting-key', entries: [{ key: 'key', path: 'xpack.reporting.encryptionKey' }] },
    ]);
    expect(objects().one('Password', 'kibana-saved-objects-key').spec.length).toBe(64);
    expect(objects().one('ExternalSecret', 'kibana-saved-objects-key').spec.refreshInterval).toBe('0s');
  });

  test('knows its public address, ends sessions, and tells the vendor nothing', () => {
    const session = { idle: Duration.minutes(30), lifespan: Duration.days(1) };
    expect(made({ session, settings: { 'server.maxPayload': 5_000_000 } }).spec().config).toEqual({
      'server.maxPayload': 5_000_000,
      'server.publicBaseUrl': 'https://kibana.example.com',
      'telemetry.optIn': false,
      'telemetry.allowChangingOptInStatus': false,
      'newsfeed.enabled': false,
      'xpack.fleet.isAirGapped': true,
      'xpack.security.session.idleTimeout': '30m',
      'xpack.security.session.lifespan': '24h',
    });
  });

  test('stands in two places, is drained one at a time, and passes the restricted level, init containers too', () => {
    const { objects, spec } = made();
    expect(spec().count).toBe(2);
    expect(objects().one('PodDisruptionBudget', 'kibana').spec.maxUnavailable).toBe(1);
    const pod = spec().podTemplate.spec;
    expect(pod.topologySpreadConstraints).toHaveLength(2);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(pod.initContainers.map(({ name }: Written) => name)).toEqual([
      'elastic-internal-init',
      'elastic-internal-init-keystore',
    ]);
    for (const container of [...pod.initContainers, ...pod.containers]) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits).toEqual({ memory: container.resources.requests.memory });
    }
  });

  test('is not restarted because Elasticsearch is away', () => {
    expect(made().spec().podTemplate.spec.containers[0].livenessProbe.tcpSocket).toEqual({ port: 5601 });
  });

  test('lets in whoever dials it', () => {
    const { pages, of, objects } = made();
    const gateway = new Site(pages, 'gateway', { labels: { app: 'gateway' } });
    expect(gateway.dial(of.read).url).toBe('https://kibana-kb-http.people.svc:5601');
    expect(objects().one('NetworkPolicy', 'kibana').spec.ingress).toHaveLength(1);
  });
});

describe('a licence', () => {
  test('that was bought allows what needs it, and the form stays beside single sign-on', () => {
    const singleSignOn = { by: 'oidc', realm: 'oidc1', description: 'Company' } as const;
    const { config } = made({ licence: 'enterprise', audit: true, singleSignOn }).spec();
    expect(config).toMatchObject({
      'xpack.security.audit.enabled': true,
      'xpack.security.authc.providers': {
        oidc: { oidc1: { order: 0, realm: 'oidc1', description: 'Company' } },
        basic: { basic: { order: 1 } },
      },
    });
  });

  test.each<[string, Partial<KibanaProps>, string]>([
    [
      'audit',
      { audit: true },
      "audit: got 'elastic.audit with the basic licence', allowed: what needs no paid licence of",
    ],
    ['sso', { singleSignOn: { by: 'saml', realm: 'a' } }, "singleSignOn: got 'elastic.single-sign-on with the basic"],
  ])('that was not bought refuses %s, and says what to do instead', (_, props, text) => {
    expect(() => made(props)).toThrow(`people/kibana: ${text}`.replace('people/', 'pages/'));
    expect(() => made(props)).toThrow("or say licence: 'enterprise', if it was bought");
  });

  test('names for each paid feature who sells it, what does without, and where it says so', () => {
    for (const { vendor, instead, source } of Object.values(paidFeatures)) {
      expect(vendor).toMatch(/^Elastic$|^Grafana Labs$/);
      expect(instead.length).toBeGreaterThan(10);
      expect(source).toMatch(/^https:\/\//);
    }
  });
});

describe('saved objects', () => {
  const provided = () => {
    const all = made();
    all.of.provide({ name: 'security', user, objects: [chart] });
    const data = () => all.objects().one('ConfigMap', 'kibana-objects-security-files').data as Record<string, string>;
    return { ...all, data };
  };

  test('are brought after each sync, by a Job that may run again', () => {
    const { objects, data } = provided();
    const job = objects().one('Job', 'kibana-objects-security');
    expect(job.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    expect(data()['apply.sh']).toContain(
      '"https://kibana-kb-http.people.svc:5601/api/saved_objects/_import?overwrite=true"',
    );
    expect(data()['objects.ndjson']?.trimEnd().split('\n')).toHaveLength(2);
    expect(objects().one('NetworkPolicy', 'kibana').spec.ingress).toHaveLength(1);
  });

  test('are brought by a user that may do nothing else', () => {
    expect(words.savedObjectPrivileges.applications).toEqual([
      {
        application: 'kibana-.kibana',
        privileges: ['feature_savedObjectsManagement.all'],
        resources: ['space:default'],
      },
    ]);
    const { objects } = provided();
    expect(objects().one('ExternalSecret', 'logs-user-dashboards').metadata.namespace).toBe('people');
  });

  test.each<[string, string, boolean]>([
    ['took them', '{"successCount":2,"success":true}', true],
    ['took none of them, and says 200', '{"successCount":0,"success":false,"errors":[]}', false],
  ])('are there when kibana says that it %s', (_, answer, there) => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const password = join(folder, 'password');
    writeFileSync(password, 'hunter2');
    writeFileSync(
      join(folder, 'curl'),
      `#!/bin/sh\ncat > ${folder}/input\necho "$@" > ${folder}/args\necho '${answer}'\n`,
    );
    chmodSync(join(folder, 'curl'), 0o755);
    const script = (provided().data()['apply.sh'] ?? '').replace(
      /\/etc\/secrets\/logs-user-dashboards\/password/,
      password,
    );
    const run = () => execFileSync('sh', ['-c', script], { env: { PATH: `${folder}:/usr/bin:/bin` } }).toString();
    if (there) expect(run()).toBe(`${answer}\n`);
    else expect(run).toThrow('Command failed');
    expect(readFileSync(join(folder, 'input'), 'utf8')).toBe('user = "dashboards:hunter2"\n');
    expect(readFileSync(join(folder, 'args'), 'utf8')).not.toContain('hunter2');
    rmSync(folder, { recursive: true });
  });

  test.each<[string, (of: Kibana) => void, string]>([
    ['none', (of) => of.provide({ name: 'none', user, objects: [] }), "objects: got '0 bytes', allowed: something"],
    [
      'two bundles of a name',
      (of) => [1, 2].forEach(() => of.provide({ name: 'a', user, objects: [chart] })),
      "pages/kibana: provide.name: got 'a', allowed: one bundle of a name; give one of the two another name",
    ],
  ])('are refused when there are %s', (_, provide, text) => {
    expect(() => provide(made().of)).toThrow(text);
  });
});

test.each(['http://kibana.example.com', 'https://example.com/kibana', 'kibana'])('the address %s is refused', (bad) => {
  expect(() => made({ url: bad })).toThrow(`pages/kibana: url: got '${bad}', allowed: an https address with no path`);
});

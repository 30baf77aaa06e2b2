import { Duration, Size } from 'cdk8s';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { Written } from '../../testing/objects.js';
import { Site } from '../../workload/site.js';
import { made } from './logstash.fixture.js';
import { symptoms } from './symptoms.js';
import * as logstash from './words.js';

const { field } = logstash;
const rulesFor = (rules: Written[], port: number): Written[] =>
  (rules ?? []).filter(({ ports }) => ports.some((one: Written) => one.port === port));

describe('what comes in', () => {
  test('is answered by one Service, syslog by the port that devices know and a container that is not root', () => {
    const { objects, text } = made();
    expect(objects().one('Service', 'logstash').spec.ports).toEqual([
      { name: 'syslog-514', port: 514, targetPort: 5514, protocol: 'TCP' },
      { name: 'beats-5044', port: 5044, targetPort: 5044, protocol: 'TCP' },
      { name: 'http-8080', port: 8080, targetPort: 8080, protocol: 'TCP' },
    ]);
    expect(text()).toContain('syslog {\n    port => 5514\n  }');
  });

  test('is encrypted with a key that Netty reads, where TLS is on', () => {
    const { objects, text } = made();
    expect(text().match(/ssl_key => "\/etc\/secrets\/logstash-tls\/tls\.key"/g)).toHaveLength(2);
    expect(objects().one('Certificate', 'logstash-tls').spec.privateKey.encoding).toBe('PKCS8');
    expect(made({}, { tls: false }).text()).not.toContain('ssl_');
  });

  test('is let in where somebody dials it, and nowhere else', () => {
    const { chart, of, inputs, objects } = made();
    const agent = new Site(chart, 'agent', { labels: { app: 'agent' } });
    expect(agent.dial(of.endpoint(inputs.http)).url).toBe('https://logstash.logs.svc:8080');
    const { ingress } = objects().one('NetworkPolicy', 'logstash').spec;
    expect(rulesFor(ingress, 8080)).toHaveLength(1);
    expect([...rulesFor(ingress, 5044), ...rulesFor(ingress, 5514), ...rulesFor(ingress, 9600)]).toEqual([]);
  });

  test('can be asked for a password and a certificate, and the password is a variable', () => {
    const user = { name: 'agents', password: SecretRef.external('logstash-agents', 'password') };
    const { main, text, spec } = made();
    const door = logstash.http({ user, clientCertificates: true, maxBody: Size.mebibytes(8) });
    const props = { pipelines: { main: { ...main, from: [door] as const } } };
    expect(made(props).text()).toContain('password => "${LOGSTASH_AGENTS_PASSWORD}"');
    expect(made(props).text()).toContain('ssl_client_authentication => "required"');
    expect(made(props).text()).toContain('max_content_length => 8388608');
    expect(text() + JSON.stringify(spec())).not.toContain('LOGSTASH_AGENTS');
  });

  test('has an endpoint only if a pipeline takes it', () => {
    expect(() => made().of.endpoint(logstash.beats())).toThrow(
      "logs/logstash: endpoint: got 'beats', allowed: an input that one of its pipelines is given",
    );
  });
});

describe('what goes out', () => {
  test('goes exactly one way, by its class', () => {
    const output = made().text().split('\noutput {')[1] ?? '';
    expect(output.match(/^ {2}\S.*\{$/gm)).toEqual([
      '  if [fields][log_type] == "security" {',
      '  else if [log][level] in ["error", "fatal"] {',
      '  else {',
    ]);
    expect(output.match(/data_stream_dataset => "\w+"/g)).toEqual([
      'data_stream_dataset => "security"',
      'data_stream_dataset => "errors"',
      'data_stream_dataset => "application"',
    ]);
  });

  test('is encrypted and checked, the password a variable of the pod, and no event chooses its own data stream', () => {
    const { text, spec, objects } = made();
    for (const line of [
      'hosts => ["https://logs-es-http.logs.svc:9200"]',
      'ssl_certificate_authorities => ["/etc/secrets/logstash-tls/ca.crt"]',
      'ssl_verification_mode => "full"',
      'password => "${LOGS_USER_WRITER_PASSWORD}"',
      'data_stream => "true"',
      'data_stream_auto_routing => false',
    ])
      expect(text()).toContain(line);
    const [{ env }] = spec().podTemplate.spec.containers;
    expect(env).toContainEqual({
      name: 'LOGS_USER_WRITER_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'logs-user-writer', key: 'password' } },
    });
    expect(rulesFor(objects().one('NetworkPolicy', 'logstash').spec.egress, 9200)).toHaveLength(1);
  });

  test('needs the right to add documents, and no other', () => {
    expect(logstash.privileges('security', 'application')).toEqual({
      cluster: ['monitor'],
      indices: [{ names: ['logs-application-*', 'logs-security-*'], privileges: ['auto_configure', 'create_doc'] }],
    });
  });

  test('to a data stream whose name would have four parts is refused', () => {
    const { endpoint, user } = made();
    expect(() => logstash.toElasticsearch(endpoint, { user, dataset: 'app-logs' })).toThrow(
      "toElasticsearch: dataset: got 'app-logs', allowed: lower case letters",
    );
  });

  test('was masked after all filters, also where nobody asked for it', () => {
    const { text } = made();
    const { main } = made();
    expect(text().indexOf('[event][original]')).toBeGreaterThan(text().indexOf('debug_'));
    expect(made({ pipelines: { main: { from: [logstash.http()], to: main.to } } }).text()).toContain('blacklist_names');
  });
});

describe('the pods', () => {
  test('keep events on a volume before they are filtered, and what is refused for good beside them', () => {
    const { spec } = made();
    expect(spec().pipelines[0]).toMatchObject({
      'pipeline.id': 'main',
      'pipeline.workers': 4,
      'pipeline.batch.size': 125,
      'pipeline.batch.delay': 50,
      'queue.type': 'persisted',
      'queue.max_bytes': '4096mb',
      'queue.page_capacity': '64mb',
      'dead_letter_queue.enable': true,
    });
    expect(spec().volumeClaimTemplates[0].spec).toMatchObject({
      storageClassName: 'standard',
      resources: { requests: { storage: '10Gi' } },
    });
  });

  test('pass the restricted level, those that ECK adds too', () => {
    const pod = made().spec().podTemplate.spec;
    expect(pod).toMatchObject({ automountServiceAccountToken: false, serviceAccountName: 'logstash' });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
    for (const container of [...pod.initContainers, ...pod.containers]) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits).toEqual({ memory: container.resources.requests.memory });
    }
    expect(pod.initContainers[0].name).toBe('logstash-internal-init-config');
  });

  test('give half of their memory to the heap', () => {
    const { spec } = made({ resources: { cpu: 2, memory: Size.gibibytes(6) } });
    expect(spec().podTemplate.spec.containers[0].env[0]).toEqual({
      name: 'LS_JAVA_OPTS',
      value: '-Xms3072m -Xmx3072m',
    });
  });

  test('stand apart, are drained one at a time, and restart when a Secret that they read at start changes', () => {
    const { objects, spec } = made({ replicas: 3 });
    expect(spec().count).toBe(3);
    expect(spec().podTemplate.spec.topologySpreadConstraints).toHaveLength(2);
    expect(objects().one('PodDisruptionBudget', 'logstash').spec.maxUnavailable).toBe(1);
    expect(objects().one('Logstash', 'logstash').metadata.annotations).toEqual({
      'secret.reloader.stakater.com/auto': 'true',
      'eck.k8s.alpha.elastic.co/propagate-annotations': 'secret.reloader.stakater.com/auto',
    });
  });

  test('do not go to the internet for places', () => {
    expect(made().spec().config['xpack.geoip.downloader.enabled']).toBe(false);
  });

  test('tell Prometheus of themselves over TLS, by an exporter that alone reaches the API', () => {
    const { of, spec } = made();
    const [, exporter] = spec().podTemplate.spec.containers;
    expect(exporter.env).toContainEqual({ name: 'ENABLE_SSL', value: 'TRUE' });
    expect(exporter.volumeMounts).toEqual([
      { name: 'logstash-tls', mountPath: '/etc/secrets/logstash-tls', readOnly: true },
    ]);
    expect(of.telemetry.metrics.map(({ job }) => job)).toEqual(['logstash']);
    expect(made({}, { tls: false }).spec().podTemplate.spec.containers[1].env).toHaveLength(3);
  });

  test('ask only for what their exporter yields', () => {
    const { yields, alerts } = made().of.telemetry;
    const known = yields.map(({ name }) => name);
    const asked = alerts.flatMap(({ props }) => props.when.text.match(/logstash_\w+/g) ?? []);
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
    expect(symptoms('logstash').map(({ props }) => props.name)).toHaveLength(6);
  });
});

describe('what makes no sense is refused:', () => {
  const { main } = made();
  const one = (props: Partial<logstash.Pipeline>) => () => made({ pipelines: { main: { ...main, ...props } } });

  test.each<[string, () => unknown, string]>([
    ['no pipeline', () => made({ pipelines: {} }), 'pipelines: got [], allowed: at least one'],
    ['a name that is no folder', () => made({ pipelines: { 'A B': main } }), "pipelines: got 'A B'"],
    [
      'queues that fill the disk',
      () => made({ storage: Size.gibibytes(5) }),
      "storage: got '5120 MiB', allowed: what all",
    ],
    ['a page as large as its queue', one({ queue: Size.mebibytes(64) }), 'at least two pages'],
    ['half a worker', one({ workers: 0.5 }), 'workers: got 0.5, allowed: a whole number above zero'],
    ['a port for two', one({ from: [logstash.http(), logstash.http()] }), 'from: got 8080, allowed: a port above 1023'],
    ["the exporter's port", one({ from: [logstash.beats({ port: 9198 })] }), 'neither 9600 nor 9198'],
    ["a port of root's", one({ from: [logstash.syslog({ port: 514 })] }), 'servicePort is what senders see'],
  ])('%s', (_, make, text) => {
    expect(make).toThrow(text);
  });

  test('but what can be is taken', () => {
    const { spec } = made({
      pipelines: {
        main: { ...main, workers: 8, batchSize: 250, batchDelay: Duration.millis(20), texts: [field('a')] },
      },
    });
    expect(spec().pipelines[0]).toMatchObject({ 'pipeline.workers': 8, 'pipeline.batch.delay': 20 });
  });
});

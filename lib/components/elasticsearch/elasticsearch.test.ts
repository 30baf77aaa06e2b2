import { Chart, Size, Testing } from 'cdk8s';
import { kubeadm } from '../../kernel/cluster-profile.js';
import { objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Elasticsearch, type ElasticsearchProps } from './elasticsearch.js';
import { type NodeSet, singleNode } from './node-set.js';

const GiB = Size.gibibytes;
const masters: NodeSet = { name: 'master', roles: ['master'], count: 3, cpu: 1, memory: GiB(4), storage: GiB(10) };
const data: NodeSet = { name: 'data', roles: ['data', 'ingest'], count: 6, cpu: 2, memory: GiB(16), storage: GiB(500) };
const coordinators: NodeSet = { name: 'coordinator', roles: [], count: 2, cpu: 1, memory: GiB(8) };
const dev = singleNode(GiB(20), GiB(2));

const made = (props: ElasticsearchProps = {}, settings: Partial<ClusterSettings> = {}) => {
  const app = Testing.app();
  inCluster(app, settings);
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  ['logs', 'traces'].forEach((name) => new Namespace(base, name));
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  const es = new Elasticsearch(chart, 'elasticsearch', props);
  return { app, es, objects: () => objectsOf(app) };
};

const specOf = (...given: Parameters<typeof made>): Written =>
  made(...given)
    .objects()
    .one('Elasticsearch', 'elasticsearch').spec;

const rulesFor = (rules: Written[], port: number): Written[] =>
  rules.filter(({ ports }) => ports.some((one: Written) => one.port === port));

describe('the nodes', () => {
  const spec = specOf({ nodeSets: [masters, data, coordinators] });
  const [master, six, coordinator] = spec.nodeSets;

  test('have the roles that they were given, and coordinators have none', () => {
    expect(spec.nodeSets.map(({ config }: Written) => config['node.roles'])).toEqual([
      ['master'],
      ['data', 'ingest'],
      [],
    ]);
  });

  test('are promised the memory that they may use, and no limit of processors; nobody sizes their heap by hand', () => {
    const [container] = six.podTemplate.spec.containers;
    expect(container.resources).toEqual({ requests: { cpu: '2000m', memory: '16Gi' }, limits: { memory: '16Gi' } });
    expect(container.env).toBeUndefined();
  });

  test('keep their documents on an encrypted claim, which outlives the object', () => {
    expect(six.volumeClaimTemplates[0].spec).toMatchObject({
      storageClassName: 'standard',
      resources: { requests: { storage: '500Gi' } },
    });
    expect(spec.volumeClaimDeletePolicy).toBe('DeleteOnScaledownOnly');
  });

  test('get no claim by surprise where they keep nothing', () => {
    expect(coordinator.volumeClaimTemplates).toBeUndefined();
    expect(coordinator.podTemplate.spec.volumes).toEqual([
      { name: 'elasticsearch-data', emptyDir: { sizeLimit: '1Gi' } },
    ]);
  });

  test('pass the restricted level, need no privileged container, and hold no token', () => {
    const pod = master.podTemplate.spec;
    expect(pod).toMatchObject({ automountServiceAccountToken: false, serviceAccountName: 'elasticsearch' });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0].securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(master.config['node.store.allow_mmap']).toBe(false);
  });

  test('keep the copies of a shard in different zones, and no two nodes of a set on one machine', () => {
    expect(six.zoneAwareness).toEqual({ topologyKey: 'topology.kubernetes.io/zone' });
    expect(six.podTemplate.spec.topologySpreadConstraints).toEqual([
      expect.objectContaining({
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: {
          matchLabels: {
            'elasticsearch.k8s.elastic.co/cluster-name': 'elasticsearch',
            'elasticsearch.k8s.elastic.co/statefulset-name': 'elasticsearch-es-data',
          },
        },
      }),
    ]);
  });

  test('know nothing of zones where there is but one', () => {
    const [set] = specOf({}, { profile: kubeadm({ zones: ['only'] }) }).nodeSets;
    expect(set.zoneAwareness).toBeUndefined();
    expect(set.podTemplate.spec.topologySpreadConstraints).toHaveLength(2);
  });

  test('can be told more of elasticsearch.yml', () => {
    const [set] = specOf({ settings: { 'cluster.max_shards_per_node': 2000 } }).nodeSets;
    expect(set.config).toMatchObject({ 'cluster.max_shards_per_node': 2000, 'ingest.geoip.downloader.enabled': false });
  });

  test('are counted, and their storage summed, for whoever plans', () => {
    const { es } = made({ nodeSets: [masters, data, coordinators] });
    expect([es.dataNodes, es.storage.toGibibytes()]).toEqual([6, 3000]);
  });

  test('are three that do all, if nothing is said', () => {
    const spec = specOf();
    expect(spec.nodeSets).toMatchObject([{ name: 'default', count: 3 }]);
    expect(spec.podDisruptionBudget).toBeUndefined();
  });

  test('may be one for development, which a drain can take away', () => {
    expect(specOf({ nodeSets: dev })).toMatchObject({ nodeSets: [{ count: 1 }], podDisruptionBudget: {} });
  });
});

describe('a cluster refuses', () => {
  const refusal =
    (...nodeSets: NodeSet[]) =>
    () =>
      made({ nodeSets });

  test.each<[string, () => unknown, string]>([
    [
      'to have nobody to elect',
      refusal({ ...data, count: 3 }),
      "a set with the role 'master', and not only 'voting_only'",
    ],
    [
      'two masters',
      refusal({ ...masters, count: 2 }, data),
      'got 2, allowed: one master, or an odd number from three up',
    ],
    ['data without storage', refusal(masters, { ...data, storage: undefined }), 'nodeSets.data.storage: got undefined'],
    [
      'storage for nodes that keep nothing',
      refusal(masters, data, { ...coordinators, storage: GiB(1) }),
      'leave the storage out',
    ],
    ['to have nowhere for data', refusal(masters), "a set with the role 'data', or 'data_hot' and 'data_content'"],
    ['hot nodes alone', refusal(masters, { ...data, roles: ['data_hot'] }), 'give the data somewhere to lie'],
    ['two sets of a name', refusal(masters, { ...data, name: 'master' }), 'nodeSets.master.name'],
    ['a set without nodes', refusal(masters, { ...data, count: 0 }), 'nodeSets.data.count: got 0'],
    [
      'a voter that could never be elected',
      refusal(masters, { ...data, roles: ['data', 'voting_only'] }),
      "'voting_only' beside 'master'",
    ],
  ])('%s', (_, make, text) => {
    expect(make).toThrow(text);
  });
});

describe('the network', () => {
  test('has the Service of ECK, with a certificate of the platform for its name', () => {
    const { objects } = made();
    expect(objects().one('Elasticsearch', 'elasticsearch').spec.http.tls).toEqual({
      certificate: { secretName: 'elasticsearch-tls' },
    });
    expect(objects().one('Certificate', 'elasticsearch-tls').spec.dnsNames).toContain('elasticsearch-es-http.logs.svc');
    expect(objects().names('Service')).toEqual([]);
  });

  test('is plain in development', () => {
    expect(specOf({}, { tls: false }).http.tls).toEqual({ selfSignedCertificate: { disabled: true } });
  });

  test('leads clients to the coordinators, or past dedicated masters, or anywhere', () => {
    const selector = (...nodeSets: NodeSet[]): unknown => specOf({ nodeSets }).http.service?.spec.selector;
    expect(selector(masters, data, coordinators)).toMatchObject({
      'elasticsearch.k8s.elastic.co/statefulset-name': 'elasticsearch-es-coordinator',
    });
    expect(selector(masters, data)).toMatchObject({ 'elasticsearch.k8s.elastic.co/node-master': 'false' });
    expect(selector(...dev)).toBeUndefined();
  });

  test('lets members reach each other, by which they also announce that they stop, and the operator reach them', () => {
    const { ingress, egress } = made().objects().one('NetworkPolicy', 'elasticsearch').spec;
    const labels = {
      'common.k8s.elastic.co/type': 'elasticsearch',
      'elasticsearch.k8s.elastic.co/cluster-name': 'elasticsearch',
    };
    expect(rulesFor(ingress, 9300)).toMatchObject([{ from: [{ podSelector: { matchLabels: labels } }] }]);
    expect(egress.map(({ ports }: Written) => ports[0].port).sort()).toEqual([9200, 9300]);
    const namespaces = rulesFor(ingress, 9200).map(({ from }) => from[0].namespaceSelector.matchLabels);
    expect(namespaces).toContainEqual({ 'kubernetes.io/metadata.name': 'elastic-system' });
  });
});

describe('a user', () => {
  const withWriter = () => {
    const { app, es, objects } = made();
    const user = es.user('writer', {
      cluster: ['monitor'],
      indices: [{ names: ['logs-*'], privileges: ['create_doc'] }],
    });
    return { app, es, objects, user };
  };

  test('has one Secret, which is both file realm and roles, and no value of it is written', () => {
    const { objects } = withWriter();
    const { auth } = objects().one('Elasticsearch', 'elasticsearch').spec;
    expect(auth.fileRealm).toContainEqual({ secretName: 'elasticsearch-user-writer' });
    expect(auth.roles).toEqual(auth.fileRealm);
    expect(objects().names('Secret')).toEqual([]);
    const secret = objects().one('ExternalSecret', 'elasticsearch-user-writer').spec;
    expect(secret.target.template.data).toMatchObject({
      username: 'writer',
      password: '{{ index . "password" }}',
      roles: 'writer',
    });
    expect(secret.target.template.data['roles.yml']).toContain('- logs-*');
    expect(secret.data).toEqual([
      { secretKey: 'password', remoteRef: { key: 'default/elasticsearch-user-writer', property: 'password' } },
    ]);
  });

  test('has the same password in every namespace', () => {
    const { app, objects, user } = withWriter();
    const chart = new Chart(app, 'traces', { namespace: 'traces', disableResourceNameHashes: true });
    new Site(chart, 'client', { labels: { app: 'client' } }).secretFile(user.password);
    const both = objects().all.filter(
      ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'elasticsearch-user-writer',
    );
    expect(both.map(({ metadata }) => metadata.namespace).sort()).toEqual(['logs', 'traces']);
    expect(both[0].spec.data).toEqual(both[1].spec.data);
  });

  test("of the exporter may ask and nothing else, and its password is nobody's", () => {
    const secret = made().objects().one('ExternalSecret', 'elasticsearch-user-exporter').spec;
    expect(secret).toMatchObject({
      refreshPolicy: 'OnChange',
      dataFrom: [{ sourceRef: { generatorRef: { kind: 'Password' } } }],
    });
    const { data } = secret.target.template;
    expect(data).toMatchObject({ username: 'exporter', password: '{{ .password }}', roles: 'exporter' });
    expect(data['roles.yml']).toBe(
      'exporter:\n  cluster:\n    - monitor\n  indices:\n    - names:\n        - "*"\n      privileges:\n        - monitor\n',
    );
  });

  test.each<[string, (es: Elasticsearch) => unknown, string]>([
    ['twice', (es) => es.user('exporter', { cluster: ['monitor'] }), "user: got 'exporter'"],
    ['that Elasticsearch has itself', (es) => es.user('elastic', { cluster: ['monitor'] }), "user: got 'elastic'"],
    ['that may do nothing', (es) => es.user('idle', {}), 'a user that may do something'],
    [
      'that may do something nowhere',
      (es) => es.user('lost', { indices: [{ names: [], privileges: ['read'] }] }),
      'a user that may do something',
    ],
    [
      'whose role a template would read',
      (es) => es.user('odd', { indices: [{ names: ['{{x}}'], privileges: ['read'] }] }),
      "without '{{'",
    ],
  ])('is refused %s', (_, make, text) => {
    expect(() => make(made().es)).toThrow(text);
  });
});

describe('the exporter', () => {
  test('asks over TLS and takes its password from a file', () => {
    const [container] = made().objects().one('Deployment', 'elasticsearch-exporter').spec.template.spec.containers;
    expect(container.args).toEqual(
      expect.arrayContaining([
        '--es.uri=https://elasticsearch-es-http.logs.svc:9200',
        '--es.ca=/etc/secrets/elasticsearch-exporter-tls/ca.crt',
      ]),
    );
    expect(container.command.at(-1)).toBe('/etc/secrets/elasticsearch-user-exporter/password');
    expect(container.env).toEqual([{ name: 'ES_USERNAME', value: 'exporter' }]);
    expect(container.image).toBe('quay.io/prometheuscommunity/elasticsearch-exporter:v1.11.0');
  });

  test('yields what every alert about the cluster asks for', () => {
    const { telemetry } = made().es;
    const yields = new Set(telemetry.yields.map(({ name }) => name));
    const asked = telemetry.alerts.flatMap(({ props }) => props.when.metrics);
    expect(asked.filter((name) => !yields.has(name))).toEqual([]);
    expect(telemetry.metrics[0]?.job).toBe('elasticsearch');
  });

  test('misses a node when there are fewer than were asked for', () => {
    const { alerts } = made({ nodeSets: [masters, data, coordinators] }).es.telemetry;
    const missing = alerts.find(({ props }) => props.name === 'ElasticsearchNodesMissing');
    expect(missing?.props.when.text).toBe('elasticsearch_cluster_health_number_of_nodes{job="elasticsearch"} < 11');
  });
});

test('a name that ECK would not take is refused', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  expect(() => new Elasticsearch(chart, 'x'.repeat(37), { nodeSets: dev })).toThrow('at most 36 characters');
});

describe('what was bought', () => {
  test('decides whether it audits', () => {
    expect(() => made({ audit: true })).toThrow(
      "logs/elasticsearch: audit: got 'elastic.audit with the basic licence', allowed: what needs no paid licence of Elastic",
    );
    const [set] = specOf({ audit: true, licence: 'enterprise' }).nodeSets;
    expect(set.config['xpack.security.audit.enabled']).toBe(true);
  });
});

test('kibana is led to it by its name and namespace', () => {
  const { ref, endpoint } = made().es;
  expect([ref.name, ref.namespace, ref.endpoint]).toEqual(['elasticsearch', 'logs', endpoint]);
});

test('a user may do something in kibana alone', () => {
  const { es, objects } = made();
  es.user('dashboards', {
    applications: [
      { application: 'kibana-.kibana', privileges: ['feature_dashboard.all'], resources: ['space:default'] },
    ],
  });
  const { data } = objects().one('ExternalSecret', 'elasticsearch-user-dashboards').spec.target.template;
  expect(data['roles.yml']).toContain('application: kibana-.kibana');
});

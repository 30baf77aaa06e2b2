import { Chart, Duration, Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { aks, eks, gke, kubeadm } from '../../kernel/cluster-profile.js';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { ThanosCompactor } from './compactor.js';
import { ThanosGate } from './gate.js';
import { ThanosQuery } from './query.js';
import { ThanosQueryFrontend } from './query-frontend.js';
import { ThanosReceive, type ThanosReceiveProps } from './receive.js';
import { ThanosStore } from './store.js';

const credentials = {
  accessKey: SecretRef.external('bucket', 'access-key'),
  secretKey: SecretRef.external('bucket', 'secret-key'),
};
const bucket = { name: 'acme-metrics', credentials };
const password = SecretRef.external('callers', 'eu');
const network = { cni: 'cilium', apiServer: { cidrs: ['10.0.0.1/32'], port: 443 }, nodes: ['10.0.0.0/16'] } as const;
const workloadIdentity = { annotation: 'example.com/role', value: (name: string) => `role:${name}` };

const stage = (settings: Partial<ClusterSettings> = {}): Chart => {
  const app = Testing.app();
  inCluster(app, { profile: kubeadm({ storageClass: 'fast' }), name: 'acme-hub', ...settings });
  const chart = new Chart(app, 'global', { namespace: 'global', disableResourceNameHashes: true });
  new Namespace(chart, 'global');
  return chart;
};

const receiving = (props: Partial<ThanosReceiveProps> = {}, settings: Partial<ClusterSettings> = {}) => {
  const chart = stage(settings);
  const receive = new ThanosReceive(chart, 'receive', { bucket, ...props });
  return {
    chart,
    receive,
    get objects() {
      return objectsOf(chart);
    },
  };
};

const podOf = (object: Written): Written => object.spec.template.spec;
const argsOf = (object: Written): readonly string[] => podOf(object).containers[0].args;
const portsOf = (policy: Written): number[] =>
  (policy.spec.ingress ?? []).flatMap(({ ports }: Written) => ports.map(({ port }: Written) => port as number)).sort();

describe('a receive', () => {
  test('hands each sample to three of three ingesters, by names that stay', () => {
    const { objects } = receiving();
    const ring = JSON.parse(objects.one('ConfigMap', 'receive-router-watched').data['hashrings.json']);
    expect(ring).toEqual([
      {
        hashring: 'all',
        algorithm: 'ketama',
        endpoints: [0, 1, 2].map((ordinal) => ({
          address: `receive-ingester-${ordinal}.receive-ingester.global.svc:10901`,
        })),
      },
    ]);
    expect(argsOf(objects.one('Deployment', 'receive-router'))).toEqual(
      expect.arrayContaining(['--receive.replication-factor=3', '--receive.hashrings-algorithm=ketama']),
    );
    const ingester = objects.one('StatefulSet', 'receive-ingester');
    expect(ingester.spec).toMatchObject({ replicas: 3, serviceName: 'receive-ingester' });
    expect(argsOf(ingester)).toContain('--receive.local-endpoint=$(POD_NAME).receive-ingester.global.svc:10901');
  });

  test('with more ingesters has all of them in its ring, and a changed ring restarts nobody', () => {
    const annotations = (replicas: number) => {
      const { objects } = receiving({ replicas });
      expect(objects.one('ConfigMap', 'receive-router-watched').data['hashrings.json']).toContain(
        `receive-ingester-${replicas - 1}.`,
      );
      return objects.one('Deployment', 'receive-router').spec.template.metadata.annotations;
    };
    expect(annotations(5)).toEqual(annotations(3));
  });

  test('listens to a gate and to its own, and its other doors lead to nobody', () => {
    const { chart, receive } = receiving();
    new ThanosGate(chart, 'gate', { to: receive.door, callers: { eu: { password } } });
    const written = objectsOf(chart);
    expect(portsOf(written.one('NetworkPolicy', 'receive-router'))).toEqual([19291]);
    expect(portsOf(written.one('NetworkPolicy', 'receive-ingester'))).toEqual([10901]);
    for (const [kind, name] of [
      ['Deployment', 'receive-router'],
      ['StatefulSet', 'receive-ingester'],
    ] as const) {
      expect(argsOf(written.one(kind, name))).toContain('--receive.capnproto-address=127.0.0.1:19391');
    }
    expect(argsOf(written.one('StatefulSet', 'receive-ingester'))).toContain('--remote-write.address=127.0.0.1:19291');
  });

  test('asks for a certificate at each door that takes samples', () => {
    const { objects } = receiving();
    expect(argsOf(objects.one('Deployment', 'receive-router'))).toEqual(
      expect.arrayContaining([
        '--remote-write.server-tls-client-ca=/etc/secrets/receive-router-tls/ca.crt',
        '--remote-write.client-tls-secure',
        '--grpc-server-tls-client-ca=/etc/secrets/receive-router-tls/ca.crt',
      ]),
    );
    expect(argsOf(objects.one('StatefulSet', 'receive-ingester'))).toContain(
      '--grpc-server-tls-client-ca=/etc/secrets/receive-ingester-tls/ca.crt',
    );
  });

  test('where TLS is off, names no file of a certificate', () => {
    const { objects } = receiving({}, { tls: false });
    expect(JSON.stringify(objects.all)).not.toContain('tls.crt');
  });

  test('loses one ingester at a time to a drain, and gives each time to upload what it has', () => {
    const { objects } = receiving();
    expect(objects.one('PodDisruptionBudget', 'receive-ingester').spec.maxUnavailable).toBe(1);
    const pod = podOf(objects.one('StatefulSet', 'receive-ingester'));
    expect(pod.terminationGracePeriodSeconds).toBe(900);
    expect(pod.priorityClassName).toBe('observability-critical');
    expect(pod.containers[0].readinessProbe.httpGet).toEqual({ path: '/-/ready', port: 10902, scheme: 'HTTPS' });
  });

  test('is watched by its two sorts of pods', () => {
    const { receive } = receiving();
    expect(receive.telemetry.metrics.map(({ job }) => job)).toEqual(['receive-ingester', 'receive-router']);
    expect(receive.telemetry.alerts.map(({ props }) => props.name)).toContain('ThanosReceiveUploadsFailing');
  });

  test.each<[string, Partial<ThanosReceiveProps>, string]>([
    ['two ingesters', { replicas: 2 }, 'replicas: got 2, allowed: 3 or more ingesters, since each sample is on 3'],
    ['no router', { routers: { replicas: 0 } }, 'routers.replicas: got 0, allowed: a whole number, 1 or more'],
    [
      'a short retention',
      { retention: Duration.hours(2) },
      "retention: got '2h', allowed: 6h or more: a block is uploaded after two hours",
    ],
    [
      'too little memory for its series',
      { series: 1_000_000 },
      "resources.memory: got '4Gi', allowed: 7813Mi or more: 1000000 series x 3 / 3 ingesters",
    ],
    ['too little disk for its series', { series: 500_000, storage: Size.gibibytes(5) }, "storage: got '5Gi', allowed:"],
    ["a bucket's address", { bucket: { name: 's3://acme', credentials } }, "bucket.name: got 's3://acme'"],
    ['nothing that opens its bucket', { bucket: { name: 'acme' } }, 'bucket.credentials: got undefined'],
  ])('with %s is refused', (_, props, text) => {
    expect(() => receiving(props)).toThrow(text);
  });
});

describe('a bucket', () => {
  const objstore = (objects: ReturnType<typeof objectsOf>): Written =>
    parse(objects.one('ConfigMap', 'store-config').data['objstore.yaml']);
  const storing = (settings: Partial<ClusterSettings>) => {
    const chart = stage(settings);
    new ThanosStore(chart, 'store', { bucket: { name: 'acme-metrics' } });
    return objectsOf(chart);
  };

  test('with keys is a document made of them, that nobody writes down', () => {
    const { objects } = receiving();
    const { target, data } = objects.one('ExternalSecret', 'receive-ingester-objstore').spec;
    expect(target.template.data['objstore.yaml']).toContain('secret_key: {{ .secretKey | toJson }}');
    expect(data).toEqual([
      { secretKey: 'accessKey', remoteRef: { key: 'acme-hub/bucket', property: 'access-key' } },
      { secretKey: 'secretKey', remoteRef: { key: 'acme-hub/bucket', property: 'secret-key' } },
    ]);
  });

  test('on EKS is opened by the identity of the pods, and no key is there', () => {
    const objects = storing({ profile: eks('eu-west-1', { network, workloadIdentity }) });
    expect(objects.one('ServiceAccount', 'store').metadata.annotations).toEqual({ 'example.com/role': 'role:store' });
    expect(objstore(objects)).toEqual({
      type: 'S3',
      config: {
        bucket: 'acme-metrics',
        endpoint: 's3.eu-west-1.amazonaws.com:443',
        region: 'eu-west-1',
        insecure: false,
        bucket_lookup_type: 'path',
        aws_sdk_auth: true,
      },
    });
    const names = JSON.stringify(objects.one('CiliumNetworkPolicy', 'store').spec.egress);
    expect(names).toContain('sts.eu-west-1.amazonaws.com');
  });

  test('on GKE is spoken to as Google does', () => {
    const objects = storing({ profile: gke('europe-west1', { network, workloadIdentity }) });
    expect(objstore(objects)).toEqual({ type: 'GCS', config: { bucket: 'acme-metrics' } });
    const { egress } = objects.one('NetworkPolicy', 'store').spec;
    expect(JSON.stringify(egress)).toContain('169.254.169.254/32');
  });

  test('on AKS needs a gateway that speaks S3', () => {
    expect(() => storing({ profile: aks('westeurope', { network, workloadIdentity }) })).toThrow(
      "bucket.endpoint: got 'westeurope.blob.core.windows.net'",
    );
  });
});

describe('a gate', () => {
  const gated = (callers: ConstructorParameters<typeof ThanosGate>[2]['callers']) => {
    const { chart, receive } = receiving();
    new ThanosGate(chart, 'gate', { to: receive.door, callers });
    return objectsOf(chart);
  };
  const template = (objects: ReturnType<typeof objectsOf>): string =>
    objects.one('ExternalSecret', 'gate-callers').spec.target.template.data['auth.yaml'];
  const read = (text: string): Written => parse(text.replace(/\{\{.*\}\}/g, 'x'), { merge: true });

  test('gives each caller its tenant, takes away what it says of itself, and lets it write and nothing else', () => {
    const [user] = read(template(gated({ eu: { tenant: 'shop', password } }))).users;
    expect(user).toMatchObject({ username: 'eu', password: 'x' });
    expect(user.url_map[1]).toEqual({
      src_paths: ['/api/v1/(write|receive)'],
      url_prefix: 'https://receive-router.global.svc:19291/api/v1/receive',
      drop_src_path_prefix_parts: 3,
      headers: ['THANOS-TENANT: shop', 'THANOS-REPLICA:', 'Authorization:'],
    });
    expect(user.url_prefix).toBeUndefined();
  });

  test('leads whoever names one of the tenants to a page that is not there, before anything else', () => {
    const { users } = read(template(gated({ eu: { tenant: 'shop', password }, us: { password } })));
    for (const { url_map } of users) {
      expect(url_map[0]).toEqual({
        src_headers: ['THANOS-TENANT: shop', 'THANOS-TENANT: us'],
        url_prefix: 'https://receive-router.global.svc:19291/a-tenant-is-not-named-by-its-caller',
      });
    }
  });

  test('grows with its callers, not with their square', () => {
    const many = (count: number) =>
      template(
        gated(
          Object.fromEntries(
            Array.from({ length: count }, (_, at) => [
              `edge-${at}`,
              { password: SecretRef.external('callers', `edge-${at}`) },
            ]),
          ),
        ),
      );
    expect(many(100).length).toBeLessThan(110 * (many(10).length / 10));
  });

  test('holds no password: each is a hole that the store fills', () => {
    const objects = gated({ eu: { password } });
    expect(template(objects)).toContain('password: {{ index . "eu" | toJson }}');
    expect(objects.one('ExternalSecret', 'gate-callers').spec.data).toEqual([
      { secretKey: 'eu', remoteRef: { key: 'acme-hub/callers', property: 'eu' } },
    ]);
  });

  test('serves its own pages on a port that callers do not reach', () => {
    const objects = gated({ eu: { password } });
    const gate = objects.one('Deployment', 'gate');
    expect(argsOf(gate)).toEqual(
      expect.arrayContaining(['--httpListenAddr=:8427', '--httpInternalListenAddr=:8426', '--configCheckInterval=1m']),
    );
    expect(podOf(gate).containers[0].readinessProbe.httpGet).toEqual({ path: '/health', port: 8426, scheme: 'HTTPS' });
    expect(objects.one('Service', 'gate').spec.ports.map(({ port }: Written) => port)).toEqual([8427]);
  });

  test.each([
    ['no callers', {}, 'callers: got {}, allowed: one caller or more'],
    [
      'a name that is none',
      { 'EU 1': { password } },
      "callers: got 'EU 1', allowed: lower case letters, digits and dashes",
    ],
    ['a tenant that is none', { eu: { tenant: '../all', password } }, "callers.eu.tenant: got '../all'"],
    [
      'a password that the caller cannot know',
      { eu: { password: SecretRef.generated('callers', 'eu') } },
      "callers.eu.password: got 'generated', allowed: a value of the organisation's store",
    ],
  ])('with %s is refused', (_, callers, text) => {
    expect(() => gated(callers)).toThrow(text);
  });
});

describe('a query', () => {
  const asking = (
    more: Partial<ConstructorParameters<typeof ThanosQuery>[2]> = {},
    settings: Partial<ClusterSettings> = {},
  ) => {
    const { chart, receive } = receiving({}, settings);
    const store = new ThanosStore(chart, 'store', { bucket });
    const query = new ThanosQuery(chart, 'query', { stores: [store.endpoint, receive.stores], ...more });
    return {
      chart,
      query,
      get objects() {
        return objectsOf(chart);
      },
    };
  };

  test('asks every ingester, and one of the stores that know the same', () => {
    const { objects } = asking();
    expect(parse(objects.one('ConfigMap', 'query-watched').data['endpoints.yaml'])).toEqual({
      endpoints: [
        ...[0, 1, 2].map((at) => ({ address: `receive-ingester-${at}.receive-ingester.global.svc:10901` })),
        { address: 'store.global.svc:10901', group: true },
      ],
    });
    expect(objects.one('Service', 'store').spec.clusterIP).toBe('None');
    expect(portsOf(objects.one('NetworkPolicy', 'store'))).toEqual([10901]);
  });

  test('leaves out what tells copies apart, and more if it is told', () => {
    const labels = argsOf(asking({ replicaLabels: ['side'] }).objects.one('Deployment', 'query')).filter((arg) =>
      arg.startsWith('--query.replica-label'),
    );
    expect(labels).toEqual(
      ['prometheus_replica', 'receive_replica', 'side', 'thanos_ruler_replica'].map(
        (one) => `--query.replica-label=${one}`,
      ),
    );
  });

  test('says when fewer stores are there than it was given', () => {
    const { alerts } = asking().query.telemetry;
    expect(alerts.find(({ props }) => props.name === 'ThanosQueryStoresMissing')?.props.when.text).toMatch(/< 4$/);
  });

  test('is patched where no prop reaches', () => {
    const { chart, query } = asking();
    query.flags.patch('/query.promql-engine', 'thanos');
    expect(argsOf(objectsOf(chart).one('Deployment', 'query'))).toContain('--query.promql-engine=thanos');
  });

  test('of nobody is refused', () => {
    expect(() => asking({ stores: [] })).toThrow('stores: got [], allowed: one store or more');
  });

  test('of stores of which some talk TLS and some do not is refused', () => {
    const { chart, receive } = receiving();
    const pods = { namespace: 'elsewhere', labels: { app: 'store' } };
    const plain = Endpoint.ofPods('thanos-store', 'store.elsewhere.svc', 10_901, pods);
    expect(() => new ThanosQuery(chart, 'query', { stores: [receive.stores, plain] })).toThrow(
      'allowed: stores that all talk TLS, or none',
    );
  });
});

describe('a query frontend', () => {
  const fronting = (cache?: Size | 'memcached', settings: Partial<ClusterSettings> = {}) => {
    const chart = stage(settings);
    const site = new Site(chart, 'far', { labels: { app: 'far' } });
    const query = site.listen('prometheus', { service: 'query', port: 10_902 });
    const memcached = site.listen('memcached', { service: 'memcached', port: 11_211, plain: 'it knows no TLS' });
    new ThanosQueryFrontend(chart, 'frontend', { query, cache: cache === 'memcached' ? memcached : cache });
    return objectsOf(chart).one('ConfigMap', 'frontend-config').data;
  };

  test('keeps answers in two halves of its cache, or where all replicas look', () => {
    expect(parse(fronting(Size.mebibytes(400))['cache.yaml'])).toEqual({
      type: 'IN-MEMORY',
      config: { max_size: '200MB', validity: '12h' },
    });
    expect(parse(fronting('memcached')['cache.yaml'])).toEqual({
      type: 'MEMCACHED',
      config: { addresses: ['dns+memcached.global.svc:11211'], expiration: '12h' },
    });
  });

  test('checks whom it asks', () => {
    expect(parse(fronting()['tripper.yaml']).tls_config).toEqual({
      ca_file: '/etc/secrets/frontend-tls/ca.crt',
      cert_file: '/etc/secrets/frontend-tls/tls.crt',
      key_file: '/etc/secrets/frontend-tls/tls.key',
      server_name: 'query.global.svc',
    });
    expect(parse(fronting(undefined, { tls: false })['tripper.yaml'])).toEqual({ max_idle_conns_per_host: 100 });
  });

  test('with a cache that leaves no memory to work with is refused', () => {
    expect(() => fronting(Size.mebibytes(600))).toThrow("resources.memory: got '1Gi', allowed: 1200Mi or more");
  });
});

describe('a store', () => {
  test('divides its memory between what it looks up again and what is on its way', () => {
    const chart = stage();
    new ThanosStore(chart, 'store', { bucket, indexCache: Size.gibibytes(1) });
    expect(argsOf(objectsOf(chart).one('StatefulSet', 'store'))).toEqual(
      expect.arrayContaining(['--index-cache-size=1024MB', '--chunk-pool-size=2048MB']),
    );
  });

  test('with an index cache that leaves too little is refused', () => {
    expect(() => new ThanosStore(stage(), 'store', { bucket, indexCache: Size.gibibytes(2) })).toThrow(
      "resources.memory: got '4Gi', allowed: 8Gi or more",
    );
  });
});

describe('a compactor', () => {
  const compacting = (retention: ConstructorParameters<typeof ThanosCompactor>[2]['retention']) => {
    const chart = stage();
    new ThanosCompactor(chart, 'compactor', { bucket, retention });
    return objectsOf(chart).one('StatefulSet', 'compactor');
  };

  test('is alone, keeps each resolution for its time, and merges the copies of ingesters', () => {
    const compactor = compacting({ raw: Duration.days(30), fiveMinutes: Duration.days(180) });
    expect(compactor.spec.replicas).toBe(1);
    expect(argsOf(compactor)).toEqual(
      expect.arrayContaining([
        '--wait',
        '--retention.resolution-raw=30d',
        '--retention.resolution-5m=180d',
        '--retention.resolution-1h=0d',
        '--deduplication.replica-label=receive_replica',
        '--disable-admin-operations',
      ]),
    );
  });

  test('beside another at the same bucket is refused', () => {
    const chart = stage();
    new ThanosCompactor(chart, 'one', { bucket, retention: {} });
    expect(() => new ThanosCompactor(chart, 'two', { bucket, retention: {} })).toThrow(
      "bucket.name: got 'acme-metrics', allowed: one compactor for a bucket, and global/one is there",
    );
  });

  test.each([
    [
      'samples that are deleted before coarser ones are made of them',
      { raw: Duration.days(2) },
      "retention.raw: got '2d', allowed: 3d or more: until then nothing coarser is made of them",
    ],
    [
      'five-minute samples that are deleted before hourly ones are made of them',
      { raw: Duration.days(10), fiveMinutes: Duration.days(10) },
      "retention.fiveMinutes: got '10d', allowed: 16d or more",
    ],
    [
      'coarse samples that are deleted before the fine ones',
      { raw: Duration.days(30), fiveMinutes: Duration.days(20) },
      "retention.fiveMinutes: got '20d', allowed: as long as raw or longer, 30d",
    ],
    [
      'hourly samples for a time, and finer ones for ever',
      { oneHour: Duration.days(365) },
      "retention.oneHour: got '365d', allowed: as long as fiveMinutes or longer, which is for ever",
    ],
  ])('with %s is refused', (_, retention, text) => {
    expect(() => compacting(retention)).toThrow(text);
  });
});

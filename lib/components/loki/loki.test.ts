import { type App, Chart, Duration, Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { aks, eks, gke, kubeadm } from '../../kernel/cluster-profile.js';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { objectsOf } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Loki, type LokiProps } from './loki.js';
import { limitNames } from './schema.js';

const credentials = {
  accessKey: SecretRef.external('loki-bucket', 'access-key'),
  secretKey: SecretRef.external('loki-bucket', 'secret-key'),
};
const store = { name: 'acme-logs', credentials };
const network = { cni: 'cilium', apiServer: { cidrs: ['10.0.0.1/32'], port: 443 }, nodes: ['10.0.0.0/16'] } as const;
const workloadIdentity = { annotation: 'eks.amazonaws.com/role-arn', value: (name: string) => `arn:${name}` };

const make = (props: Partial<LokiProps> = {}, settings: Partial<ClusterSettings> = {}) => {
  const app: App = Testing.app();
  inCluster(app, { profile: kubeadm({ storageClass: 'fast' }), name: 'acme-eu', ...settings });
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  const loki = new Loki(chart, 'loki', { store, ...props });
  const objects = objectsOf(chart);
  return { loki, objects, config: parse(objects.one('ConfigMap', 'loki-config').data['loki.yaml']) };
};

test('one StatefulSet named as the construct, of pods that find each other by a headless Service', () => {
  const { objects, config } = make();
  const { spec } = objects.one('StatefulSet', 'loki');
  expect(spec).toMatchObject({ replicas: 3, serviceName: 'loki-headless' });
  expect(objects.one('Service', 'loki-headless').spec.clusterIP).toBe('None');
  expect(config.memberlist.join_members).toEqual(['dns+loki-headless.logs.svc:7946']);
  expect(config.common).toMatchObject({
    replication_factor: 3,
    instance_addr: '${POD_IP}',
    ring: { kvstore: { store: 'memberlist' } },
  });
});

test('it writes nowhere but into its volume, as the user of its image', () => {
  const { spec } = make().objects.one('StatefulSet', 'loki');
  const { containers, securityContext } = spec.template.spec;
  expect(securityContext).toMatchObject({ runAsUser: 10001, fsGroup: 10001 });
  expect(containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
  expect(containers[0].volumeMounts.filter((mount: { readOnly?: boolean }) => !mount.readOnly)).toEqual([
    { name: 'data', mountPath: '/var/loki' },
  ]);
  expect(spec.volumeClaimTemplates[0].spec).toMatchObject({
    storageClassName: 'fast',
    resources: { requests: { storage: '50Gi' } },
  });
});

test('no mount lies inside another that is read-only', () => {
  const { containers } = make().objects.one('StatefulSet', 'loki').spec.template.spec;
  const paths: string[] = containers[0].volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
  expect(paths.filter((path) => paths.some((other) => path.startsWith(`${other}/`)))).toEqual([]);
});

test('gossip and gRPC are open among the replicas alone', () => {
  const { ingress } = make().objects.one('NetworkPolicy', 'loki').spec;
  const ports = ingress.flatMap((rule: { ports: { port: number }[] }) => rule.ports.map(({ port }) => port));
  expect(ports.sort()).toEqual([7946, 9095]);
  expect(ingress[0].from[0].podSelector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'loki',
    'app.kubernetes.io/instance': 'loki',
  });
});

test('one retention sets the period, turns deleting on and names its store', () => {
  const { loki, config } = make({ retention: Duration.days(31) });
  expect(config.limits_config).toMatchObject({
    retention_period: '744h',
    max_query_length: '744h',
    max_query_lookback: '744h',
  });
  expect(config.compactor).toMatchObject({
    retention_enabled: true,
    delete_request_store: 's3',
    deletion_marker_object_store_prefix: 'deletion-markers/',
  });
  expect(config.schema_config.configs).toEqual([
    {
      from: '2024-04-01',
      store: 'tsdb',
      schema: 'v13',
      object_store: 's3',
      index: { prefix: 'index_', period: '24h' },
    },
  ]);
  expect(loki.keepInBucket.toDays()).toBe(33);
});

test('old lines are taken in no longer than they are kept', () => {
  expect(make({ retention: Duration.days(2) }).config.limits_config.reject_old_samples_max_age).toBe('48h');
  expect(make().config.limits_config.reject_old_samples_max_age).toBe('168h');
});

test('whoever may push cannot delete', () => {
  expect(make().config).toMatchObject({ auth_enabled: false, limits_config: { deletion_mode: 'disabled' } });
});

test('attributes of OTLP become labels only where they are named', () => {
  const { resource_attributes } = make({ limits: { indexLabels: ['service.name'] } }).config.limits_config.otlp_config;
  expect(resource_attributes).toEqual({
    ignore_defaults: true,
    attributes_config: [{ action: 'index_label', attributes: ['service.name'] }],
  });
});

test('limits are written in the units that Loki reads, under names that it knows', () => {
  const limits = {
    ingestionRate: Size.mebibytes(8),
    perStreamRate: Size.mebibytes(2),
    queryTimeout: Duration.minutes(3),
  };
  const { config } = make({ limits });
  expect(config.limits_config).toMatchObject({
    ingestion_rate_mb: 8,
    per_stream_rate_limit: 2_097_152,
    query_timeout: '3m',
  });
  expect(config.server.http_server_write_timeout).toBe('210s');
  expect(Object.keys(config.limits_config).filter((key) => !limitNames.has(key))).toEqual([]);
});

test('every listener and every client among the replicas talks TLS, by a name that the certificate has', () => {
  const { objects, config } = make();
  const files = '/etc/secrets/loki-tls';
  const client = {
    tls_enabled: true,
    tls_cert_path: `${files}/tls.crt`,
    tls_key_path: `${files}/tls.key`,
    tls_ca_path: `${files}/ca.crt`,
    tls_server_name: 'loki-headless.logs.svc',
  };
  expect(objects.one('Certificate', 'loki-tls').spec.dnsNames).toContain(client.tls_server_name);
  expect(config.server.http_tls_config).toEqual({ cert_file: client.tls_cert_path, key_file: client.tls_key_path });
  expect(config.server.grpc_tls_config.client_auth_type).toBe('RequireAndVerifyClientCert');
  expect(config.memberlist).toMatchObject(client);
  expect([
    config.ingester_client.grpc_client_config,
    config.frontend.grpc_client_config,
    config.frontend_worker.query_frontend_grpc_client,
    config.frontend_worker.query_scheduler_grpc_client,
    config.query_scheduler.grpc_client_config,
    config.ruler.ruler_client,
    config.compactor_grpc_client,
  ]).toEqual(Array.from({ length: 7 }, () => client));
});

test('the kubelet asks over TLS, and restarts nobody for the sake of another replica', () => {
  const container = make().objects.one('StatefulSet', 'loki').spec.template.spec.containers[0];
  expect(container.readinessProbe.httpGet).toMatchObject({ path: '/ready', port: 3100, scheme: 'HTTPS' });
  expect(container.livenessProbe.httpGet.path).toBe('/loki/api/v1/status/buildinfo');
});

test('where TLS is off, no file of a certificate is named', () => {
  expect(JSON.stringify(make({}, { tls: false }).config)).not.toContain('tls');
});

test('the keys of the bucket come from the environment, by a reference', () => {
  const { objects, config } = make();
  expect(config.storage_config.aws).toMatchObject({
    bucketnames: 'acme-logs',
    access_key_id: '${LOKI_BUCKET_ACCESS_KEY}',
    secret_access_key: '${LOKI_BUCKET_SECRET_KEY}',
  });
  const { args, env } = objects.one('StatefulSet', 'loki').spec.template.spec.containers[0];
  expect(args).toContain('-config.expand-env=true');
  expect(env).toContainEqual({
    name: 'LOKI_BUCKET_ACCESS_KEY',
    valueFrom: { secretKeyRef: { name: 'loki-bucket', key: 'access-key' } },
  });
});

test('a bucket in the cluster is reached in its namespace', () => {
  const { objects, config } = make();
  expect(config.storage_config.aws).toMatchObject({ endpoint: 'minio.minio.svc:9000', insecure: true });
  expect(objects.one('NetworkPolicy', 'loki').spec.egress).toContainEqual({
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'minio' } },
        podSelector: {},
      },
    ],
    ports: [{ port: 9000, protocol: 'TCP' }],
  });
});

test('with a cloud identity no key is needed, and the host that is dialled is the one that is admitted', () => {
  const profile = eks('eu-west-1', { network, workloadIdentity });
  const { objects, config } = make({ store: { name: 'acme-logs' } }, { profile });
  expect(objects.one('ServiceAccount', 'loki').metadata.annotations).toEqual({
    'eks.amazonaws.com/role-arn': 'arn:loki',
  });
  expect(config.storage_config.aws).toEqual({
    bucketnames: 'acme-logs',
    endpoint: 's3.eu-west-1.amazonaws.com:443',
    region: 'eu-west-1',
    s3forcepathstyle: true,
    insecure: false,
  });
  const names = JSON.stringify(objects.one('CiliumNetworkPolicy', 'loki').spec.egress);
  expect(names).toContain('"matchName":"s3.eu-west-1.amazonaws.com"');
  expect(names).toContain('"matchName":"sts.eu-west-1.amazonaws.com"');
});

test('one replica keeps logs in its volume, for development', () => {
  const { config, objects } = make({ store: 'filesystem', replicas: 1 });
  expect(config.storage_config.filesystem).toEqual({ directory: '/var/loki/chunks' });
  expect(config.compactor).toMatchObject({ retention_enabled: true, delete_request_store: 'filesystem' });
  expect(config.compactor.deletion_marker_object_store_prefix).toBeUndefined();
  expect(config.common.replication_factor).toBe(1);
  expect(objects.names('PodDisruptionBudget')).toEqual([]);
});

test('the write-ahead log is read again within the memory that there is', () => {
  const { config } = make({ resources: { cpu: 1, memory: Size.gibibytes(2) } });
  expect(config.ingester.wal).toEqual({ dir: '/var/loki/wal', replay_memory_ceiling: 1024 ** 3 });
});

test.each<[string, Partial<LokiProps>, string]>([
  [
    'a retention of half a day',
    { retention: Duration.hours(12) },
    "retention: got '12h', allowed: a whole multiple of 24 hours",
  ],
  ['a retention of a day and a half', { retention: Duration.hours(36) }, "retention: got '36h'"],
  ['two replicas', { replicas: 2 }, 'replicas: got 2, allowed: 1, or 3 and more; give 1 for development, 3 elsewhere'],
  ['no replica', { replicas: 0 }, 'replicas: got 0'],
  [
    'replicas without a common store',
    { store: 'filesystem' },
    "store: got 'filesystem', allowed: a bucket: 3 replicas see no common file system",
  ],
  ['a day that is none', { schemaFrom: '2024-02-31' }, "schemaFrom: got '2024-02-31', allowed: a date, YYYY-MM-DD"],
  ["a bucket's address", { store: { ...store, name: 's3://acme' } }, "store.name: got 's3://acme'"],
  [
    'a bucket without keys or identity',
    { store: { name: 'acme-logs' } },
    'give { accessKey, secretKey } as SecretRefs',
  ],
  ['no labels of streams', { limits: { indexLabels: [] } }, 'limits.indexLabels: got [], allowed: 1 to 15 attributes'],
  ['a limit of zero', { limits: { maxStreams: 0 } }, 'limits.maxStreams: got 0, allowed: a whole number above zero'],
  ['a burst below its rate', { limits: { perStreamBurst: Size.mebibytes(1) } }, 'raise it, or lower perStreamRate'],
])('%s is refused', (_, props, text) => {
  expect(() => make(props)).toThrow(text);
  expect(() => make(props)).toThrow('logs/loki');
});

test("azure's storage, which speaks no S3, is refused, and a gateway before it is not", () => {
  const profile = aks('westeurope', { network });
  expect(() => make({}, { profile })).toThrow('give the endpoint of an S3 gateway before the Azure storage');
  const endpoint = Endpoint.ofPods('object-storage', 's3.gateway.svc', 8333, {
    namespace: 'gateway',
    labels: { app: 's3' },
  });
  expect(make({ store: { ...store, endpoint } }, { profile }).config.storage_config.aws.endpoint).toBe(
    's3.gateway.svc:8333',
  );
});

test("google's storage is dialled by its S3 door", () => {
  const profile = gke('europe-west1', { network });
  expect(make({}, { profile }).config.storage_config.aws.endpoint).toBe('storage.googleapis.com:443');
});

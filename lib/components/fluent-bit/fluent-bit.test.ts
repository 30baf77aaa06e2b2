import { Chart, Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import type { Endpoint, OtlpEndpoint, Protocol } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { jsonLog, regexLog } from '../../signals/logs/parsers.js';
import { SensitivePattern } from '../../signals/logs/pattern.js';
import { Redaction } from '../../signals/logs/redaction.js';
import { objectsOf, type Written } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { FluentBit, type FluentBitProps } from './fluent-bit.js';
import type { Output } from './output.js';
import { toElasticsearch, toHttp, toLoki, toOtlp } from './outputs.js';

interface Stores {
  readonly chart: Chart;
  endpoint<P extends Protocol>(protocol: P): Endpoint<P>;
}

function stores(tls = true): Stores {
  const app = Testing.app();
  inCluster(app, { name: 'test', tls });
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  const site = new Site(chart, 'store', { labels: { app: 'store' } });
  return { chart, endpoint: (protocol) => site.listen(protocol, { service: `store-${protocol}`, port: 3100 }) };
}

function agent(props: Omit<FluentBitProps, 'to'> & { to?: (from: Stores) => Output[] } = {}, tls = true) {
  const from = stores(tls);
  const chart = new Chart(from.chart.node.root as never, 'collection', {
    namespace: 'node',
    disableResourceNameHashes: true,
  });
  new Namespace(chart, 'node', { podSecurity: 'privileged' });
  const { to = ({ endpoint }) => [toLoki(endpoint('loki'))], ...rest } = props;
  const fluentBit = new FluentBit(chart, 'fluent-bit', { ...rest, to: to(from) as [Output] });
  const objects = objectsOf(chart);
  const files = objects.one('ConfigMap', 'fluent-bit-config').data as Record<string, string>;
  const config: Written = parse(files['fluent-bit.yaml'] ?? '', { version: '1.1' });
  const filters = (name: string): Written[] =>
    config.pipeline.filters.filter((filter: Written) => filter.name === name);
  return {
    fluentBit,
    objects,
    stores: objectsOf(from.chart),
    config,
    files,
    filters,
    output: config.pipeline.outputs[0],
  };
}

test('one pod on every node, root without a capability, writing only its own folder', () => {
  const pod = agent().objects.one('DaemonSet', 'fluent-bit').spec.template.spec;
  const [container] = pod.containers;
  expect(pod).toMatchObject({ automountServiceAccountToken: true, securityContext: { runAsUser: 0 } });
  expect(pod.hostNetwork).toBeUndefined();
  expect(container.securityContext).toMatchObject({
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  });
  const writable = container.volumeMounts
    .filter((mount: Written) => !mount.readOnly)
    .map((mount: Written) => mount.mountPath);
  expect(writable).toEqual(['/var/lib/fluent-bit']);
  expect(pod.volumes).toContainEqual({
    name: 'state',
    hostPath: { path: '/var/lib/node-fluent-bit', type: 'DirectoryOrCreate' },
  });
});

test('it may look up one pod at a time, and nothing else', () => {
  const { objects } = agent();
  expect(objects.one('ClusterRole', 'node-fluent-bit').rules).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
  ]);
});

test('it reaches the API server and its store, and the store lets it in', () => {
  const { objects, stores } = agent();
  const ports = objects.one('NetworkPolicy', 'fluent-bit').spec.egress.map((rule: Written) => rule.ports[0].port);
  expect(ports.sort()).toEqual([3100, 6443]);
  expect(JSON.stringify(stores.one('NetworkPolicy', 'store').spec.ingress)).toContain('fluent-bit');
});

test('containers are tailed onto disk from where they were left, and what is too long is skipped', () => {
  const { config } = agent();
  expect(config.pipeline.inputs).toEqual([
    expect.objectContaining({
      name: 'tail',
      path: '/var/log/containers/*.log',
      tag: 'kube.*',
      'multiline.parser': 'docker, cri',
      db: '/var/lib/fluent-bit/containers.db',
      'storage.type': 'filesystem',
      skip_long_lines: true,
    }),
  ]);
  expect(config.service).toMatchObject({ 'storage.path': '/var/lib/fluent-bit/storage', hot_reload: 'off' });
});

test('lines are made whole first and masked last, whatever stands between', () => {
  const { config } = agent({ filters: [{ name: 'record_modifier', record: 'region eu' }] });
  const names = config.pipeline.filters.map((filter: Written) => filter.name);
  expect(names.slice(0, 2)).toEqual(['multiline', 'kubernetes']);
  expect(names.slice(-2)).toEqual(['record_modifier', 'lua']);
});

test('a stack trace that waits for its end waits on disk, for languages that are asked for', () => {
  const [multiline] = agent({ multiline: ['ruby'] }).filters('multiline');
  expect(multiline).toMatchObject({ 'multiline.parser': 'ruby', 'emitter_storage.type': 'filesystem' });
  expect(agent({ multiline: [] }).filters('multiline')).toEqual([]);
});

test("a record is of the kind that its pod says, or its namespace, or else an application's; its own claim is taken away", () => {
  const rules = agent().filters('modify');
  expect(rules[1]).toMatchObject({ remove: 'log_type' });
  expect(rules).toContainEqual({
    name: 'modify',
    match: 'kube.*',
    condition: [
      'Key_does_not_exist log_type',
      "Key_value_equals $kubernetes['labels']['observability.cdk8s.io/log-type'] security",
    ],
    set: 'log_type security',
  });
  expect(rules.at(-2)).toMatchObject({ set: 'log_type infrastructure' });
  expect(rules.at(-2).condition[1]).toMatch(/^Key_value_matches \$kubernetes\['namespace_name'\] \^\(kube-\.\*\|/);
  expect(rules.at(-1)).toMatchObject({ add: 'log_type application' });
});

test('a rule about everything, or with a space, is refused', () => {
  const ruled = (rule: object) => () => agent({ logTypes: [{ is: 'access', ...rule }] });
  expect(ruled({})).toThrow('collection/fluent-bit: log type access: rule: got');
  expect(ruled({ containers: ['a b'] })).toThrow('write the names as Kubernetes has them');
});

test('to Loki go few labels, and the rest as structured metadata', () => {
  const { output } = agent({
    to: ({ endpoint }) => [toLoki(endpoint('loki'), { labels: ['namespace', 'log_type'], metadata: ['pod'] })],
  });
  expect(output).toMatchObject({
    name: 'loki',
    alias: 'loki',
    host: 'store-loki.logs.svc',
    port: 3100,
    labels: "job=fluent-bit, namespace=$kubernetes['namespace_name'], log_type=$log_type",
    structured_metadata: "pod=$kubernetes['pod_name']",
    retry_limit: 'no_limits',
    'storage.total_limit_size': 1024 ** 3,
  });
});

test('the far end must prove its name, and is shown a certificate', () => {
  expect(agent().output).toMatchObject({
    tls: 'on',
    'tls.verify': 'on',
    'tls.verify_hostname': 'on',
    'tls.ca_file': '/etc/secrets/fluent-bit-tls/ca.crt',
    'tls.crt_file': '/etc/secrets/fluent-bit-tls/tls.crt',
  });
  expect(agent({}, false).output).toMatchObject({ tls: 'off' });
});

test('to Elasticsearch go dated documents with identifiers, by a user whose password is in no file', () => {
  const password = SecretRef.external('fluent-bit-user', 'password');
  const { output, objects } = agent({
    to: ({ endpoint }) => [toElasticsearch(endpoint('elasticsearch'), { user: { name: 'agent', password } })],
  });
  expect(output).toMatchObject({
    name: 'es',
    index: 'logs-kubernetes-default',
    generate_id: 'on',
    write_operation: 'create',
    retry_limit: 100,
    http_user: 'agent',
    http_passwd: '${FLUENT_BIT_USER_PASSWORD}',
  });
  const [container] = objects.one('DaemonSet', 'fluent-bit').spec.template.spec.containers;
  expect(container.env).toEqual([
    { name: 'FLUENT_BIT_USER_PASSWORD', valueFrom: { secretKeyRef: { name: 'fluent-bit-user', key: 'password' } } },
  ]);
});

test('an index that would be no data stream is refused', () => {
  const to = ({ endpoint }: Stores) => [
    toElasticsearch(endpoint('elasticsearch'), {
      user: { name: 'agent', password: SecretRef.external('u', 'p') },
      dataStream: 'fluent-bit-2026.01.01',
    }),
  ];
  expect(() => agent({ to })).toThrow(
    "output elasticsearch: dataStream: got 'fluent-bit-2026.01.01', allowed: logs-<dataset>-<namespace>",
  );
});

test('to a collector goes the line as the body, to Logstash a JSON array', () => {
  const otlp = ({ endpoint }: Stores): OtlpEndpoint<'logs'> => ({
    grpc: endpoint('otlp-grpc'),
    http: endpoint('otlp-http'),
  });
  const { config } = agent({
    to: (from) => [toOtlp(otlp(from)), toHttp(from.endpoint('fluent-http'), { path: '/logs' })],
  });
  expect(config.pipeline.outputs).toMatchObject([
    { name: 'opentelemetry', host: 'store-otlp-http.logs.svc', logs_body_key: ['$log', '$message', '$msg'] },
    { name: 'http', uri: '/logs', format: 'json', json_date_key: '@timestamp' },
  ]);
});

test('buffers that could fill the memory limit are refused, with the sum', () => {
  expect(() => agent({ buffers: { chunksInMemory: 128 } })).toThrow(
    "buffers: got '128 chunks x 2Mi + backlog 32Mi = 288Mi', allowed: whole chunks, less in all than 0.8 x 256Mi = 204Mi",
  );
  expect(
    agent({ buffers: { chunksInMemory: 128 }, resources: { cpu: 0.2, memory: Size.mebibytes(512) } }).config.service,
  ).toMatchObject({
    'storage.max_chunks_up': 128,
    'storage.backlog.mem_limit': 32 * 1024 ** 2,
  });
});

test('buffers that could fill the node are refused, with the sum', () => {
  const to = ({ endpoint }: Stores) => [
    toLoki(endpoint('loki'), { buffer: Size.gibibytes(3) }),
    toHttp(endpoint('fluent-http'), { buffer: Size.gibibytes(2) }),
  ];
  expect(() => agent({ to })).toThrow("nodeDisk: got '4Gi', allowed: at least loki 3Gi + http 2Gi = 5120Mi");
  expect(agent({ to, nodeDisk: Size.gibibytes(5) }).config.pipeline.outputs).toHaveLength(2);
});

test('logs with nowhere to go, and two outputs of one name, are refused', () => {
  expect(() => agent({ to: () => [] })).toThrow(
    'to: got [], allowed: at least one output, each of a name of its own; say where the logs go',
  );
  const twice = ({ endpoint }: Stores) => [toLoki(endpoint('loki')), toLoki(endpoint('loki'), { tenant: 'b' })];
  expect(() => agent({ to: twice })).toThrow('give one of those named loki another name');
});

test('tries that are no number of tries are refused', () => {
  expect(() => agent({ to: ({ endpoint }) => [toLoki(endpoint('loki'), { retries: 0 })] })).toThrow(
    'collection/fluent-bit: output loki: retries: got 0, allowed: a whole number above zero',
  );
});

test('pods choose among the parsers that are given, and a filter brings its own', () => {
  const access = regexLog('access', '^(?<client>\\S+) (?<status>\\d+)$', { types: { status: 'integer' } });
  const { config, filters } = agent({
    parsers: [jsonLog('app', { time: { field: 'ts', format: '%s' } })],
    filters: [{ parses: access }],
  });
  expect(config.parsers).toEqual([
    { name: 'app', format: 'json', time_key: 'ts', time_format: '%s', time_keep: 'off' },
    { name: 'access', format: 'regex', regex: '^(?<client>\\S+) (?<status>\\d+)$', types: 'status:integer' },
  ]);
  expect(filters('parser')).toMatchObject([{ key_name: 'log', parser: 'access', reserve_data: true }]);
  expect(filters('kubernetes')).toMatchObject([{ 'k8s-logging.parser': 'on', 'k8s-logging.exclude': 'off' }]);
  expect(agent().filters('kubernetes')).toMatchObject([{ 'k8s-logging.parser': 'off' }]);
});

test('two parsers of one name are refused', () => {
  expect(() => agent({ parsers: [jsonLog('app'), jsonLog('app')] })).toThrow(
    "parsers: got 'app', allowed: one parser of a name",
  );
});

test('the script that masks is beside the configuration, in plain ASCII, and called by its name', () => {
  const { files, filters } = agent();
  expect(filters('lua')).toMatchObject([
    { script: '/fluent-bit/config/redaction.lua', call: 'redact', enable_flb_null: true },
  ]);
  expect(files['redaction.lua']).toContain('function redact(tag, timestamp, record)');
  expect(files['redaction.lua']).toMatch(/^[\x20-\x7e\n]*$/);
});

test('a pattern that Lua cannot say is refused where the agent takes it', () => {
  const pattern = new SensitivePattern({ name: 'pairs', regex: '(?:ab)+', finds: ['ab'], leaves: ['a'] });
  expect(() => agent({ redaction: new Redaction({ patterns: [pattern] }) })).toThrow(
    'collection/fluent-bit: sensitive pattern pairs: regex: got',
  );
});

test('namespaces that are left out are not read at all', () => {
  const { config } = agent({ exclude: ['sandbox', 'load'] });
  expect(config.pipeline.inputs[0].exclude_path).toBe(
    '/var/log/containers/*_sandbox_*.log,/var/log/containers/*_load_*.log',
  );
});

test('it tells how it is watched, and its alerts ask only for what it yields', () => {
  const { telemetry } = agent().fluentBit;
  expect(telemetry.metrics).toMatchObject([{ job: 'fluent-bit', path: '/api/v2/metrics/prometheus' }]);
  const yields = new Set(telemetry.yields.map(({ name }) => name));
  const asked = telemetry.alerts.flatMap(({ props }) => props.when.metrics);
  expect(asked.filter((name) => !yields.has(name))).toEqual([]);
  expect(telemetry.alerts.map(({ props }) => props.name)).toEqual([
    'FluentBitLosingLogs',
    'FluentBitOutputFailing',
    'FluentBitBufferFilling',
    'FluentBitNoInput',
  ]);
});

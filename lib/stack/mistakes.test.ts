import { Chart, Duration, Size, Testing, type App } from 'cdk8s';
import { parse } from 'yaml';
import { Alertmanager } from '../components/alertmanager/alertmanager.js';
import { email, pagerDuty, slack, webhook } from '../components/alertmanager/receivers/index.js';
import { BlackboxExporter } from '../components/blackbox-exporter/blackbox-exporter.js';
import { Collector } from '../components/collector/collector.js';
import { Instrumentation } from '../components/collector/instrumentation.js';
import * as otel from '../components/collector/otel.js';
import { TraceGateway } from '../components/collector/trace-gateway.js';
import { Elasticsearch } from '../components/elasticsearch/elasticsearch.js';
import { FluentBit } from '../components/fluent-bit/fluent-bit.js';
import { toElasticsearch, toLoki } from '../components/fluent-bit/outputs.js';
import { Grafana } from '../components/grafana/grafana.js';
import { Jaeger } from '../components/jaeger/jaeger.js';
import { jaegerPrivileges } from '../components/jaeger/privileges.js';
import { KubeStateMetrics } from '../components/kube-state-metrics/kube-state-metrics.js';
import { Kubernetes } from '../components/kubernetes/kubernetes.js';
import { Loki } from '../components/loki/loki.js';
import { NodeExporter } from '../components/node-exporter/node-exporter.js';
import { Prometheus } from '../components/prometheus/prometheus.js';
import { kubeadm } from '../kernel/cluster-profile.js';
import { Doors, Endpoint } from '../kernel/endpoint.js';
import { environmentsOf, type Tier } from '../kernel/environment.js';
import { Refusal } from '../kernel/refusal.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { logql } from '../query/logql.js';
import { matchers } from '../query/matchers.js';
import { metric } from '../query/metric.js';
import { promql } from '../query/promql.js';
import { dashboard } from '../signals/dashboard/dashboard.js';
import { logs } from '../signals/dashboard/logs.js';
import { stat } from '../signals/dashboard/stat.js';
import { jsonLog, regexLog } from '../signals/logs/parsers.js';
import { objectsOf, type Written } from '../testing/objects.js';
import { images } from '../workload/images.js';
import { Namespace } from '../workload/namespace.js';
import { Site } from '../workload/site.js';
import { base } from './base.js';
import { EnvironmentApp } from './environment-app.js';

const key = (name: string): SecretRef => SecretRef.external('acme-secrets', name);
const links = { runbooks: 'https://runbooks.example.com', grafana: 'https://grafana.example.com' };
const url = 'https://grafana.example.com';
const store = { name: 'acme-logs', credentials: { accessKey: key('access'), secretKey: key('secret') } };
const pager = pagerDuty({ routingKey: key('pager') });
const channel = slack({ channel: '#alerts', url: key('slack') });
const mail = email({ to: 'ops@example.com' });
const beat = webhook({ name: 'beat', url: key('beat'), host: 'beats.example.com' });

const about = (uid: string) => {
  const said = { title: 'Now', description: 'What is there.' };
  const count = stat({ ...said, title: 'Up', unit: 'short', query: promql`count(${metric('up')})` });
  const lines = logs({ ...said, title: 'Lines', query: logql`{app="shop"}` });
  return dashboard({
    uid,
    title: uid,
    description: 'Whether it answers.',
    rows: [{ title: 'Now', panels: [count, lines] }],
  });
};

const chart = (): Chart => {
  const made = new Chart(Testing.app(), 'telemetry', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(made, 'monitoring');
  return made;
};

/** What a refusal says, one after the other. */
interface Says {
  readonly where: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Runs what must be refused, and asserts that the text says where, what was given, what is allowed and what to do. */
const refuses = (work: () => unknown, { where, given, allowed, fix }: Says): void => {
  let said: unknown;
  try {
    work();
  } catch (error) {
    said = error;
  }
  expect(said).toBeInstanceOf(Refusal);
  const { message } = said as Refusal;
  const [before = '', after = ''] = message.split(', allowed: ');
  expect(before).toContain(where);
  expect(before).toContain(given);
  expect(after).toContain(allowed);
  expect(after).toContain(fix);
};

describe('refused where it is written', () => {
  test('3: a retention shorter than a block of Prometheus is none', () => {
    const retention = Duration.minutes(10);
    refuses(() => new Prometheus(chart(), 'metrics', { storage: Size.gibibytes(50), links, retention }), {
      where: 'telemetry/metrics: retention',
      given: '10m',
      allowed: 'two hours or more',
      fix: 'keep samples longer',
    });
  });

  test('4: a route to a receiver that is not defined is unwritable; a receiver that no alert reaches is refused', () => {
    const routing = { shop: { critical: pager, warning: pager, info: pager, otherwise: channel } };
    refuses(() => new Alertmanager(chart(), 'alerts', { routing, heartbeat: beat, otherwise: channel }), {
      where: 'telemetry/alerts: routing.shop.otherwise',
      given: channel.name,
      allowed: 'a receiver that some severity reaches',
      fix: 'name it in place of one of',
    });
  });

  test('4: mail that no server sends is refused', () => {
    const props = { routing: { shop: mail }, heartbeat: beat, otherwise: channel };
    refuses(() => new Alertmanager(chart(), 'alerts', props), {
      where: 'telemetry/alerts: smtp',
      given: 'undefined',
      allowed: 'is of mail',
      fix: 'say how mail leaves',
    });
  });

  test('5: a PromQL syntax error is refused on the line that wrote it', () => {
    refuses(() => promql`rate(http_requests_total[5m)`, {
      where: 'mistakes.test.ts:',
      given: 'rate(http_requests_total[5m)',
      allowed: 'an expression that Prometheus accepts',
      fix: 'correct it at the caret: something is missing here',
    });
  });

  test('5: PromQL that parses and means nothing is refused, too', () => {
    refuses(() => promql`rate(up)`, {
      where: 'mistakes.test.ts:',
      given: 'rate(up)',
      allowed: 'an expression that Prometheus accepts',
      fix: 'expected type matrix in call to function',
    });
  });

  test('8: one key of a Secret that two would make differently is refused', () => {
    const site = new Site(chart(), 'pods', { labels: { app: 'pods' } });
    site.secret(SecretRef.external('remote', 'password'));
    refuses(() => site.secret(SecretRef.generated('remote', 'password')), {
      where: 'secret remote/password',
      given: 'generated',
      allowed: 'the origin with which it was asked for first',
      fix: 'make the SecretRef once',
    });
  });

  test('9: a dashboard that asks a store which no datasource leads to fails the synth', () => {
    const grafana = new Grafana(chart(), 'grafana', { url });
    grafana.dashboard(about('shop'));
    const [said = ''] = grafana.node.findAll().flatMap((construct) => construct.node.validate());
    expect(said).toContain("telemetry/grafana: dashboard shop: got 'asks prometheus'");
    expect(said).toContain('allowed: one datasource of prometheus');
    expect(said).toContain('add one with grafana.prometheus(…)');
  });

  test('9: a link between datasources of which one is another Grafana’s is refused', () => {
    const there = chart();
    const site = new Site(there, 'stores', { labels: { app: 'stores' } });
    const [one, two] = ['one', 'two'].map((id) => new Grafana(there, id, { url, service: id })) as [Grafana, Grafana];
    const traces = one.jaeger('Traces', site.listen('jaeger-query', { service: 'jaeger', port: 16686 }));
    const lines = two.loki('Logs', site.listen('loki', { service: 'loki', port: 3100 }));
    refuses(() => one.link({ traces, logs: lines }), {
      where: 'telemetry/one: datasource',
      given: 'Logs',
      allowed: 'one that was added to this Grafana',
      fix: 'grafana.loki(…)',
    });
  });

  test('10: a password in the place of a Secret’s name is refused', () => {
    refuses(() => SecretRef.external('Admin123!', 'password'), {
      where: 'secret name',
      given: 'Admin123!',
      allowed: 'a DNS label',
      fix: 'never write its value',
    });
  });

  test('11: a second default datasource is refused', () => {
    const there = chart();
    const site = new Site(there, 'stores', { labels: { app: 'stores' } });
    const grafana = new Grafana(there, 'grafana', { url });
    grafana.prometheus('Metrics', site.listen('prometheus', { service: 'p', port: 9090 }), { default: true });
    const loki = site.listen('loki', { service: 'loki', port: 3100 });
    refuses(() => grafana.loki('Logs', loki, { default: true }), {
      where: 'telemetry/grafana: datasource Logs.default',
      given: 'true',
      allowed: 'one default in a Grafana, and Metrics is it',
      fix: 'leave it out at one of the two',
    });
  });

  test('12, 13: a connector that begins no pipeline is refused', () => {
    const pipelines = { traces: { from: [otel.otlp()], to: [otel.spanMetrics()] } } as const;
    refuses(() => new Collector(chart(), 'gateway', { pipelines }), {
      where: 'telemetry/gateway: connectors.span_metrics',
      given: 'begin no pipeline',
      allowed: 'a connector that ends a pipeline and begins another',
      fix: 'into the `from` of a pipeline',
    });
  });

  test('15: replicas of a Loki that share no store are refused', () => {
    refuses(() => new Loki(chart(), 'logs', { store: 'filesystem' }), {
      where: 'telemetry/logs: store',
      given: 'filesystem',
      allowed: 'a bucket',
      fix: 'give a bucket, or one replica',
    });
  });

  test('17: a retention that the index cannot keep is refused', () => {
    refuses(() => new Loki(chart(), 'logs', { store, retention: Duration.hours(36) }), {
      where: 'telemetry/logs: retention',
      given: '36h',
      allowed: 'a whole multiple of 24 hours',
      fix: 'give Duration.days(n)',
    });
  });

  test('20: roles by which nobody could be elected are refused', () => {
    const nodeSets = [
      { name: 'd', roles: ['data'], count: 3, cpu: 1, memory: Size.gibibytes(4), storage: Size.gibibytes(9) },
    ] as const;
    refuses(() => new Elasticsearch(chart(), 'store', { nodeSets }), {
      where: 'telemetry/store: roles',
      given: 'data',
      allowed: "a set with the role 'master'",
      fix: "add 'master' to a set",
    });
  });

  test('22: a parser that yields no field is refused', () => {
    refuses(() => regexLog('access', '^\\S+ \\d+$'), {
      where: 'parser access: regex',
      given: '^\\S+ \\d+$',
      allowed: 'a named group',
      fix: 'it names no group',
    });
  });

  test('23: metrics for a Prometheus that takes none are refused', () => {
    const metrics = new Prometheus(chart(), 'metrics', { storage: Size.gibibytes(50), links });
    refuses(() => otel.toRemoteWrite(metrics.write), {
      where: 'telemetry/metrics: receivesRemoteWrite',
      given: 'false',
      allowed: 'a Prometheus that takes samples from others',
      fix: 'give it receivesRemoteWrite: true',
    });
  });

  test('27: an unterminated matcher is refused where it is written, and a quote in a value terminates nothing', () => {
    refuses(() => promql`up{job="api}`, {
      where: 'mistakes.test.ts:',
      given: 'up{job="api}',
      allowed: 'an expression that Prometheus accepts',
      fix: 'something is missing at the end',
    });
    const shared = matchers({ job: 'a"pi' });
    expect(promql`rate(up{${shared}}[5m])`.text).toBe('rate(up{job="a\\"pi"}[5m])');
  });

  test('the family of load: a volume that does not carry the series is refused', () => {
    const props = { storage: Size.gibibytes(10), series: 1_000_000, links };
    refuses(() => new Prometheus(chart(), 'metrics', props), {
      where: 'telemetry/metrics: storage',
      given: '10Gi',
      allowed: 'or more for 1000000 series',
      fix: 'give it more',
    });
  });

  test('the family of identity: two objects of one name are refused', () => {
    const there = chart();
    const next = new Chart(there.node.root as App, 'other', {
      namespace: 'monitoring',
      disableResourceNameHashes: true,
    });
    new Site(there, 'pods', { labels: { app: 'a' } });
    refuses(() => new Site(next, 'pods', { labels: { app: 'b' } }), {
      where: 'other/pods',
      given: 'pods',
      allowed: 'telemetry/pods/account has it',
      fix: 'another id',
    });
  });
});

const row = {
  region: 'eu',
  domain: 'example.com',
  cluster: kubeadm(),
  load: { series: 1000, spansPerSecond: 10, logsPerDay: Size.gibibytes(1), nodes: 3 },
  retention: { metrics: Duration.days(7), logs: Duration.days(7), traces: Duration.days(7) },
};

/** Everything that there is, wired, in one environment. */
const wired = (tier: Tier) => {
  const [environment] = environmentsOf('acme', { eu: { ...row, tier } });
  const app = new EnvironmentApp(environment as NonNullable<typeof environment>);
  base(app, { namespaces: { monitoring: {}, nodes: { podSecurity: 'privileged' } }, trustedIn: ['shop'] });
  const to = (id: string): Chart => app.chart(id, 'monitoring');
  const smtp = { from: 'a@example.com', username: 'a', password: key('smtp') } as const;
  const alerts = new Alertmanager(to('alerting'), 'alertmanager', {
    routing: { shop: { critical: pager, otherwise: channel }, ops: mail },
    heartbeat: beat,
    otherwise: channel,
    smtp: { ...smtp, server: Endpoint.external('smtp', 'smtp.example.com', 587) },
  });
  const basicAuth = { username: key('user'), password: key('password') };
  const metrics = new Prometheus(to('metrics'), 'prometheus', {
    storage: Size.gibibytes(50),
    receivesRemoteWrite: true,
    alertmanager: alerts.endpoint,
    remoteWrite: [{ to: Doors.one(Endpoint.external('remote-write', 'metrics.example.com')), basicAuth }],
    links,
  });
  const loki = new Loki(to('logs'), 'loki', { store, alertmanager: alerts.endpoint, recordTo: metrics.write, links });
  const elasticsearch = new Elasticsearch(to('store'), 'elasticsearch');
  elasticsearch.lifecycle({ name: 'acme', patterns: ['logs-*-*'], delete: Duration.days(7) });
  const writer = elasticsearch.user('writer', { indices: [{ names: ['logs-*'], privileges: ['create_doc'] }] });
  const agent = new FluentBit(app.chart('agents', 'nodes'), 'fluent-bit', {
    to: [toLoki(loki.endpoint), toElasticsearch(elasticsearch.endpoint, { user: writer })],
    filters: [{ parses: regexLog('access', '^(?<path>\\S+)') }],
    parsers: [jsonLog('json-lines')],
  });
  const jaeger = new Jaeger(to('traces'), 'jaeger', {
    storage: {
      kind: 'elasticsearch',
      endpoint: elasticsearch.endpoint,
      user: elasticsearch.user('jaeger', jaegerPrivileges()),
    },
    metrics: metrics.read,
  });
  const collection = to('collection');
  const gateway = new TraceGateway(collection, 'otel', {
    sampling: { policies: [{ name: 'errors', keep: 'errors' }] },
    to: [otel.toOtlp(jaeger.otlp)],
    metricsTo: [otel.toRemoteWrite(metrics.write)],
    pipelines: { logs: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki.endpoint)] } },
  });
  const outside = new BlackboxExporter(collection, 'blackbox', { modules: { page: { prober: 'http' } } });
  const looks = [outside.look('page', Endpoint.external('https', 'example.com'))];
  metrics.probe('pages', { prober: outside.endpoint, looks });
  const grafana = new Grafana(to('dashboards'), 'grafana', { url });
  grafana.dashboard(about('shop'));
  grafana.link({
    traces: grafana.jaeger('Traces', jaeger.query),
    metrics: grafana.prometheus('Metrics', metrics.read, { default: true }),
    logs: grafana.loki('Logs', loki.endpoint),
  });
  const credentials = { user: writer.name, password: writer.password };
  grafana.elasticsearch('Archive', elasticsearch.endpoint, { index: 'logs-*', credentials });
  const authority = { configMap: 'observability-ca' };
  new Instrumentation(app.chart('instrumentation', 'shop'), 'instrumentation', { to: gateway.otlp, authority });
  const nodes = new NodeExporter(app.chart('nodes', 'nodes'), 'node-exporter');
  const cluster = [new KubeStateMetrics(collection, 'ksm'), new Kubernetes(collection, 'kubernetes')];
  const own = [alerts, metrics, loki, elasticsearch, jaeger, agent, gateway, outside, grafana, nodes];
  for (const watched of [...own, ...cluster]) metrics.watch(watched, { team: 'ops' });
  metrics.discover('shop', { namespaces: ['shop'], labels: { app: 'shop' }, port: 8080 });
  const reasons = app.node.findAll().flatMap((construct) => construct.node.validate());
  return { reasons, objects: objectsOf(app) };
};

/** Every object in an object, however deep, with the key that leads to it. */
const within = (at: Written, under = ''): (readonly [string, Written])[] => {
  if (at === null || typeof at !== 'object') return [];
  if (Array.isArray(at)) return at.flatMap((one) => within(one, under));
  return [[under, at] as const, ...Object.entries(at).flatMap(([name, value]) => within(value, name))];
};
const same = (a: object, b: object): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
const namespaceOf = ({ metadata }: Written): string => metadata.namespace ?? '';

describe.each(['development', 'production'] as const)('what cannot occur in %s', (tier) => {
  const { reasons, objects } = wired(tier);
  const of = (kind: string): Written[] => objects.all.filter((object) => object.kind === kind);
  const policies = of('NetworkPolicy').filter(({ spec }) => spec.podSelector.matchLabels !== undefined);
  const ours = new Set([...of('Namespace')].map(({ metadata }) => metadata.name));

  test('everything that there is can be wired together, and nothing is wrong with it', () => {
    expect(reasons).toEqual([]);
    expect(of('ServiceMonitor').length + of('PodMonitor').length).toBeGreaterThan(15);
  });

  /** Services that operators make, or Kubernetes itself has, with the ports that they are known to have. */
  const made = [
    { namespace: 'monitoring', labels: { 'operated-alertmanager': 'true' }, ports: ['web'] },
    { namespace: 'kube-system', labels: { 'k8s-app': 'kubelet' }, ports: ['https-metrics'] },
    { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ports: ['metrics'] },
    { namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' }, ports: ['https'] },
  ];

  test('6, 7: every ServiceMonitor selects a Service, which has the port that it names', () => {
    const services = of('Service').map((service) => ({
      namespace: namespaceOf(service),
      labels: service.metadata.labels as Record<string, string>,
      ports: service.spec.ports.map(({ name }: Written) => name) as string[],
    }));
    const dangling = of('ServiceMonitor').filter(({ spec }) =>
      spec.endpoints.some(({ port }: Written) =>
        [...services, ...made].every(
          ({ namespace, labels, ports }) =>
            !spec.namespaceSelector.matchNames.includes(namespace) ||
            Object.entries(spec.selector.matchLabels).some(([name, value]) => labels[name as never] !== value) ||
            !ports.includes(port),
        ),
      ),
    );
    expect(dangling).toEqual([]);
  });

  const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap(of).map(({ spec }) => ({
    labels: spec.template.metadata.labels as Record<string, string>,
    ports: spec.template.spec.containers
      .flatMap(({ ports = [] }: Written) => ports)
      .map((one: Written) => one.containerPort) as number[],
  }));
  const wears = (labels: Record<string, string>, selector: Record<string, string>): boolean =>
    Object.entries(selector).every(([name, value]) => labels[name] === value);
  const policyOf = (selector: object): Written =>
    policies.find(({ spec }) => same(spec.podSelector.matchLabels, selector));

  test('6, 7: every PodMonitor selects pods of ours, on a port that they have and that is open to it', () => {
    const [shop, ...monitors] = of('PodMonitor').sort(({ metadata }) => (metadata.name === 'shop' ? -1 : 1));
    const wrong = monitors.filter(({ spec }) => {
      const selector = spec.selector.matchLabels;
      const rules: Written[] | undefined = policyOf(selector)?.spec.ingress;
      const open = rules?.flatMap(({ ports }) => ports.map(({ port }: Written) => port as number));
      const has = workloads.find(({ labels }) => wears(labels, selector))?.ports ?? open ?? [];
      const ports: number[] = spec.podMetricsEndpoints.map(({ portNumber }: Written) => portNumber);
      return ports.some((port) => !has.includes(port) || open?.includes(port) === false);
    });
    expect(shop.spec.namespaceSelector.matchNames).toEqual(['shop']);
    expect(wrong.map(({ metadata }) => metadata.name)).toEqual([]);
  });

  test('7: every Service leads to pods that wear its labels, by a port that a container has', () => {
    const wrong = of('Service').filter(({ spec }) => {
      const pods = workloads.find(({ labels }) => wears(labels, spec.selector));
      return pods && spec.ports.some(({ targetPort }: Written) => !pods.ports.includes(targetPort));
    });
    const operated = of('Service').filter(({ spec }) => !workloads.some(({ labels }) => wears(labels, spec.selector)));
    const names = operated.map(({ metadata }) => metadata.name).sort();
    expect(wrong.map(({ metadata }) => metadata.name)).toEqual([]);
    expect(names).toEqual([
      'alertmanager',
      'grafana',
      'jaeger-collector',
      'jaeger-query',
      'otel-balancer',
      'prometheus',
    ]);
    expect(operated.filter(({ spec }) => policyOf(spec.selector) === undefined)).toEqual([]);
  });

  test('8: every key of a Secret that anything refers to is delivered into its namespace', () => {
    const external = of('ExternalSecret').flatMap((object) => {
      const { data = [], target } = object.spec;
      const keys = [...data.map(({ secretKey }: Written) => secretKey), ...Object.keys(target.template?.data ?? {})];
      return ['*', ...keys].map((name) => `${namespaceOf(object)}/${target.name}/${name}`);
    });
    const certificates = of('Certificate').flatMap((object) =>
      ['*', 'ca.crt', 'tls.crt', 'tls.key'].map((name) => `${namespaceOf(object)}/${object.spec.secretName}/${name}`),
    );
    const delivered = new Set([...external, ...certificates]);
    const asked = objects.all.filter((object) => namespaceOf(object) !== '').flatMap(secretsOf);
    expect(new Set(asked).size).toBeGreaterThan(15);
    expect(asked.filter((one) => !delivered.has(one))).toEqual([]);
  });

  /** The Secrets' keys that an object refers to: by name and key, by name alone, and by the path of a mounted file. */
  const secretsOf = (object: Written): string[] => {
    const paths = [...JSON.stringify(object).matchAll(/\/secrets\/([-a-z0-9]+)\/([-.\w]+)/g)].filter(
      ([path]) => !path.startsWith('/secrets/kubernetes.io'),
    );
    const refs = within(object.kind === 'Certificate' || object.kind === 'ExternalSecret' ? {} : object.spec).flatMap(
      ([under, at]) => [
        ...(!under.startsWith('configMap') && Object.keys(at).sort().join() === 'key,name'
          ? [`${at.name}/${at.key}`]
          : []),
        ...(typeof at.secretName === 'string' ? [`${at.secretName}/*`] : []),
        ...(under === 'certSecretRef' ? [`${at.name}/*`] : []),
        ...(Array.isArray(at.secrets) ? at.secrets.map((name: string) => `${name}/*`) : []),
      ],
    );
    return [...refs, ...paths.map(([, name, file]) => `${name}/${file}`)].map((one) => `${namespaceOf(object)}/${one}`);
  };

  test('8: every ConfigMap, ServiceAccount and PriorityClass that is referred to is there', () => {
    const there = (kind: string): Set<string> => new Set(of(kind).map(({ metadata }) => metadata.name));
    const named = (field: string): string[] =>
      objects.all.flatMap((object) =>
        within(object.spec).flatMap(([, at]) => (typeof at?.[field] === 'string' ? [at[field]] : [])),
      );
    const maps = objects.all
      .filter(({ kind }) => kind !== 'Instrumentation')
      .flatMap((object) => within(object.spec))
      .flatMap(([under, at]) => (/^configMap(KeyRef)?$/.test(under) && at.name ? [at.name] : []));
    expect(maps.filter((name) => !there('ConfigMap').has(name))).toEqual([]);
    expect(named('serviceAccountName').filter((name) => !there('ServiceAccount').has(name))).toEqual([]);
    expect(
      named('priorityClassName').filter((name) => !there('PriorityClass').has(name) && !name.startsWith('system-')),
    ).toEqual([]);
  });

  test('9: every datasource that a link or a dashboard refers to is there', () => {
    const uids = new Set(of('GrafanaDatasource').map(({ spec }) => spec.uid));
    const linked = of('GrafanaDatasource').flatMap(({ spec }) =>
      within(spec.datasource.jsonData).map(([, at]) => at.datasourceUid),
    );
    const shown = of('GrafanaDashboard').flatMap(({ spec }) => within(JSON.parse(spec.json)));
    const asked = shown.flatMap(([under, at]) => (under === 'datasource' ? [at.uid] : []));
    const chosen = shown.flatMap(([, at]) => (at.type === 'datasource' && at.current ? [at.current.value] : []));
    const variables = new Set(
      shown.flatMap(([, at]) => (at.type === 'datasource' && at.name ? [`\${${at.name}}`] : [])),
    );
    const all = [...linked, ...asked, ...chosen].filter((uid) => uid !== undefined);
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((uid) => !uids.has(uid) && !variables.has(uid) && uid !== '-- Grafana --')).toEqual([]);
  });

  test('10: nothing is written as a Secret, with a value in it', () => {
    expect(of('Secret')).toEqual([]);
  });

  test('4: every route of Alertmanager leads to a receiver that is defined, and each receiver has a route', () => {
    const [{ spec }] = of('AlertmanagerConfig');
    const routed = within(spec.route).flatMap(([, at]) => (at.receiver ? [at.receiver] : []));
    expect([...new Set(routed)].sort()).toEqual(spec.receivers.map(({ name }: Written) => name).sort());
  });

  test('12, 13: what a collector’s pipelines name is defined, and what is defined is in one', () => {
    for (const { spec } of of('OpenTelemetryCollector')) {
      const { service, connectors = {}, ...defined } = spec.config;
      const named = (kind: string): string[] =>
        Object.values<Written>(service.pipelines).flatMap((pipeline) => pipeline[kind] as string[]);
      for (const kind of ['receivers', 'exporters', 'processors']) {
        const links = kind === 'processors' ? [] : Object.keys(connectors);
        expect([...new Set(named(kind))].sort()).toEqual([...Object.keys(defined[kind]), ...links].sort());
      }
      expect([...service.extensions].sort()).toEqual(Object.keys(defined.extensions).sort());
    }
  });

  test('21: every backend that Jaeger’s query and its exporter name is defined', () => {
    const configs = of('OpenTelemetryCollector').map(({ spec }) => spec.config);
    const jaegers = configs.filter(({ extensions }) => extensions.jaeger_storage !== undefined);
    const named = jaegers.map(({ extensions, exporters }) => ({
      defined: Object.keys(extensions.jaeger_storage.backends),
      asked: [extensions.jaeger_query?.storage.traces, exporters.jaeger_storage_exporter?.trace_storage],
      metrics: [Object.keys(extensions.jaeger_storage.metric_backends ?? {}), extensions.jaeger_query?.storage.metrics],
    }));
    expect(named).toEqual([
      { defined: ['traces'], asked: [undefined, 'traces'], metrics: [[], undefined] },
      { defined: ['traces'], asked: ['traces', undefined], metrics: [['red'], 'red'] },
    ]);
  });

  test('17: what is kept so long is deleted then', () => {
    const { compactor, limits_config } = parse(objects.one('ConfigMap', 'loki-config').data['loki.yaml']);
    expect(compactor).toMatchObject({ retention_enabled: true, delete_request_store: 's3' });
    expect(limits_config.retention_period).toBe('744h');
  });

  test('19: the version of Elasticsearch is that of its image, out of the one table', () => {
    const { spec } = objects.one('Elasticsearch', 'elasticsearch');
    expect(spec.version).toBe(images.elasticsearch.tag);
    expect(spec.image).toBe(`${images.elasticsearch.repository}:${spec.version}`);
  });

  test('22: every parser that a filter of Fluent Bit names is defined, and every script is mounted', () => {
    const { data } = objects.one('ConfigMap', 'fluent-bit-config');
    const { parsers, pipeline } = parse(data['fluent-bit.yaml']);
    const named = pipeline.filters.flatMap((filter: Written) => (filter.name === 'parser' ? [filter.parser] : []));
    const scripts = pipeline.filters.flatMap(({ script }: Written) => (script ? [script.split('/').pop()] : []));
    expect(named.filter((name: string) => !parsers.some((one: Written) => one.name === name))).toEqual([]);
    expect([named, scripts.filter((file: string) => !(file in data))]).toEqual([['access'], []]);
  });

  /** The lines of one side of all policies between pods of ours: from whom, to whom, by which port. */
  const between = (side: 'ingress' | 'egress', peers: 'from' | 'to'): string[] =>
    policies
      .flatMap((policy) => {
        const me = [namespaceOf(policy), policy.spec.podSelector.matchLabels] as const;
        return ((policy.spec[side] ?? []) as Written[]).flatMap((rule) =>
          rule[peers].flatMap(({ namespaceSelector, podSelector }: Written) => {
            const namespace = namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
            if (!ours.has(namespace) || podSelector.matchLabels === undefined) return [];
            const other = [namespace, podSelector.matchLabels] as const;
            return rule.ports.map(({ port, protocol }: Written) =>
              JSON.stringify([...(side === 'egress' ? [me, other] : [other, me]), port, protocol]),
            );
          }),
        );
      })
      .sort();

  test('the family of ports: every way out to a pod of ours has its way in, and the other way round', () => {
    const out = between('egress', 'to');
    expect(out.length).toBeGreaterThan(25);
    expect(between('ingress', 'from')).toEqual(out);
  });
});

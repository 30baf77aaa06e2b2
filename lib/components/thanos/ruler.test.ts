import { Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { eks } from '../../kernel/cluster-profile.js';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { RuleGroup } from '../../signals/rule-group.js';
import { objectsOf } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { ThanosRuler, type ThanosRulerProps } from './ruler.js';

type Team = 'platform';

const credentials = {
  accessKey: SecretRef.external('bucket', 'access-key'),
  secretKey: SecretRef.external('bucket', 'secret-key'),
};
const links = { runbooks: 'https://runbooks.example.com' };
const up = metric('up', { type: 'gauge' });

const make = (props: Partial<ThanosRulerProps<Team>> = {}, settings: Partial<ClusterSettings> = {}, told = true) => {
  const app = Testing.app();
  inCluster(app, settings);
  const chart = new Chart(app, 'global', { namespace: 'global', disableResourceNameHashes: true });
  new Namespace(chart, 'global');
  const far = new Site(chart, 'far', { labels: { app: 'far' } });
  const query = far.listen('prometheus', { service: 'query', port: 10_902 });
  const alertmanager: AlertsEndpoint<Team> = {
    api: far.listen('alertmanager', { service: 'alertmanager-operated', port: 9093 }),
    replicas: { namespace: 'global', service: 'alertmanager-operated', port: 'web' },
  };
  const bucket = { name: 'acme-metrics', credentials };
  const ruler = new ThanosRuler<Team>(chart, 'ruler', {
    query,
    bucket,
    links,
    ...(told && { alertmanager }),
    ...props,
  });
  return {
    ruler,
    get objects() {
      return objectsOf(chart);
    },
  };
};

const group = (name: string): RuleGroup<Team> => {
  const rules = new RuleGroup<Team>(name);
  rules.record(`${name}:up:sum`, promql`sum(${up})`);
  rules.alert({
    name: 'ClusterSilent',
    when: promql`absent(${up})`,
    for: Duration.minutes(5),
    severity: 'critical',
    team: 'platform',
    summary: 'a cluster is silent',
    description: 'nothing comes from it',
  });
  return rules;
};

test('it is two replicas, which the operator finds rules for by its name alone', () => {
  const { ruler, objects } = make();
  ruler.rules(group('global'));
  const { spec } = objects.one('ThanosRuler', 'ruler');
  expect(spec).toMatchObject({
    replicas: 2,
    version: '0.40.1',
    evaluationInterval: '1m',
    ruleSelector: { matchLabels: { 'observability.cdk8s.io/thanos-ruler': 'ruler' } },
  });
  expect(make().objects.one('PodDisruptionBudget', 'thanos-ruler-ruler').spec.maxUnavailable).toBe(1);
});

test('its rules carry its label, and links to what to do', () => {
  const made = make();
  made.ruler.rules(group('global'));
  const rule = made.objects.one('PrometheusRule', 'ruler-global');
  expect(rule.metadata.labels).toEqual({ 'observability.cdk8s.io/thanos-ruler': 'ruler' });
  expect(rule.spec.groups[0].rules).toEqual([
    { record: 'global:up:sum', expr: 'sum(up)' },
    expect.objectContaining({
      alert: 'ClusterSilent',
      for: '5m',
      labels: { severity: 'critical', team: 'platform' },
      annotations: expect.objectContaining({ runbook_url: 'https://runbooks.example.com/clustersilent' }),
    }),
  ]);
});

test('what it records, a rule or a dashboard may ask for', () => {
  const { ruler } = make();
  ruler.rules(group('global'));
  expect(ruler.telemetry.yields.map(({ name }) => name)).toContain('global:up:sum');
});

test('it asks the query, and tells every replica of Alertmanager, by certificates that it checks', () => {
  const { data } = make().objects.one('ExternalSecret', 'ruler-config').spec.target.template;
  const tls_config = {
    ca_file: '/etc/thanos/secrets/ruler-tls/ca.crt',
    cert_file: '/etc/thanos/secrets/ruler-tls/tls.crt',
    key_file: '/etc/thanos/secrets/ruler-tls/tls.key',
  };
  expect(parse(data['query.yaml'])).toEqual([
    {
      static_configs: ['query.global.svc:10902'],
      scheme: 'https',
      http_config: { tls_config: { ...tls_config, server_name: 'query.global.svc' } },
    },
  ]);
  expect(parse(data['alertmanagers.yaml'])).toEqual({
    alertmanagers: [
      {
        static_configs: ['dnssrv+_web._tcp.alertmanager-operated.global.svc'],
        scheme: 'https',
        http_config: { tls_config: { ...tls_config, server_name: 'alertmanager-operated.global.svc' } },
        api_version: 'v2',
      },
    ],
  });
});

test('the files of its certificate are mounted where its documents say', () => {
  const { spec } = make().objects.one('ThanosRuler', 'ruler');
  expect(spec.volumeMounts).toEqual([
    { name: 'ruler-tls', mountPath: '/etc/thanos/secrets/ruler-tls', readOnly: true },
  ]);
  expect(spec.grpcServerTlsConfig.certFile).toBe('/etc/thanos/secrets/ruler-tls/tls.crt');
});

test('where TLS is off, it mounts nothing, and asks in the clear', () => {
  const { objects } = make({}, { tls: false });
  const { spec } = objects.one('ThanosRuler', 'ruler');
  expect([spec.web, spec.grpcServerTlsConfig]).toEqual([undefined, undefined]);
  expect(objects.one('ExternalSecret', 'ruler-config').spec.target.template.data['query.yaml']).toContain(
    'scheme: http\n',
  );
});

test('its name is on what it records, and not on alerts, whose labels it would overwrite', () => {
  const { spec } = make({ externalLabels: { world: 'all' } }).objects.one('ThanosRuler', 'ruler');
  expect(spec.labels).toEqual({ thanos_ruler: 'ruler', world: 'all' });
  expect(spec.alertDropLabels).toEqual(['thanos_ruler']);
});

test('its bucket is a document of keys, or one without where an identity opens it', () => {
  const { spec } = make().objects.one('ThanosRuler', 'ruler');
  expect(spec.objectStorageConfig).toEqual({ name: 'ruler-objstore', key: 'objstore.yaml' });
  const network = { cni: 'other', apiServer: { cidrs: ['10.0.0.1/32'], port: 443 }, nodes: ['10.0.0.0/16'] } as const;
  const workloadIdentity = { annotation: 'example.com/role', value: (name: string) => `role:${name}` };
  const { objects } = make({ bucket: { name: 'acme' } }, { profile: eks('eu-west-1', { network, workloadIdentity }) });
  expect(objects.one('ThanosRuler', 'ruler').spec.objectStorageConfig.name).toBe('ruler-config');
  expect(objects.one('ServiceAccount', 'ruler').metadata.annotations).toEqual({ 'example.com/role': 'role:ruler' });
});

test('each replica is a door of its own to a query', () => {
  const { ruler } = make({ replicas: 3 });
  expect(ruler.stores.each((_, ordinal, count) => `${ordinal} of ${count}`)).toEqual(['0 of 3', '1 of 3', '2 of 3']);
});

test('a label that series carry is refused, whoever got it past the compiler', () => {
  const externalLabels = { cluster: 'all' } as never;
  expect(() => make({ externalLabels })).toThrow("externalLabels.cluster: got 'all', allowed: labels that no series");
});

test('rules of which one asks too little, or that are there already, are refused', () => {
  const { ruler } = make();
  ruler.rules(group('global'));
  expect(() => ruler.rules(group('global'))).toThrow('rule group global: name: got');
  const short = new RuleGroup<Team>('short');
  short.record('short:up:rate', promql`sum(rate(${metric('requests_total', { type: 'counter' })}[30s]))`);
  expect(() => ruler.rules(short)).toThrow('ranges of two scrapes or more, of which there is one each 30s');
  const again = new RuleGroup<Team>('again');
  again.record('global:up:sum', promql`sum(${up})`);
  expect(() => ruler.rules(again)).toThrow('series that no other group records, and global does');
});

test('an alert that nobody would be told of is refused', () => {
  const { ruler } = make({}, {}, false);
  expect(() => ruler.rules(group('global'))).toThrow('give the ruler an alertmanager');
});

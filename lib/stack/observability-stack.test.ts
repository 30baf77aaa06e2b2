import { Duration, Size } from 'cdk8s';
import * as alertmanager from '../components/alertmanager/receivers/index.js';
import { eks, kubeadm } from '../kernel/cluster-profile.js';
import { environmentsOf } from '../kernel/environment.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { logql } from '../query/logql.js';
import { promql } from '../query/promql.js';
import { dashboard } from '../signals/dashboard/dashboard.js';
import { stat } from '../signals/dashboard/stat.js';
import { LogRuleGroup } from '../signals/logs/log-rule-group.js';
import { RuleGroup } from '../signals/rule-group.js';
import { objectsOf } from '../testing/objects.js';
import { EnvironmentApp } from './environment-app.js';
import { ObservabilityStack } from './observability-stack.js';

const common = {
  region: 'eu-central-1',
  domain: 'example.com',
  load: { series: 200_000, spansPerSecond: 500, logsPerDay: Size.gibibytes(5), nodes: 5 },
  retention: { metrics: Duration.days(30), logs: Duration.days(31), traces: Duration.days(7) },
} as const;

const environments = environmentsOf('shop', {
  development: { ...common, tier: 'development', cluster: kubeadm() },
  production: {
    ...common,
    tier: 'production',
    cluster: eks('eu-central-1', {
      network: { cni: 'other', apiServer: { cidrs: ['10.1.0.0/24'], port: 443 }, nodes: ['10.1.0.0/16'] },
      workloadIdentity: { annotation: 'eks.amazonaws.com/role-arn', value: (name) => `arn:aws:iam::1:role/${name}` },
    }),
  },
});

const made = (tier: 'development' | 'production') => {
  const environment = environments.find((one) => one.tier === tier);
  if (environment === undefined) throw new Error(tier);
  const app = new EnvironmentApp(environment, 'unused');
  const slack = alertmanager.slack({
    channel: '#alerts',
    url: SecretRef.external('alertmanager-secrets', 'slack-api-url'),
  });
  const heartbeat = alertmanager.webhook({
    name: 'heartbeat',
    url: SecretRef.external('alertmanager-secrets', 'heartbeat'),
    host: 'hc.example.com',
  });
  const stack = new ObservabilityStack(app, {
    namespace: 'monitoring',
    applications: ['shop'],
    owner: 'platform',
    links: { runbooks: 'https://runbooks.example.com' },
    alertmanager: { routing: { platform: slack, shop: slack }, otherwise: slack, heartbeat },
    grafana: { url: 'https://grafana.example.com' },
    services: { labels: { 'app.kubernetes.io/part-of': 'shop' }, port: 9464 },
    loki: { store: tier === 'development' ? 'filesystem' : { name: 'shop-logs' } },
  });
  return { app, stack, objects: objectsOf(app) };
};

describe('a stack in production', () => {
  const { objects, app } = made('production');

  test('has a chart per concern', () => {
    expect(app.charts.map(({ node }) => node.id).sort()).toEqual([
      'alerting',
      'base',
      'collection',
      'dashboards',
      'logs',
      'metrics',
      'nodes',
      'traces',
    ]);
  });

  test('is sized from its load', () => {
    const { spec } = objects.one('Prometheus', 'prometheus');
    expect(spec.storage.volumeClaimTemplate.spec.resources.requests.storage).toBe('61Gi');
    expect(spec.resources.limits.memory).toBe('3Gi');
  });

  test('has three of what votes, two of what answers', () => {
    expect(objects.one('Alertmanager', 'alertmanager').spec.replicas).toBe(3);
    expect(objects.one('StatefulSet', 'loki').spec.replicas).toBe(3);
    expect(objects.one('Prometheus', 'prometheus').spec.replicas).toBe(2);
  });

  test('answers by the names that people type', () => {
    for (const name of ['grafana', 'jaeger-query', 'alertmanager', 'loki', 'prometheus']) {
      expect(objects.names('Service')).toContain(name);
    }
    expect(objects.one('Service', 'grafana').spec.ports[0]).toMatchObject({ port: 80, targetPort: 3000 });
  });

  test('only what stands on the nodes may be privileged', () => {
    const level = (name: string) =>
      objects.one('Namespace', name).metadata.labels['pod-security.kubernetes.io/enforce'];
    expect([level('monitoring'), level('monitoring-nodes')]).toEqual(['restricted', 'privileged']);
  });

  test('has for every rule between its pods the same rule on the other side', () => {
    const policies = objects.all.filter(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace !== undefined,
    );
    const rules = (side: 'ingress' | 'egress', peers: 'from' | 'to') =>
      policies.flatMap(({ metadata, spec }) =>
        (spec[side] ?? []).flatMap((rule: Record<string, Peer[]> & { ports: object[] }) =>
          (rule[peers] ?? [])
            .filter(({ podSelector, namespaceSelector }) => podSelector && ours.has(namespaceOf(namespaceSelector)))
            .map(({ podSelector, namespaceSelector }) => {
              const own = [metadata.namespace, spec.podSelector];
              const other = [namespaceOf(namespaceSelector), podSelector];
              const [from, to] = side === 'egress' ? [own, other] : [other, own];
              return JSON.stringify({ from, to, ports: rule.ports });
            }),
        ),
      );
    const out = rules('egress', 'to').sort();
    expect(out.length).toBeGreaterThan(30);
    expect(rules('ingress', 'from').sort()).toEqual(out);
  });
});

interface Peer {
  readonly podSelector?: object;
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}

const ours = new Set(['monitoring', 'monitoring-nodes']);

const namespaceOf = (selector: Peer['namespaceSelector']): string =>
  selector?.matchLabels['kubernetes.io/metadata.name'] ?? '';

test('in development it is one of each, in the clear, traces in memory', () => {
  const { objects } = made('development');
  expect(objects.names('Certificate')).toEqual([]);
  expect(objects.names('Elasticsearch')).toEqual([]);
  expect(objects.one('Prometheus', 'prometheus').spec.replicas).toBe(1);
});

test('an alert that leads to a dashboard which Grafana has not fails the synth', () => {
  const { app, stack } = made('development');
  const about = { for: Duration.minutes(5), severity: 'warning', summary: 'down', description: 'it is down' } as const;
  const lead = (uid: string) => ({ ...about, team: 'shop' as const, dashboard: { uid } });
  const metrics = new RuleGroup<'shop'>('metrics');
  const lines = new LogRuleGroup<'shop'>('lines');
  metrics.alert({ ...lead('nowhere'), name: 'Down', when: promql`up == 0` });
  lines.alert({
    ...lead('no-lines'),
    name: 'Panics',
    when: logql`sum(count_over_time({app="a"} |= "panic" [5m])) > 0`,
  });
  stack.metrics.rules(metrics);
  stack.logs.rules(lines);
  const faults = () => app.node.findAll().flatMap((construct) => construct.node.validate());
  expect(faults()).toEqual(
    ['nowhere', 'no-lines'].map(
      (uid) =>
        `dashboard of an alert: got '${uid}', allowed: dashboards that were added to the Grafana of this stack; ` +
        'add it with stack.dashboards.dashboard(…), or take it out of the alert',
    ),
  );
  for (const uid of ['nowhere', 'no-lines']) {
    const panels = [stat({ title: 'Up', description: 'How many.', unit: 'short', query: promql`count(up)` })];
    const rows = [{ title: 'Now', panels }];
    stack.dashboards.dashboard(dashboard({ uid, title: uid, description: 'Whether it answers.', rows }));
  }
  expect(faults()).toEqual([]);
});

import { Alertmanager, EnvironmentApp } from '../../lib/index.js';
import { objectsOf } from '../../lib/testing/objects.js';
import { goCoffee } from './index.js';

const made = Object.fromEntries(
  goCoffee.map(({ environment, build }) => {
    const app = new EnvironmentApp(environment, 'unused');
    build(app);
    return [environment.tier, { app, objects: objectsOf(app) }];
  }),
);

const of = (tier: 'development' | 'staging' | 'production') => {
  const found = made[tier];
  if (found === undefined) throw new Error(`no environment is of the tier ${tier}`);
  return found;
};

const { objects, app } = of('production');

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const rules: Rule[] = objects.all
  .filter(({ kind }) => kind === 'PrometheusRule')
  .flatMap(({ spec }) => spec.groups.flatMap(({ rules: some }: { rules: Rule[] }) => some));

const alert = (name: string, labels: Readonly<Record<string, string>> = {}): Rule => {
  const found = rules.filter(
    (rule) => rule.alert === name && Object.entries(labels).every(([key, value]) => rule.labels[key] === value),
  );
  if (found[0] === undefined) throw new Error(`no rule is called ${name}`);
  return found[0];
};

describe('metrics', () => {
  test('are kept thirty days on two replicas of two hundred gibibytes', () => {
    const { spec } = objects.one('Prometheus', 'prometheus');
    expect(spec).toMatchObject({ retention: '30d', replicas: 2 });
    expect(spec.storage.volumeClaimTemplate.spec.resources.requests.storage).toBe('200Gi');
  });

  test('of services are found by the label that the services wear, in their own namespace', () => {
    const { spec } = objects.one('PodMonitor', 'applications');
    expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/part-of': 'go-coffee' });
    expect(spec.namespaceSelector.matchNames).toEqual(['go-coffee']);
  });

  test('come from nodes, from Kubernetes, and from every part of the stack itself', () => {
    const monitors = [...objects.names('ServiceMonitor'), ...objects.names('PodMonitor')];
    for (const name of [
      'node-exporter',
      'kube-state-metrics',
      'kubelet',
      'cadvisor',
      'kube-apiserver',
      'coredns',
      'prometheus',
      'alertmanager',
      'grafana',
      'loki',
      'fluent-bit',
      'elasticsearch',
      'otel-balancer',
      'otel-sampler',
      'agent',
    ]) {
      expect(monitors).toContain(name);
    }
  });

  test('what EKS hides is neither scraped nor alerted on', () => {
    expect(objects.names('ServiceMonitor')).not.toContain('etcd');
    expect(rules.some((rule) => rule.alert === 'EtcdWithoutLeader')).toBe(false);
  });
});

describe('alerts', () => {
  test.each([
    ['ServiceDown', 'critical', '1m', '== 0 or absent'],
    ['HighErrorRate', 'critical', '5m', '> 0.05'],
    ['HighLatency', 'warning', '5m', '> 1'],
    ['PaymentsFailing', 'critical', '2m', 'outcome="failed"'],
    ['Web3TransactionsFailing', 'critical', '5m', 'outcome!="confirmed"'],
    ['DatabaseConnectionsFailing', 'critical', '2m', 'kind="connection"'],
    ['AgentEfficiencyDropped', 'warning', '5m', '< 0.8'],
    ['OrdersDropped', 'warning', '10m', '< 1'],
    ['RevenueDropped', 'warning', '15m', '< 10'],
    ['SatisfactionDropped', 'warning', '30m', '< 3'],
    ['NodeProcessorBusy', 'warning', '10m', '> 0.8'],
    ['NodeMemoryFull', 'warning', '10m', '> 0.85'],
    ['NodeDiskFull', 'critical', '5m', '> 0.9'],
    ['ContainerRestarting', 'warning', '0s', '[1h]) > 5'],
    ['OrdersUnusual', 'warning', '15m', 'offset 1w'],
  ])('%s is %s after %s, as the document lists it', (name, severity, duration, part) => {
    const rule = alert(name, { severity });
    expect(rule.for).toBe(duration);
    expect(rule.expr).toContain(part);
  });

  test('of services go to the team that owns each', () => {
    const owners = rules
      .filter((rule) => rule.alert === 'ServiceDown')
      .map(({ labels }) => [labels['component'], labels['team']]);
    expect(Object.fromEntries(owners)).toMatchObject({
      'payment-service': 'payments',
      'ai-agents': 'ai',
      'web3-gateway': 'web3',
    });
  });

  test('lead to a runbook, and those of services and business to a dashboard', () => {
    expect(
      rules.filter(
        (rule) =>
          rule.alert &&
          !rule.annotations['runbook_url']?.startsWith('https://runbooks.gocoffee.dev/') &&
          rule.alert !== 'Watchdog',
      ),
    ).toEqual([]);
    expect(alert('OrdersDropped').annotations['dashboard_url']).toBe(
      'https://grafana.gocoffee.dev/d/go-coffee-overview',
    );
  });

  test('on logs tell of panics and of logins that fail', () => {
    const files = Object.values(objects.one('ConfigMap', 'loki-rules').data).join('\n');
    expect(files).toContain('ApplicationPanic');
    expect(files).toContain('panic:');
    expect(files).toContain('LoginsFailing');
  });
});

describe('routing', () => {
  const [alerts] = app.node
    .findAll()
    .filter((construct) => construct instanceof Alertmanager) as Alertmanager<string>[];
  const told = (team: string, severity: string): string =>
    alerts?.receiverOf({ alertname: 'x', team, severity }).name ?? '';

  test('pages the owning team for what is critical, and tells its channel of the rest', () => {
    expect(told('payments', 'critical')).toContain('pagerduty');
    expect(told('payments', 'warning')).toContain('slack');
    expect(told('payments', 'info')).toContain('email');
    expect(told('somebody else', 'critical')).toContain('email');
  });

  test('takes its keys from the Secret that people know, brought by External Secrets', () => {
    const keys = objects
      .one('ExternalSecret', 'alertmanager-secrets')
      .spec.data.map((one: { secretKey: string }) => one.secretKey);
    expect(keys).toEqual(
      expect.arrayContaining(['slack-api-url', 'smtp-password', 'pagerduty-payments', 'heartbeat-url']),
    );
  });

  test('outside production nobody is paged', () => {
    const text = JSON.stringify(of('staging').objects.one('AlertmanagerConfig', 'alertmanager-routing'));
    expect(text).not.toContain('pagerduty');
  });
});

describe('logs', () => {
  test('are kept thirty-one days by one value for the limits and the compactor', () => {
    const config = objects.one('ConfigMap', 'loki-config').data['loki.yaml'] as string;
    expect(config).toContain('retention_period: 744h');
    expect(config).toContain('retention_enabled: true');
  });

  test('leave every node masked, with few labels', () => {
    const files = objects.one('ConfigMap', 'fluent-bit-config').data;
    expect(files['fluent-bit.yaml']).toContain('redaction.lua');
    for (const field of ['walletaddress', 'customeremail', 'password']) expect(files['redaction.lua']).toContain(field);
  });
});

describe('traces', () => {
  test('are kept seven days in Elasticsearch, taken by three collectors', () => {
    expect(objects.one('OpenTelemetryCollector', 'jaeger-collector').spec.replicas).toBe(3);
    const cleaner = objects.one('CronJob', 'jaeger-es-index-cleaner').spec.jobTemplate.spec.template.spec.containers[0];
    expect(cleaner.args[0]).toBe('8');
  });

  test('are begun at a rate of their own for each service that is named', () => {
    const text = JSON.stringify(
      objects.all.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('jaeger-')),
    );
    expect(text).toContain('payment-service');
  });

  test('lead to logs and metrics', () => {
    const text = JSON.stringify(
      objects.all.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('jaeger-')),
    );
    expect(text).toContain('grafana.gocoffee.dev/explore');
  });

  test('come by OTLP, Jaeger and Zipkin, are counted before they are sampled, and their personal data is masked', () => {
    const { config: balancer } = objects.one('OpenTelemetryCollector', 'otel-balancer').spec;
    expect(Object.keys(balancer.receivers)).toEqual(['jaeger', 'otlp', 'zipkin']);
    const { config: sampler } = objects.one('OpenTelemetryCollector', 'otel-sampler').spec;
    expect(sampler.service.pipelines['traces/all'].processors).toContain('redaction/catalogue');
    expect(sampler.service.pipelines['traces/kept'].processors).toContain('tail_sampling');
  });
});

describe('dashboards', () => {
  test('are five, in a folder for each audience', () => {
    expect(objects.names('GrafanaDashboard')).toHaveLength(5);
    expect(objects.names('GrafanaFolder')).toHaveLength(2);
  });

  test('stand on two replicas with one database, behind the company login, with no password in YAML', () => {
    const text = JSON.stringify(objects.one('Grafana', 'grafana').spec);
    expect(text).toContain('login.gocoffee.dev');
    expect(text).not.toContain('admin123');
    expect(objects.one('ExternalSecret', 'grafana-admin').spec.dataFrom[0].sourceRef.generatorRef.kind).toBe(
      'Password',
    );
  });
});

test('every name that the document types is there', () => {
  for (const name of ['grafana', 'jaeger-query', 'alertmanager', 'loki', 'prometheus'])
    expect(objects.names('Service')).toContain(name);
  expect(objects.names('StatefulSet')).toContain('loki');
  expect(objects.names('Namespace')).toEqual(['go-coffee-monitoring', 'go-coffee-monitoring-nodes']);
});

test('images come through the company mirror, operator-made pods included', () => {
  const found = [...JSON.stringify(objects.all).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
  expect(found.length).toBeGreaterThan(15);
  expect(found.filter((image) => !image?.startsWith('registry.gocoffee.dev/mirror/'))).toEqual([]);
});

test('applications are instrumented in their own namespace, over TLS', () => {
  const { spec } = objects.one('Instrumentation', 'instrumentation');
  expect(spec.exporter.endpoint).toMatch(/^https:/);
  expect(objects.one('Bundle', 'observability-ca').spec.target.namespaceSelector.matchExpressions[0].values).toEqual([
    'go-coffee',
  ]);
});

test('a synth of the same input gives the same bytes', () => {
  const [again] = goCoffee.filter(({ environment }) => environment.tier === 'production');
  const second = new EnvironmentApp(again?.environment ?? app.environment, 'unused');
  again?.build(second);
  expect(JSON.stringify(objectsOf(second).all)).toBe(JSON.stringify(objects.all));
});

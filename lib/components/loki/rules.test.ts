import { type App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { type AlertsEndpoint, Doors, type Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { logql } from '../../query/logql.js';
import { LogRuleGroup } from '../../signals/logs/log-rule-group.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Loki, type LokiProps } from './loki.js';

type Team = 'security';

const store = {
  name: 'acme-logs',
  credentials: {
    accessKey: SecretRef.external('loki-bucket', 'access-key'),
    secretKey: SecretRef.external('loki-bucket', 'secret-key'),
  },
};

/** Two sites that stand for an Alertmanager and a Prometheus of two replicas. */
const make = (props: (alerting: AlertsEndpoint<Team>, metrics: Site) => Partial<LokiProps<Team>>, tls = true) => {
  const app: App = Testing.app();
  inCluster(app, { name: 'acme-eu', tls });
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  const alerts = new Site(chart, 'alerts', { labels: { app: 'alerts' } });
  const metrics = new Site(chart, 'metrics', { labels: { app: 'metrics' } });
  const operated = { service: 'alertmanager-operated', madeBy: 'prometheus-operator', port: 9093 };
  const alerting: AlertsEndpoint<Team> = {
    api: alerts.listen('alertmanager', operated),
    replicas: { namespace: 'logs', service: 'alertmanager-operated', port: 'http-web' },
  };
  const loki = new Loki<Team>(chart, 'loki', { store, links, ...props(alerting, metrics) });
  const objects = () => objectsOf(chart);
  const ruler = () => parse(objects().one('ConfigMap', 'loki-config').data['loki.yaml']).ruler;
  return { loki, objects, ruler };
};

const links = { runbooks: 'https://runbooks.example.com', grafana: 'https://grafana.example.com' };

const logins = (): LogRuleGroup<Team> => {
  const group = new LogRuleGroup<Team>('logins', { interval: Duration.minutes(1) });
  group.alert({
    name: 'UnusualLogins',
    when: logql`sum by (service_name) (count_over_time({service_name="auth"} |= "login failed" [5m])) > 50`,
    for: Duration.minutes(2),
    severity: 'warning',
    summary: '{{ $value }} logins failed',
    description: 'somebody may be guessing passwords',
    dashboard: { uid: 'logins' },
    team: 'security',
  });
  return group;
};

const recorded = (): LogRuleGroup<Team> => {
  const group = new LogRuleGroup<Team>('lines');
  group.record('service:log_lines:rate1m', logql`sum by (service_name) (rate({service_name=~".+"}[1m]))`, {
    type: 'gauge',
  });
  return group;
};

const doors = (metrics: Site) => {
  const door = (n: number): Endpoint<'remote-write'> =>
    metrics.listen('remote-write', { port: 9090, service: 'prometheus-operated', madeBy: 'x', pod: `prometheus-${n}` });
  return new Doors(door(0), door(1));
};

test('a group becomes a file in the folder of the one tenant', () => {
  const { loki, objects } = make((alertmanager) => ({ alertmanager }));
  loki.rules(logins());
  const file = parse(objects().one('ConfigMap', 'loki-rules').data['logins.yaml']);
  expect(file.groups).toEqual([
    {
      name: 'logins',
      interval: '1m',
      rules: [
        {
          alert: 'UnusualLogins',
          expr: 'sum by (service_name) (count_over_time({service_name="auth"} |= "login failed" [5m])) > 50',
          for: '2m',
          labels: { severity: 'warning', team: 'security' },
          annotations: {
            summary: '{{ $value }} logins failed',
            description: 'somebody may be guessing passwords',
            runbook_url: 'https://runbooks.example.com/unusuallogins',
            dashboard_url: 'https://grafana.example.com/d/logins',
          },
        },
      ],
    },
  ]);
  const { volumeMounts } = objects().one('StatefulSet', 'loki').spec.template.spec.containers[0];
  expect(volumeMounts).toContainEqual({ name: 'rules', mountPath: '/etc/loki/rules/fake', readOnly: true });
});

test('an alert that is added to the group later is written too', () => {
  const { loki, objects } = make((alertmanager) => ({ alertmanager }));
  const group = new LogRuleGroup<Team>('logins');
  loki.rules(group);
  logins().alerts.forEach((alert) => group.alert(alert));
  expect(objects().one('ConfigMap', 'loki-rules').data['logins.yaml']).toContain('UnusualLogins');
});

test('a changed rule restarts nothing: the ruler polls its files', () => {
  const hash = (with_: boolean): string => {
    const { loki, objects } = make((alertmanager) => ({ alertmanager }));
    if (with_) loki.rules(logins());
    return objects().one('StatefulSet', 'loki').spec.template.metadata.annotations[
      'observability.cdk8s.io/config-hash'
    ];
  };
  expect(hash(true)).toBe(hash(false));
});

test('every replica of Alertmanager is told, each found by its SRV record, over TLS', () => {
  const { objects, ruler } = make((alertmanager) => ({ alertmanager }));
  expect(ruler()).toMatchObject({
    alertmanager_url: 'https://_http-web._tcp.alertmanager-operated.logs.svc',
    enable_alertmanager_discovery: true,
    enable_sharding: true,
    external_labels: { cluster: 'acme-eu' },
    external_url: 'https://grafana.example.com',
    alertmanager_client: {
      tls_ca_path: '/etc/secrets/loki-tls/ca.crt',
      tls_cert_path: '/etc/secrets/loki-tls/tls.crt',
      tls_key_path: '/etc/secrets/loki-tls/tls.key',
      tls_server_name: 'alertmanager-operated.logs.svc',
    },
  });
  expect(JSON.stringify(objects().one('NetworkPolicy', 'alerts').spec.ingress)).toContain('"port":9093');
});

test('where TLS is off, Alertmanager is told in the clear', () => {
  const { alertmanager_url, alertmanager_client } = make((alertmanager) => ({ alertmanager }), false).ruler();
  expect(alertmanager_url).toBe('http://_http-web._tcp.alertmanager-operated.logs.svc');
  expect(alertmanager_client).toBeUndefined();
});

test('what is recorded goes through every door, with the name of the cluster, and may be asked for', () => {
  const { loki, objects, ruler } = make((_, metrics) => ({ recordTo: doors(metrics) }));
  loki.rules(recorded());
  const { enabled, clients } = ruler().remote_write;
  expect(enabled).toBe(true);
  expect(Object.values(clients).map((client) => (client as { url: string }).url)).toEqual([
    'https://prometheus-0.prometheus-operated.logs.svc:9090/api/v1/write',
    'https://prometheus-1.prometheus-operated.logs.svc:9090/api/v1/write',
  ]);
  expect(parse(objects().one('ConfigMap', 'loki-rules').data['lines.yaml']).groups[0].rules[0].labels).toEqual({
    cluster: 'acme-eu',
  });
  expect(loki.telemetry.yields.map(({ name }) => name)).toContain('service:log_lines:rate1m');
});

test('an alert that nobody would be told of is refused', () => {
  const { loki } = make(() => ({}));
  expect(() => loki.rules(logins())).toThrow(
    "logs/loki: rules: got 'logins', allowed: groups without alerts, since nobody is told",
  );
});

test('a recording that nobody would take is refused', () => {
  const { loki } = make((alertmanager) => ({ alertmanager }));
  expect(() => loki.rules(recorded())).toThrow('give the loki recordTo');
});

test('an alert that says nowhere what to do is refused', () => {
  const { loki } = make((alertmanager) => ({ alertmanager, links: undefined }));
  expect(() => loki.rules(logins())).toThrow(
    'alert UnusualLogins.runbook: got undefined, allowed: a page that says what to do',
  );
});

test('two groups of one name are refused', () => {
  const { loki } = make((alertmanager) => ({ alertmanager }));
  loki.rules(logins());
  expect(() => loki.rules(logins())).toThrow('allowed: one group of a name; rename one of the two');
});

test('two groups that record one series are refused, even if one began to later', () => {
  const { loki, objects } = make((_, metrics) => ({ recordTo: doors(metrics) }));
  const late = new LogRuleGroup<Team>('late');
  for (const group of [recorded(), late]) loki.rules(group);
  late.record('service:log_lines:rate1m', recorded().recordings[0]?.is ?? logql`vector(0)`);
  expect(() => objects()).toThrow(
    "rules: got 'late', allowed: series that no other group records; lines has service:log_lines:rate1m; rename one",
  );
});

test('its alerts ask for nothing that its page does not yield', () => {
  const { alerts, yields } = make(() => ({})).loki.telemetry;
  const known = new Set(yields.flatMap(({ series }) => series));
  const asked = alerts.flatMap(({ props }) => props.when.metrics);
  expect(asked.filter((metric) => !known.has(metric))).toEqual([]);
  expect(alerts.map(({ props }) => props.name)).toEqual([
    'LokiRequestErrors',
    'LokiCompactorNotRunning',
    'LokiRetentionNotApplied',
    'LokiFlushFailures',
    'LokiRulerFailures',
    'LokiLinesDiscarded',
  ]);
});

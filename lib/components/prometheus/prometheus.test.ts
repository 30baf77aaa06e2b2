import { type App, Chart, Duration, Size, Testing } from 'cdk8s';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { Doors, Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { interval } from '../../query/interval.js';
import { metric } from '../../query/metric.js';
import { PromQL, promql } from '../../query/promql.js';
import { escalated } from '../../signals/escalation.js';
import { RuleGroup } from '../../signals/rule-group.js';
import type { Telemetry } from '../../signals/watched.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { NodeExporter } from '../node-exporter/node-exporter.js';
import { Prometheus, type PrometheusProps } from './prometheus.js';

const links = { runbooks: 'https://runbooks.example.com', grafana: 'https://grafana.example.com' };
const storage = Size.gibibytes(200);

const charts = (app: App = Testing.app()): { metrics: Chart; node: Chart; alerting: Chart } => {
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  new Namespace(base, 'monitoring');
  new Namespace(base, 'node', { podSecurity: 'privileged' });
  const chart = (id: string, namespace: string): Chart =>
    new Chart(app, id, { namespace, disableResourceNameHashes: true });
  return {
    metrics: chart('metrics', 'monitoring'),
    node: chart('collection', 'node'),
    alerting: chart('alerting', 'monitoring'),
  };
};

const alertsOf = (chart: Chart): AlertsEndpoint<'roastery' | 'platform'> => {
  const site = new Site(chart, 'alerts', { labels: { app: 'alerts' } });
  const api = site.listen('alertmanager', {
    service: 'alertmanager-operated',
    madeBy: 'prometheus-operator',
    port: 9093,
    portName: 'web',
  });
  return { api, replicas: { namespace: 'monitoring', service: 'alertmanager-operated', port: 'web' } };
};

const made = (props: Partial<PrometheusProps<'roastery' | 'platform'>> = {}) => {
  const { metrics, node, alerting } = charts();
  const prometheus = new Prometheus(metrics, 'prometheus', {
    storage,
    links,
    alertmanager: alertsOf(alerting),
    ...props,
  });
  return { prometheus, metrics, node, spec: () => objectsOf(metrics).one('Prometheus', 'prometheus').spec };
};

describe('a Prometheus', () => {
  test('keeps samples thirty days, unless four fifths of the volume are full before', () => {
    expect(made().spec()).toMatchObject({ retention: '30d', retentionSize: '160GiB', replicas: 2 });
  });

  test('names its cluster and its replica on all that leaves', () => {
    expect(made().spec()).toMatchObject({
      externalLabels: { cluster: 'default' },
      replicaExternalLabelName: 'prometheus_replica',
    });
  });

  test('takes only monitors and rules that wear its name', () => {
    const { serviceMonitorSelector, ruleSelector } = made().spec();
    const mine = { matchLabels: { 'observability.cdk8s.io/prometheus': 'prometheus' } };
    expect([serviceMonitorSelector, ruleSelector]).toEqual([mine, mine]);
  });

  test('reaches every Alertmanager, by TLS with the certificate of the platform', () => {
    expect(made().spec().alerting.alertmanagers).toEqual([
      expect.objectContaining({
        name: 'alertmanager-operated',
        port: 'web',
        scheme: 'https',
        tlsConfig: expect.objectContaining({ serverName: 'alertmanager-operated.monitoring.svc' }),
      }),
    ]);
  });

  test('talks in the clear where the cluster does', () => {
    const app = Testing.app();
    inCluster(app, { tls: false });
    const { metrics, alerting } = charts(app);
    new Prometheus(metrics, 'prometheus', { storage, links, alertmanager: alertsOf(alerting) });
    const { spec } = objectsOf(metrics).one('Prometheus', 'prometheus');
    expect(spec.web).toBeUndefined();
    expect(spec.alerting.alertmanagers[0].scheme).toBe('http');
    expect(objectsOf(metrics).names('Certificate')).toEqual([]);
  });

  test('has one door to read, and a door per replica to write', () => {
    const { prometheus, metrics } = made({ receivesRemoteWrite: true });
    const site = new Site(metrics, 'pusher', { labels: { app: 'pusher' } });
    expect(site.dial(prometheus.read).url).toBe('https://prometheus.monitoring.svc:9090');
    expect(prometheus.write.each((door) => site.dial(door).host)).toEqual([
      'prometheus-prometheus-0.prometheus-operated.monitoring.svc',
      'prometheus-prometheus-1.prometheus-operated.monitoring.svc',
    ]);
  });

  test('has no door to write, unless it was told to receive', () => {
    expect(() => made().prometheus.write).toThrow(
      'metrics/prometheus: receivesRemoteWrite: got false, allowed: a Prometheus that takes samples from others; give it receivesRemoteWrite: true',
    );
  });

  test('labels what leaves it, beside its cluster and replica', () => {
    expect(made({ externalLabels: { site: 'north' } }).spec().externalLabels).toEqual({
      cluster: 'default',
      site: 'north',
    });
  });

  const to = Doors.one(Endpoint.external('remote-write', 'metrics.example.com'));

  test('sends no credentials in headers, and no metrics by a pattern that is none', () => {
    expect(() => made({ remoteWrite: [{ to, headers: { 'X-Api-Token': 'abc' } }] })).toThrow(
      "remoteWrite.headers: got 'X-Api-Token', allowed: headers that are no credentials: they are written as they are; give basicAuth",
    );
    expect(() => made({ remoteWrite: [{ to, only: 'job:(.*' }] })).toThrow(
      "metrics/prometheus: remoteWrite.only: got 'job:(.*', allowed: a regular expression of RE2",
    );
  });

  test('copies samples away with credentials that it mounts, never writes', () => {
    const { spec } = made({
      remoteWrite: [
        {
          to,
          basicAuth: {
            username: SecretRef.external('remote-write', 'username'),
            password: SecretRef.external('remote-write', 'password'),
          },
        },
      ],
    });
    expect(spec().remoteWrite).toEqual([
      expect.objectContaining({
        url: 'https://metrics.example.com:443/api/v1/write',
        basicAuth: {
          username: { name: 'remote-write', key: 'username' },
          password: { name: 'remote-write', key: 'password' },
        },
      }),
    ]);
  });

  test.each([
    [{ replicas: 0 }, 'default/metrics/prometheus: replicas: got 0, allowed: a whole number, 1 or more'],
    [{ retention: Duration.minutes(5) }, "retention: got '5m', allowed: two hours or more"],
    [{ series: 2_000_000 }, "storage: got '200Gi', allowed: 411988Mi or more for 2000000 series"],
    [{ series: 900_000 }, "resources.memory: got '4Gi', allowed: 7032Mi or more for 900000 series"],
    [{ scrapeInterval: Duration.seconds(0) }, "scrapeInterval: got '0s', allowed: a duration above zero; leave it out"],
    [{ evaluationInterval: Duration.seconds(0) }, "evaluationInterval: got '0s', allowed: a duration above zero"],
    [{ externalLabels: { 'my.site': 'north' } }, "externalLabels: got 'my.site', allowed: letters, digits and '_'"],
    [
      { externalLabels: { cluster: 'other' } as never },
      "externalLabels.cluster: got 'other', allowed: labels beside cluster and prometheus_replica",
    ],
    [{ storage: Size.mebibytes(10) }, "storage: got '10Mi', allowed: one gibibyte or more"],
  ])('refuses %j', (props, text) => {
    expect(() => made(props)).toThrow(text.replace('default/', ''));
  });
});

describe('watching', () => {
  test('a DaemonSet is found by its pods, over TLS, and its alerts go to the team', () => {
    const { prometheus, node, metrics } = made();
    prometheus.watch(new NodeExporter(node, 'node-exporter'), { team: 'platform' });
    const objects = objectsOf(metrics);
    expect(objects.one('PodMonitor', 'node-exporter').spec).toMatchObject({
      namespaceSelector: { matchNames: ['node'] },
      podMetricsEndpoints: [{ portNumber: 9100, scheme: 'https', tlsConfig: { serverName: 'node-exporter.node.svc' } }],
    });
    const [rule] = objects.one('PrometheusRule', 'node-exporter-alerts').spec.groups[0].rules;
    expect(rule).toMatchObject({
      labels: { team: 'platform', severity: 'warning' },
      annotations: { runbook_url: 'https://runbooks.example.com/nodefilesystemreadonly' },
    });
  });

  test('it may look for pods in the namespaces that it watches, and in no other', () => {
    const { prometheus, node, metrics } = made();
    prometheus.watch(new NodeExporter(node, 'node-exporter'), { team: 'platform' });
    const roles = objectsOf(metrics).all.filter(({ kind }) => kind === 'Role');
    expect(roles.map(({ metadata }) => metadata.namespace).sort()).toEqual(['monitoring', 'node']);
    expect(objectsOf(metrics).names('ClusterRole')).toEqual([]);
  });

  test('nodes are reached by their addresses, since no label selects them', () => {
    const { prometheus, node, metrics } = made();
    prometheus.watch(new NodeExporter(node, 'node-exporter'), { team: 'platform' });
    expect(objectsOf(metrics).one('NetworkPolicy', 'prometheus').spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '172.18.0.0/16' } }],
      ports: [{ port: 9100, protocol: 'TCP' }],
    });
  });

  test('pods are discovered by label in named namespaces', () => {
    const { prometheus, metrics } = made();
    prometheus.discover('services', { namespaces: ['shop'], labels: { part: 'shop' }, port: 8080 });
    const objects = objectsOf(metrics);
    expect(objects.one('PodMonitor', 'services').spec.podMetricsEndpoints[0].portNumber).toBe(8080);
    expect(JSON.stringify(objects.one('NetworkPolicy', 'prometheus').spec.egress)).toContain('"part":"shop"');
  });

  test('without a label every pod would be discovered, which is refused', () => {
    expect(() => made().prometheus.discover('all', { namespaces: ['shop'], labels: {}, port: 8080 })).toThrow(
      'metrics/prometheus: discover all: labels: got {}, allowed: one label or more',
    );
  });

  test.each([
    [
      { drop: 'go_(.*' },
      "node-exporter: scrape node-exporter: drop: got 'go_(.*', allowed: a regular expression of RE2",
    ],
    [{ interval: Duration.seconds(0) }, "scrape node-exporter: interval: got '0s', allowed: a duration above zero"],
  ])('a page is refused that is to be scraped with %j', (more, text) => {
    const { prometheus, node } = made();
    const exporter = new NodeExporter(node, 'node-exporter');
    const [target] = exporter.telemetry.metrics;
    const telemetry = { ...exporter.telemetry, metrics: [{ ...target, ...more }] } as Telemetry;
    Object.defineProperty(exporter, 'telemetry', { value: telemetry });
    expect(() => prometheus.watch(exporter, { team: 'platform' })).toThrow(text);
  });
});

describe('rules', () => {
  const requests = metric('http_requests_total', { type: 'counter' });

  test('a recording is a metric that the next rule asks for', () => {
    const { prometheus, metrics } = made();
    const group = new RuleGroup<'roastery'>('shop', { interval: Duration.seconds(30) });
    const rate = group.record('job:http_requests:rate5m', promql`sum by (job) (rate(${requests}[5m]))`);
    group.alert({
      name: 'NoRequests',
      when: promql`${rate} < 1`,
      for: Duration.minutes(5),
      severity: 'critical',
      team: 'roastery',
      summary: 'nobody asks',
      description: 'the shop serves nobody',
      dashboard: { uid: 'shop' },
    });
    prometheus.rules(group);
    const [written] = objectsOf(metrics).one('PrometheusRule', 'shop').spec.groups;
    expect(written).toMatchObject({
      interval: '30s',
      rules: [{ record: 'job:http_requests:rate5m' }, { expr: 'job:http_requests:rate5m < 1', for: '5m' }],
    });
    expect(written.rules[1].annotations.dashboard_url).toBe('https://grafana.example.com/d/shop');
  });

  test("a variable of Grafana's has no place in a rule", () => {
    const group = new RuleGroup<'roastery'>('shop');
    group.record('job:x:rate', promql`rate(${requests}[${interval.rate}])`);
    expect(() => made().prometheus.rules(group)).toThrow(
      "allowed: an instant vector or a scalar, without Grafana's variables",
    );
  });

  const recording = (name: string, range = '5m', level = 'job'): RuleGroup<'roastery'> => {
    const group = new RuleGroup<'roastery'>(name);
    group.record(`${level}:http_requests:rate`, PromQL.parse(`sum(rate(http_requests_total[${range}]))`));
    return group;
  };
  const cold = {
    name: 'OvenCold',
    when: promql`${requests} < 1`,
    for: Duration.minutes(5),
    severity: 'critical',
    team: 'roastery',
    summary: 'cold',
    description: 'cold',
  } as const;

  test('what is added to a group later is written, and checked, too', () => {
    const { prometheus, metrics } = made();
    const group = new RuleGroup<'roastery'>('shop');
    prometheus.rules(group);
    group.alert(cold);
    group.alert(escalated(cold, Duration.minutes(10)));
    const [{ rules }] = objectsOf(metrics).one('PrometheusRule', 'shop').spec.groups;
    expect(rules.map(({ alert }: { alert: string }) => alert)).toEqual(['OvenCold', 'OvenColdEscalated']);
    expect(rules[1].labels).toEqual({ severity: 'critical', team: 'roastery', escalation: 'next' });
    group.record('job:x:rate', promql`rate(${requests}[${interval.rate}])`);
    expect(() => objectsOf(metrics)).toThrow(
      "metrics/prometheus: rule group shop: expr: got 'rate(http_requests_total[",
    );
  });

  test('one series that two groups record, and two groups of one name, are refused', () => {
    const { prometheus, metrics } = made();
    const late = new RuleGroup<'roastery'>('late');
    for (const group of [recording('a'), late]) prometheus.rules(group);
    expect(() => prometheus.rules(recording('b'))).toThrow(
      "rule group b: record: got 'job:http_requests:rate', allowed: series that no other group records, and a does",
    );
    expect(() => prometheus.rules(new RuleGroup('a'))).toThrow("name: got 'a', allowed: one group of a name");
    late.record('job:http_requests:rate', promql`sum(${requests})`);
    expect(() => objectsOf(metrics)).toThrow("rule group late: record: got 'job:http_requests:rate'");
  });

  test('one series may be recorded with labels that tell the two apart', () => {
    const { prometheus, metrics } = made();
    for (const zone of ['a', 'b']) {
      const group = new RuleGroup<'roastery'>(zone);
      group.record('job:http_requests:sum', promql`sum(${requests})`, { set: { zone } });
      prometheus.rules(group);
    }
    expect(objectsOf(metrics).names('PrometheusRule')).toEqual(expect.arrayContaining(['a', 'b']));
  });

  test('a rate over less than two scrapes is refused, whatever the interval', () => {
    const { prometheus } = made();
    prometheus.rules(recording('enough', '1m'));
    expect(() => prometheus.rules(recording('short', '30s', 'shop'))).toThrow(
      "rule group short: expr: got 'sum(rate(http_requests_total[30s]))', allowed: ranges of two scrapes or more, of which there is one each 30s; lengthen",
    );
    const often = made({ scrapeInterval: Duration.seconds(15) }).prometheus;
    expect(() => often.rules(recording('enough', '30s'))).not.toThrow();
  });
});

import { Chart, Duration, Testing } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { metric } from '../../query/metric.js';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Grafana } from './grafana.js';

const setUp = () => {
  const chart = new Chart(Testing.app(), 'dashboards', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const site = new Site(chart, 'store', { labels: { app: 'store' } });
  const grafana = new Grafana(chart, 'grafana', { url: 'https://grafana.example.com' });
  return {
    chart,
    grafana,
    metrics: site.listen('prometheus', { service: 'metrics', port: 9090 }),
    logs: site.listen('loki', { service: 'logs', port: 3100 }),
    traces: site.listen('jaeger-query', { service: 'jaeger-query', port: 16686 }),
    lines: site.listen('elasticsearch', { service: 'lines', port: 9200, plain: 'a test of plain' }),
    spec: (name: string) => objectsOf(chart).one('GrafanaDatasource', `grafana-datasource-${name}`).spec,
  };
};

test('a datasource is an object of its own, known by a uid made of its name, and only its own Grafana takes it', () => {
  const { grafana, metrics, spec } = setUp();
  const ref = grafana.prometheus('Metrics (EU)', metrics, { default: true });
  expect(ref).toMatchObject({ kind: 'prometheus', uid: 'metrics-eu', name: 'Metrics (EU)' });
  expect(spec('metrics-eu')).toMatchObject({
    uid: 'metrics-eu',
    instanceSelector: { matchLabels: { 'observability.cdk8s.io/grafana': 'grafana' } },
    allowCrossNamespaceImport: false,
    resyncPeriod: '2m',
    datasource: {
      name: 'Metrics (EU)',
      type: 'prometheus',
      url: 'https://metrics.monitoring.svc:9090',
      isDefault: true,
    },
  });
});

test("the far end is believed by the platform's authority, which comes from the Secret of Grafana's certificate", () => {
  const { grafana, logs, spec } = setUp();
  grafana.loki('Logs', logs);
  const { datasource, valuesFrom } = spec('logs');
  expect(datasource.jsonData).toMatchObject({ tlsAuth: true, tlsAuthWithCACert: true });
  expect(datasource.secureJsonData.tlsCACert).toBe('${ca.crt}');
  expect(valuesFrom).toContainEqual({
    targetPath: 'secureJsonData.tlsCACert',
    valueFrom: { secretKeyRef: { name: 'grafana-tls', key: 'ca.crt' } },
  });
});

test('credentials are references: a password, a token, and none in the clear', () => {
  const { grafana, lines, metrics, spec } = setUp();
  const password = SecretRef.external('reader', 'password');
  grafana.elasticsearch('Lines', lines, { index: 'logs-*', credentials: { user: 'reader', password } });
  grafana.prometheus('Metrics', metrics, { credentials: { token: SecretRef.external('hub', 'token') } });
  expect(spec('lines')).toMatchObject({
    datasource: { basicAuth: true, basicAuthUser: 'reader', secureJsonData: { basicAuthPassword: '${password}' } },
    valuesFrom: [
      {
        targetPath: 'secureJsonData.basicAuthPassword',
        valueFrom: { secretKeyRef: { name: 'reader', key: 'password' } },
      },
    ],
  });
  expect(spec('metrics').datasource).toMatchObject({
    jsonData: { httpHeaderName1: 'Authorization' },
    secureJsonData: { httpHeaderValue1: 'Bearer ${token}' },
  });
});

test('each kind is written as its plugin reads it', () => {
  const { grafana, metrics, logs, lines, traces, spec } = setUp();
  grafana.prometheus('Metrics', metrics, { flavor: 'Thanos', scrapeInterval: Duration.seconds(15) });
  grafana.loki('Logs', logs, { maxLines: 500, tenant: 'platform' });
  grafana.elasticsearch('Lines', lines, { index: 'logs-*' });
  grafana.jaeger('Traces', traces);
  expect(spec('metrics').datasource.jsonData).toMatchObject({
    httpMethod: 'POST',
    prometheusType: 'Thanos',
    timeInterval: '15s',
  });
  expect(spec('logs').datasource).toMatchObject({
    jsonData: { maxLines: '500', httpHeaderName2: 'X-Scope-OrgID' },
    secureJsonData: { httpHeaderValue2: 'platform' },
  });
  expect(spec('lines').datasource.jsonData).toMatchObject({
    index: 'logs-*',
    timeField: '@timestamp',
    logMessageField: 'message',
  });
  expect(spec('traces').datasource).toMatchObject({ type: 'jaeger', jsonData: { nodeGraph: { enabled: true } } });
});

test('links go both ways between three signals, whichever was added first', () => {
  const { grafana, metrics, logs, traces, spec } = setUp();
  grafana.link({
    logs: grafana.loki('Logs', logs),
    metrics: grafana.prometheus('Metrics', metrics),
    traces: grafana.jaeger('Traces', traces),
  });
  expect(spec('metrics').datasource.jsonData.exemplarTraceIdDestinations).toEqual([
    { name: 'trace_id', datasourceUid: 'traces', urlDisplayLabel: 'Traces' },
  ]);
  expect(spec('logs').datasource.jsonData.derivedFields).toEqual([
    {
      name: 'trace',
      matcherType: 'label',
      matcherRegex: 'trace_id',
      url: '${__value.raw}',
      datasourceUid: 'traces',
      urlDisplayLabel: 'Traces',
    },
  ]);
  expect(spec('traces').datasource.jsonData).toMatchObject({
    tracesToLogsV2: {
      datasourceUid: 'logs',
      filterByTraceID: true,
      tags: [{ key: 'service.name', value: 'service_name' }],
    },
    tracesToMetrics: { datasourceUid: 'metrics', tags: [{ key: 'service.name', value: 'service_name' }] },
  });
});

test('lines in Elasticsearch are found by the field of the id, and lead back by it', () => {
  const { grafana, lines, traces, spec } = setUp();
  grafana.link({
    traces: grafana.jaeger('Traces', traces),
    logs: grafana.elasticsearch('Lines', lines, { index: 'l' }),
  });
  expect(spec('traces').datasource.jsonData.tracesToLogsV2).toMatchObject({
    customQuery: true,
    query: 'trace.id:"${__span.traceId}"',
  });
  expect(spec('lines').datasource.jsonData.dataLinks).toEqual([
    { field: 'trace.id', url: '${__value.raw}', datasourceUid: 'traces', urlDisplayLabel: 'Traces' },
  ]);
});

test('the id may be cut out of the line', () => {
  const { grafana, logs, traces, spec } = setUp();
  grafana.link({ traces: grafana.jaeger('Traces', traces), logs: grafana.loki('Logs', logs), traceId: /trace=(\w+)/ });
  expect(spec('logs').datasource.jsonData.derivedFields[0]).toMatchObject({
    matcherType: 'regex',
    matcherRegex: 'trace=(\\w+)',
  });
});

test("beside a span stand the rate, the errors and the duration of its service, by the span's own tags", () => {
  const { grafana, metrics, traces, spec } = setUp();
  grafana.link({
    traces: grafana.jaeger('Traces', traces),
    metrics: grafana.prometheus('Metrics', metrics),
    spanMetrics: {
      calls: metric('traces_span_metrics_calls_total', { type: 'counter' }),
      duration: metric('traces_span_metrics_duration_seconds', { type: 'histogram' }),
    },
  });
  const { queries } = spec('traces').datasource.jsonData.tracesToMetrics;
  expect(queries.map(({ query }: { query: string }) => query)).toEqual([
    'sum(rate(traces_span_metrics_calls_total{$__tags}[$__rate_interval]))',
    'sum(rate(traces_span_metrics_calls_total{status_code="STATUS_CODE_ERROR",$__tags}[$__rate_interval])) / sum(rate(traces_span_metrics_calls_total{$__tags}[$__rate_interval]))',
    'histogram_quantile(0.95, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{$__tags}[$__rate_interval])))',
  ]);
});

test('two Prometheis may lead to the same traces, in an order that is not that of writing', () => {
  const written = (names: readonly string[]) => {
    const { grafana, metrics, traces, chart } = setUp();
    const first = grafana.jaeger('Traces', traces);
    const second = grafana.jaeger('Archive', traces);
    const prometheus = grafana.prometheus('Metrics', metrics);
    for (const name of names) grafana.link({ traces: name === 'Traces' ? first : second, metrics: prometheus });
    return JSON.stringify(objectsOf(chart).one('GrafanaDatasource', 'grafana-datasource-metrics'));
  };
  expect(written(['Traces', 'Archive'])).toBe(written(['Archive', 'Traces']));
});

test('a second datasource of a name is refused', () => {
  const { grafana, metrics } = setUp();
  grafana.prometheus('Metrics', metrics);
  expect(() => grafana.prometheus('metrics', metrics)).toThrow(
    "dashboards/grafana: datasource: got 'metrics', allowed: names whose identifiers differ: Metrics is metrics already; rename one of the two",
  );
});

test('a second default is refused', () => {
  const { grafana, metrics, logs } = setUp();
  grafana.prometheus('Metrics', metrics, { default: true });
  expect(() => grafana.loki('Logs', logs, { default: true })).toThrow(
    'dashboards/grafana: datasource Logs.default: got true, allowed: one default in a Grafana, and Metrics is it; leave it out at one of the two',
  );
});

test('a name without a letter is refused', () => {
  const { grafana, metrics } = setUp();
  expect(() => grafana.prometheus('***', metrics)).toThrow(
    "datasource: got '***', allowed: a name with letters or digits, at most 40 of them: its identifier is made of them; shorten it",
  );
});

test('a link to a datasource that was not added here is refused', () => {
  const { grafana, metrics } = setUp();
  const prometheus = grafana.prometheus('Metrics', metrics);
  expect(() =>
    grafana.link({ metrics: prometheus, traces: { kind: 'jaeger', uid: 'traces', name: 'Traces' } }),
  ).toThrow(
    "datasource: got 'Traces', allowed: one that was added to this Grafana; add it here with grafana.jaeger(…), and hold what that returns",
  );
});

test('traces that are linked to nothing, twice, or by an expression without a group are refused', () => {
  const { grafana, logs, metrics, traces: endpoint } = setUp();
  const traces = grafana.jaeger('Traces', endpoint);
  expect(() => grafana.link({ traces })).toThrow('allowed: traces with metrics, with logs, or with both');
  expect(() => grafana.link({ traces, logs: grafana.loki('Logs', logs), traceId: /trace/ })).toThrow(
    'put the part that is the id in parentheses',
  );
  const prometheus = grafana.prometheus('Metrics', metrics);
  grafana.link({ traces, metrics: prometheus });
  expect(() => grafana.link({ traces, metrics: prometheus })).toThrow(
    "link Traces: got 'a second tracesToMetrics', allowed: one datasource of metrics and one of logs for each of traces; link the traces once, with both",
  );
});

test('a store outside is asked by its public name, with nothing to prove', () => {
  const { grafana, spec } = setUp();
  grafana.prometheus('Cloud', Endpoint.external('prometheus', 'metrics.example.com'));
  expect(spec('cloud').datasource.url).toBe('https://metrics.example.com:443');
  expect(spec('cloud').valuesFrom).toBeUndefined();
});

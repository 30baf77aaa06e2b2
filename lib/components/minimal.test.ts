import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Duration, Size, Testing, Yaml } from 'cdk8s';
import { ElasticsearchRef } from '../kernel/elasticsearch-ref.js';
import { Doors, Endpoint } from '../kernel/endpoint.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { objectsOf } from '../testing/objects.js';
import { inCluster } from '../workload/cluster.js';
import { Namespace } from '../workload/namespace.js';
import { kubeadm } from '../kernel/cluster-profile.js';
import { PublicName } from '../kernel/public-name.js';
import { Handover } from '../signals/handover.js';
import { Site } from '../workload/site.js';
import { Alertmanager } from './alertmanager/alertmanager.js';
import * as alertmanager from './alertmanager/receivers/index.js';
import { BlackboxExporter } from './blackbox-exporter/blackbox-exporter.js';
import { Collector } from './collector/collector.js';
import * as otel from './collector/otel.js';
import { Elasticsearch } from './elasticsearch/elasticsearch.js';
import { singleNode } from './elasticsearch/node-set.js';
import { CloudWatchExporter } from './exporters/cloudwatch/cloudwatch-exporter.js';
import { cloudFront } from './exporters/cloudwatch/cloud-front.js';
import { PostgresExporter } from './exporters/postgresql/postgres-exporter.js';
import { RedisExporter } from './exporters/redis/redis-exporter.js';
import { FluentBit } from './fluent-bit/fluent-bit.js';
import { toHttp } from './fluent-bit/outputs.js';
import { Gateway } from './gateway/gateway.js';
import { Route } from './gateway/route.js';
import { Grafana } from './grafana/grafana.js';
import { Jaeger } from './jaeger/jaeger.js';
import { Kafka } from './kafka/kafka.js';
import { Kibana } from './kibana/kibana.js';
import { KubeStateMetrics } from './kube-state-metrics/kube-state-metrics.js';
import { Kubernetes } from './kubernetes/kubernetes.js';
import { Logstash } from './logstash/logstash.js';
import * as logstash from './logstash/words.js';
import { Loki } from './loki/loki.js';
import { NodeExporter } from './node-exporter/node-exporter.js';
import { PrometheusAgent } from './prometheus/agent.js';
import { Prometheus } from './prometheus/prometheus.js';
import { ThanosCompactor } from './thanos/compactor.js';
import { ThanosGate } from './thanos/gate.js';
import { ThanosQuery } from './thanos/query.js';
import { ThanosQueryFrontend } from './thanos/query-frontend.js';
import { ThanosReceive } from './thanos/receive.js';
import { ThanosRuler } from './thanos/ruler.js';
import { ThanosStore } from './thanos/store.js';

/** Each construct with the least that it can be told, in the clear: what a guide shows beside its TypeScript. */
const minimal: Readonly<Record<string, (chart: Chart) => unknown>> = {
  alertmanager: (chart) => {
    const slack = alertmanager.slack({
      channel: '#alerts',
      url: SecretRef.external('alertmanager-secrets', 'slack-api-url'),
    });
    const heartbeat = alertmanager.webhook({
      name: 'heartbeat',
      url: SecretRef.external('alertmanager-secrets', 'heartbeat-url'),
      host: 'heartbeats.example.com',
    });
    return new Alertmanager(chart, 'alertmanager', { routing: { platform: slack }, otherwise: slack, heartbeat });
  },
  'blackbox-exporter': (chart) => new BlackboxExporter(chart, 'blackbox', { modules: { page: { prober: 'http' } } }),
  'cloudwatch-exporter': (chart) => new CloudWatchExporter(chart, 'cloudwatch', { jobs: [cloudFront()] }),
  collector: (chart) =>
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } }),
  elasticsearch: (chart) =>
    new Elasticsearch(chart, 'elasticsearch', { nodeSets: singleNode(Size.gibibytes(10), Size.gibibytes(2)) }),
  'fluent-bit': (chart) =>
    new FluentBit(chart, 'fluent-bit', { to: [toHttp(Endpoint.external('fluent-http', 'logs.example.com'))] }),
  gateway: (chart) => {
    const gateway = new Gateway(chart, 'public');
    const site = new Site(chart, 'shop', { labels: { 'app.kubernetes.io/name': 'shop' } });
    const to = site.listen('https', { service: 'shop', port: 8080 });
    return new Route(chart, 'front', { gateway, name: new PublicName('https', 'example.com', 'shop'), to });
  },
  grafana: (chart) => new Grafana(chart, 'grafana', { url: 'https://grafana.example.com' }),
  jaeger: (chart) => new Jaeger(chart, 'jaeger', { storage: { kind: 'memory' } }),
  kafka: (chart) => {
    const kafka = new Kafka(chart, 'kafka', { nodes: { kind: 'single' } });
    return kafka.user('writer', { writes: [kafka.topic('events')] });
  },
  kibana: (chart) => {
    const pods = { namespace: 'logs', labels: { 'elasticsearch.k8s.elastic.co/cluster-name': 'logs' } };
    const door = Endpoint.ofPods('elasticsearch', 'logs-es-http.logs.svc', 9200, pods);
    const elasticsearch = new ElasticsearchRef('logs', 'logs', door);
    return new Kibana(chart, 'kibana', { elasticsearch, url: 'https://kibana.example.com' });
  },
  'kube-state-metrics': (chart) => new KubeStateMetrics(chart, 'kube-state-metrics'),
  kubernetes: (chart) => new Kubernetes(chart, 'kubernetes'),
  logstash: (chart) => {
    const user = { name: 'writer', password: SecretRef.external('logs-user-writer', 'password') };
    const elasticsearch = Endpoint.external('elasticsearch', 'logs.example.com', 9200);
    const to = logstash.toElasticsearch(elasticsearch, { user, dataset: 'application' });
    return new Logstash(chart, 'logstash', { pipelines: { main: { from: [logstash.http()], to } } });
  },
  loki: (chart) => new Loki(chart, 'loki', { store: 'filesystem', replicas: 1, retention: Duration.days(7) }),
  'node-exporter': (chart) => new NodeExporter(chart, 'node-exporter'),
  'postgres-exporter': (chart) =>
    new PostgresExporter(chart, 'orders-db', {
      server: Endpoint.external('postgresql', 'orders.db.example.com', 5432),
      credentials: {
        user: SecretRef.external('orders-db', 'user'),
        password: SecretRef.external('orders-db', 'password'),
      },
    }),
  'prometheus-agent': (chart) =>
    new PrometheusAgent(chart, 'agent', {
      remoteWrite: [{ to: Doors.one(Endpoint.external('remote-write', 'metrics.example.com')) }],
      alerts: new Handover(),
    }),
  'redis-exporter': (chart) =>
    new RedisExporter(chart, 'sessions', { server: Endpoint.external('redis', 'sessions.cache.example.com', 6379) }),
  prometheus: (chart) =>
    new Prometheus(chart, 'prometheus', {
      storage: Size.gibibytes(20),
      links: { runbooks: 'https://runbooks.example.com' },
    }),
  thanos: (chart) => {
    const bucket = {
      name: 'acme-metrics',
      credentials: {
        accessKey: SecretRef.external('metrics-bucket', 'access-key'),
        secretKey: SecretRef.external('metrics-bucket', 'secret-key'),
      },
    };
    const receive = new ThanosReceive(chart, 'receive', { bucket });
    const store = new ThanosStore(chart, 'store', { bucket });
    const query = new ThanosQuery(chart, 'query', { stores: [receive.stores, store.endpoint] });
    new ThanosQueryFrontend(chart, 'query-frontend', { query: query.read });
    new ThanosCompactor(chart, 'compactor', { bucket, retention: { raw: Duration.days(30) } });
    new ThanosRuler(chart, 'ruler', { query: query.read, bucket, links: { runbooks: 'https://runbooks.example.com' } });
    const callers = { 'eu-west-1': { tenant: 'shop', password: SecretRef.external('metrics-callers', 'eu-west-1') } };
    return new ThanosGate(chart, 'gate', { to: receive.door, callers });
  },
};

/** A cluster that gives what some of them cannot do without. */
const profile = kubeadm({
  workloadIdentity: {
    annotation: 'eks.amazonaws.com/role-arn',
    value: (name) => `arn:aws:iam::123456789012:role/${name}`,
  },
  gateway: {
    className: 'envoy',
    from: { kind: 'pods', namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
    issuer: { kind: 'ClusterIssuer', name: 'letsencrypt' },
  },
});

test.each(Object.entries(minimal))(
  '%s with the least that it can be told is as its file says; UPDATE_SNAPSHOTS=true writes it',
  (name, make) => {
    const app = Testing.app();
    inCluster(app, { tls: false, profile });
    const base = new Chart(app, 'base', { disableResourceNameHashes: true });
    new Namespace(base, 'monitoring', { podSecurity: 'privileged' });
    const chart = new Chart(app, 'chart', { namespace: 'monitoring', disableResourceNameHashes: true });
    make(chart);
    const written = Yaml.stringify(...objectsOf(chart).all);
    const file = join('__snapshots__', `${name}.yaml`);
    if (process.env['UPDATE_SNAPSHOTS'] === 'true') writeFileSync(file, written);
    expect(written).toBe(readFileSync(file, 'utf8'));
  },
);

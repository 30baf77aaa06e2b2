import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Duration, Size, Testing, Yaml } from 'cdk8s';
import { Endpoint } from '../kernel/endpoint.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { objectsOf } from '../testing/objects.js';
import { inCluster } from '../workload/cluster.js';
import { Namespace } from '../workload/namespace.js';
import { kubeadm } from '../kernel/cluster-profile.js';
import { Alertmanager } from './alertmanager/alertmanager.js';
import * as alertmanager from './alertmanager/receivers/index.js';
import { BlackboxExporter } from './blackbox-exporter/blackbox-exporter.js';
import { Collector } from './collector/collector.js';
import * as otel from './collector/otel.js';
import { Elasticsearch } from './elasticsearch/elasticsearch.js';
import { singleNode } from './elasticsearch/node-set.js';
import { FluentBit } from './fluent-bit/fluent-bit.js';
import { toHttp } from './fluent-bit/outputs.js';
import { Grafana } from './grafana/grafana.js';
import { Jaeger } from './jaeger/jaeger.js';
import { KubeStateMetrics } from './kube-state-metrics/kube-state-metrics.js';
import { Kubernetes } from './kubernetes/kubernetes.js';
import { Loki } from './loki/loki.js';
import { NodeExporter } from './node-exporter/node-exporter.js';
import { Prometheus } from './prometheus/prometheus.js';

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
  collector: (chart) =>
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } }),
  elasticsearch: (chart) =>
    new Elasticsearch(chart, 'elasticsearch', { nodeSets: singleNode(Size.gibibytes(10), Size.gibibytes(2)) }),
  'fluent-bit': (chart) =>
    new FluentBit(chart, 'fluent-bit', { to: [toHttp(Endpoint.external('fluent-http', 'logs.example.com'))] }),
  grafana: (chart) => new Grafana(chart, 'grafana', { url: 'https://grafana.example.com' }),
  jaeger: (chart) => new Jaeger(chart, 'jaeger', { storage: { kind: 'memory' } }),
  'kube-state-metrics': (chart) => new KubeStateMetrics(chart, 'kube-state-metrics'),
  kubernetes: (chart) => new Kubernetes(chart, 'kubernetes'),
  loki: (chart) => new Loki(chart, 'loki', { store: 'filesystem', replicas: 1, retention: Duration.days(7) }),
  'node-exporter': (chart) => new NodeExporter(chart, 'node-exporter'),
  prometheus: (chart) =>
    new Prometheus(chart, 'prometheus', {
      storage: Size.gibibytes(20),
      links: { runbooks: 'https://runbooks.example.com' },
    }),
};

test.each(Object.entries(minimal))(
  '%s with the least that it can be told is as its file says; UPDATE_SNAPSHOTS=true writes it',
  (name, make) => {
    const app = Testing.app();
    inCluster(app, { tls: false, profile: kubeadm() });
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

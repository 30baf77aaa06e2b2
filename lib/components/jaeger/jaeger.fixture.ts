import { type App, Chart, Testing } from 'cdk8s';
import { type Objects, objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Elasticsearch } from '../elasticsearch/elasticsearch.js';
import { Kafka } from '../kafka/kafka.js';
import { type ElasticsearchJaegerProps, Jaeger, type MemoryJaegerProps, type StreamingJaegerProps } from './jaeger.js';
import { jaegerPrivileges } from './privileges.js';
import type { ElasticsearchStorage } from './storage.js';
import type { JaegerStream } from './stream.js';

/** A cluster with two namespaces and an Elasticsearch. */
export interface Cluster {
  readonly app: App;
  /** Where Jaeger stands. */
  readonly chart: Chart;
  /** Where its clients do. */
  readonly apps: Chart;
  readonly storage: ElasticsearchStorage;
  objects(): Objects;
}

/** A cluster with a Jaeger in it. */
export type Made = Cluster & { readonly jaeger: Jaeger };

/** @param settings - @default TLS */
export function inApp(settings: Partial<ClusterSettings> = {}): Cluster {
  const app = Testing.app();
  inCluster(app, settings);
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  ['traces', 'apps'].forEach((name) => new Namespace(base, name));
  const chartOf = (namespace: string): Chart =>
    new Chart(app, namespace, { namespace, disableResourceNameHashes: true });
  const chart = chartOf('traces');
  const elasticsearch = new Elasticsearch(chart, 'elasticsearch');
  const storage: ElasticsearchStorage = {
    kind: 'elasticsearch',
    endpoint: elasticsearch.endpoint,
    user: elasticsearch.user('jaeger', jaegerPrivileges()),
  };
  return { app, chart, apps: chartOf('apps'), storage, objects: () => objectsOf(app) };
}

/** A Jaeger over Elasticsearch. */
export function lasting(
  props: Partial<Omit<ElasticsearchJaegerProps, 'storage'>> = {},
  storage: Partial<ElasticsearchStorage> = {},
): Made {
  const cluster = inApp();
  const jaeger = new Jaeger(cluster.chart, 'jaeger', { ...props, storage: { ...cluster.storage, ...storage } });
  return { ...cluster, jaeger };
}

/** A Jaeger in memory. */
export function forgetting(props: Partial<MemoryJaegerProps> = {}, settings: Partial<ClusterSettings> = {}): Made {
  const cluster = inApp(settings);
  const jaeger = new Jaeger(cluster.chart, 'jaeger', { storage: { kind: 'memory' }, ...props });
  return { ...cluster, jaeger };
}

/** A Jaeger over Elasticsearch, with Kafka before it. @param change - @default as its users may */
export function streaming(
  props: Partial<Omit<StreamingJaegerProps, 'storage' | 'stream'>> = {},
  change: (stream: JaegerStream) => JaegerStream = (stream) => stream,
): Made {
  const cluster = inApp();
  const kafka = new Kafka(cluster.chart, 'kafka');
  const spans = kafka.topic('jaeger-spans', { partitions: 6 });
  const stream = change({
    writer: kafka.user('jaeger-collector', { writes: [spans] }).writing(spans),
    reader: kafka.user('jaeger-ingester', { reads: [spans] }).reading(spans),
  });
  const jaeger = new Jaeger(cluster.chart, 'jaeger', { storage: cluster.storage, ...props, stream });
  return { ...cluster, jaeger };
}

/** What the operator is told of one of its Collectors. */
export function specOf(made: Cluster, name: string): Written {
  return made.objects().one('OpenTelemetryCollector', name).spec;
}

/** What is in a file of a ConfigMap. */
export function fileOf(made: Cluster, map: string, file: string): Written {
  return JSON.parse(made.objects().one('ConfigMap', map).data[file] as string);
}

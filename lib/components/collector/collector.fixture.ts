import { type App, Chart, Testing } from 'cdk8s';
import { Doors, Endpoint, type OtlpEndpoint } from '../../kernel/endpoint.js';
import type { Signal } from '../../kernel/signal.js';
import type { KafkaTopicWriter } from '../../kernel/topic.js';
import { type Objects, objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';

/** A namespace to try collectors in, and far ends for them to dial. */
export interface Stage {
  readonly chart: Chart;
  readonly jaeger: OtlpEndpoint<'traces'>;
  readonly hub: OtlpEndpoint<Signal>;
  readonly loki: Endpoint<'loki'>;
  readonly elasticsearch: Endpoint<'elasticsearch'>;
  /** A topic of a Kafka in the clear, which anybody may write. */
  readonly spans: KafkaTopicWriter;
  readonly doors: Doors<'remote-write'>;
  objects(): Objects;
  /** The configuration of a collector. */
  config(name: string): Written;
  /** The specification of a collector. */
  spec(name: string): Written;
}

/** A stage. @param settings - @default TLS between pods */
export function stage(settings: Partial<ClusterSettings> & { readonly privileged?: boolean } = {}): Stage {
  const app: App = Testing.app();
  inCluster(app, settings);
  const chart = new Chart(app, 'telemetry', { namespace: 'telemetry', disableResourceNameHashes: true });
  new Namespace(chart, 'telemetry', settings.privileged ? { podSecurity: 'privileged' } : {});
  const far = new Site(chart, 'far', { labels: { app: 'far' } });
  const otlp = (service: string): OtlpEndpoint<Signal> => ({
    grpc: far.listen('otlp-grpc', { service, port: 4317 }),
    http: far.listen('otlp-http', { service, port: 4318 }),
  });
  const door = (ordinal: number): Endpoint<'remote-write'> =>
    far.listen('remote-write', { service: `prometheus-${ordinal}`, port: 9090 });
  const spec = (name: string): Written => objectsOf(chart).one('OpenTelemetryCollector', name).spec;
  return {
    chart,
    jaeger: otlp('jaeger'),
    hub: otlp('hub'),
    loki: far.listen('loki', { service: 'loki', port: 3100 }),
    elasticsearch: far.listen('elasticsearch', { service: 'elasticsearch', port: 9200 }),
    spans: {
      may: 'write',
      endpoint: Endpoint.ofPods('kafka', 'kafka.queue.svc', 9092, { namespace: 'queue', labels: { app: 'kafka' } }),
      topic: 'spans',
    },
    doors: new Doors(door(0), door(1)),
    objects: () => objectsOf(chart),
    spec,
    config: (name) => spec(name).config,
  };
}

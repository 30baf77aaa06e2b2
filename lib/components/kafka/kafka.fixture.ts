import { type App, Chart, Testing } from 'cdk8s';
import { type Objects, objectsOf } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Kafka, type KafkaProps } from './kafka.js';

/** A cluster with a Kafka in it. */
export interface Made {
  readonly app: App;
  /** Where the Kafka stands. */
  readonly chart: Chart;
  /** Another namespace. */
  readonly apps: Chart;
  readonly kafka: Kafka;
  objects(): Objects;
}

/** A Kafka. @param settings - @default TLS between pods */
export function made(props: KafkaProps = {}, settings: Partial<ClusterSettings> = {}): Made {
  const app = Testing.app();
  inCluster(app, settings);
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  ['bus', 'apps'].forEach((name) => new Namespace(base, name));
  const chartOf = (namespace: string): Chart =>
    new Chart(app, namespace, { namespace, disableResourceNameHashes: true });
  const chart = chartOf('bus');
  const kafka = new Kafka(chart, 'events', props);
  return { app, chart, apps: chartOf('apps'), kafka, objects: () => objectsOf(app) };
}

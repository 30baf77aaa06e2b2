import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as strimzi from '../../../imports/kafka.js';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { KafkaCredentials } from '../../kernel/topic.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { kafkaMetrics } from './catalogue.js';
import { kafkaSpec, poolSpec } from './manifests.js';
import { clusterLabel, connect } from './network.js';
import { brokersOf, type KafkaNodes, type Pool, poolsOf } from './nodes.js';
import { lateness, symptoms } from './symptoms.js';
import { shapeOf, Topic, type TopicProps } from './topic.js';
import { aclsOf, KafkaClient, type UserProps } from './user.js';

/** Props of {@link Kafka}. */
export interface KafkaProps {
  /** @default - three brokers with 1 core, 4 GiB of memory and 100 GiB of storage each, and three controllers */
  readonly nodes?: KafkaNodes;
  /**
   * Whether the copies of a message are kept in different zones. Every node of Kubernetes must then say its zone.
   * @default - true where the cluster has zones and there is more than one broker
   */
  readonly rackAware?: boolean;
}

/** Above it a name that Strimzi makes of it would be no DNS label: `<name>-kafka-bootstrap`. */
const nameLimit = 45;

/**
 * A Kafka on Strimzi 1.2, with KRaft: its nodes, topics and users. One stands in a namespace, since pools are found by name there.
 * Whoever comes proves itself with a certificate and may do what was written down, nothing else, in every environment: Strimzi has
 * an authority of its own, and encrypts between its pods whatever one says.
 *
 * Strimzi's policies come beside ours and let everybody in at the pages of metrics; its `STRIMZI_NETWORK_POLICY_GENERATION: false`
 * leaves ours alone, which are complete. With it or without it, only who dials {@link bootstrap} reaches the listener.
 *
 * @throws Refusal when the nodes cannot elect, or a lost broker would be one too many
 * @see https://strimzi.io/docs/operators/1.2.0/configuring.html
 */
export class Kafka extends Construct implements Watched {
  /** Where clients begin. They come by a topic: `dialTopic(site, user.writing(topic))`. */
  public readonly bootstrap: Endpoint<'kafka'>;
  /** How many nodes keep messages. */
  public readonly brokers: number;
  /** The volumes of all nodes that keep messages, together. */
  public readonly storage: Size;
  /** The last hatch: `manifest.patch(pointer, value)`. */
  public readonly manifest: Manifest;
  public readonly telemetry: Telemetry;
  readonly #name: string;

  public constructor(scope: Construct, id: string, props: KafkaProps = {}) {
    super(scope, id);
    this.#name = nameOf(this, nameLimit);
    const pools = refuseAt(this.node.path, () => poolsOf(props.nodes ?? { kind: 'apart' }));
    const keeper = pools[pools.length - 1] as Pool;

    this.brokers = brokersOf(pools);
    this.storage = Size.mebibytes(this.brokers * keeper.storage.toMebibytes());
    const { bootstrap, clients, nodes, exporter } = connect(this, this.#name);
    this.bootstrap = bootstrap;
    const rackAware = props.rackAware ?? (clusterOf(this).profile.zones.length > 1 && this.brokers > 1);
    const spec = kafkaSpec(this, { brokers: this.brokers, rackAware, clients });
    this.manifest = new Manifest(this, 'Resource', strimzi.Kafka({ metadata: { name: this.#name }, spec }));
    pools.forEach((pool) => this.pool(pool));

    const pages = { nodes: this.#name, exporter: `${this.#name}-exporter` };
    this.telemetry = {
      metrics: [
        { endpoint: nodes, job: pages.nodes },
        { endpoint: exporter, job: pages.exporter },
      ],
      yields: Object.values(kafkaMetrics),
      alerts: [...symptoms(pages.nodes, keeper.storage), ...lateness(pages.exporter)],
      dashboards: [],
    };
  }

  /**
   * Makes a topic.
   *
   * @throws Refusal when the name is not free or no name, or there are too few brokers for it
   */
  public topic<const Name extends string>(name: Name, props: TopicProps = {}): Topic<Name> {
    const { partitions, replicas, config } = refuseAt(this.node.path, () => shapeOf(name, props, this.brokers));
    const metadata = { name: `${this.#name}-${name}`, labels: this.mark };
    const written = strimzi.KafkaTopic({ metadata, spec: { topicName: name, partitions, replicas, config } });
    new Manifest(this, this.free('topic', name), written);
    return new Topic(this, name, partitions);
  }

  /**
   * Makes a user, who may read and write so much and nothing else. Strimzi makes its certificate in the Kafka's own namespace, and
   * makes it anew before it is over.
   *
   * @throws Refusal when the name is not free, it may do nothing, or a topic is another Kafka's
   */
  public user<const R extends string = never, const W extends string = never>(
    name: string,
    props: UserProps<R, W>,
  ): KafkaClient<R, W> {
    const group = props.group ?? name;
    const acls = refuseAt(this.node.path, () => aclsOf(name, this, props, group));
    const secret = `${this.#name}-user-${name}`;
    const spec = { authentication: { type: 'tls' as const }, authorization: { type: 'simple' as const, acls } };
    const written = strimzi.KafkaUser({ metadata: { name: secret, labels: this.mark }, spec });
    const credentials = refuseAt(this.node.path, () => this.credentials(secret));
    new Manifest(this, this.free('user', name), written);
    return new KafkaClient(name, { kafka: this, endpoint: this.bootstrap, credentials, group });
  }

  /** The label that says whose objects these are. */
  private get mark(): Readonly<Record<string, string>> {
    return { [clusterLabel]: this.#name };
  }

  /** The Secrets as Strimzi makes them. The `ca.crt` beside a user's certificate is not the brokers', but that of all users. */
  private credentials(secret: string): KafkaCredentials {
    return {
      ca: SecretRef.madeBy('strimzi', `${this.#name}-cluster-ca-cert`, 'ca.crt'),
      cert: SecretRef.madeBy('strimzi', secret, 'user.crt'),
      key: SecretRef.madeBy('strimzi', secret, 'user.key'),
      namespace: Namespace.of(this).name,
    };
  }

  private pool(pool: Pool): void {
    const metadata = { name: pool.name, labels: this.mark };
    new Manifest(this, pool.name, strimzi.KafkaNodePool({ metadata, spec: poolSpec(this, this.#name, pool) }));
  }

  /** The id of a child, unless there is one. */
  private free(what: 'topic' | 'user', name: string): string {
    const id = `${what}-${name}`;
    if (this.node.tryFindChild(id) === undefined) return id;
    throw new Refusal({
      at: this.node.path,
      field: what,
      given: name,
      allowed: `one ${what} of a name`,
      fix: `give one of the two another name, or hand on the ${what} that there is`,
    });
  }
}

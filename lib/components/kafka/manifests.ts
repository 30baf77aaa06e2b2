import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KafkaNodePoolSpec, KafkaSpec } from '../../../imports/kafka.js';
import type { INetworkPolicyPeer } from '../../../imports/kubernetes.js';
import { later } from '../../../imports/manifest.js';
import { quantity } from '../../kernel/dialect.js';
import { spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import { containerResources } from '../../workload/resources.js';
import { clusterLabel, poolLabel, ports } from './network.js';
import type { Pool } from './nodes.js';
import { container, podOf } from './pods.js';
import type { BrokerConfig } from './schema.js';

/** Time to hand over what a broker leads. */
const gracePeriod = 120;

/** A pool as Strimzi takes it. The claims stay when the object goes. */
export function poolSpec(at: Construct, cluster: string, pool: Pool): KafkaNodePoolSpec {
  return {
    replicas: pool.count,
    roles: [...pool.roles],
    storage: {
      type: 'jbod',
      volumes: [
        {
          id: 0,
          type: 'persistent-claim',
          size: quantity(pool.storage),
          class: clusterOf(at).profile.storageClass,
          deleteClaim: false,
          kraftMetadata: 'shared',
        },
      ],
    },
    resources: containerResources(pool.resources),
    template: {
      pod: {
        ...podOf(at),
        terminationGracePeriodSeconds: gracePeriod,
        topologySpreadConstraints: spread({ [clusterLabel]: cluster, [poolLabel]: pool.name }, pool.count),
      },
      kafkaContainer: container,
      initContainer: container,
    },
  };
}

/** What {@link kafkaSpec} is made of. */
export interface KafkaSpecProps {
  /** How many nodes keep messages. */
  readonly brokers: number;
  /** Whether the copies of a part are kept in different zones. */
  readonly rackAware: boolean;
  /** Who may reach the listener. */
  readonly clients: () => INetworkPolicyPeer[];
}

/**
 * A Kafka as Strimzi takes it. Every image is named, since Strimzi would else take those of its own settings, past a mirror.
 *
 * @see https://strimzi.io/docs/operators/1.2.0/configuring.html#type-KafkaSpec-reference
 */
export function kafkaSpec(at: Construct, { brokers, rackAware, clients }: KafkaSpecProps): KafkaSpec {
  return {
    kafka: {
      version: versionOf('kafka').split('-kafka-')[1],
      image: imageIn(at, 'kafka'),
      ...(rackAware && {
        rack: { type: 'topology-label', topologyKey: 'topology.kubernetes.io/zone' },
        brokerRackInitImage: imageIn(at, 'strimzi'),
      }),
      listeners: [
        {
          name: 'tls',
          port: ports.clients,
          type: 'internal',
          tls: true,
          authentication: { type: 'tls' },
          networkPolicyPeers: later(clients),
        },
      ],
      authorization: { type: 'simple' },
      config: { ...configOf(brokers) },
      metricsConfig: { type: 'strimziMetricsReporter' },
      template: { podDisruptionBudget: { maxUnavailable: 1 } },
    },
    entityOperator: entityOperator(at),
    kafkaExporter: kafkaExporter(at),
  };
}

function configOf(brokers: number): BrokerConfig {
  const replicas = Math.min(3, brokers);
  const inSync = Math.max(1, replicas - 1);
  return {
    'auto.create.topics.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
  };
}

/** Makes topics and users of their objects. */
function entityOperator(at: Construct): KafkaSpec['entityOperator'] {
  const one = {
    image: imageIn(at, 'strimzi'),
    resources: containerResources({ cpu: 0.1, memory: Size.mebibytes(512) }),
  };
  return {
    topicOperator: one,
    userOperator: one,
    template: { pod: podOf(at), topicOperatorContainer: container, userOperatorContainer: container },
  };
}

/** Tells how far readers are behind. */
function kafkaExporter(at: Construct): KafkaSpec['kafkaExporter'] {
  return {
    image: imageIn(at, 'kafka'),
    groupRegex: '.*',
    topicRegex: '.*',
    resources: containerResources({ cpu: 0.05, memory: Size.mebibytes(128) }),
    template: { pod: podOf(at), container },
  };
}

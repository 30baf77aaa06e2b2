import type { Construct } from 'constructs';
import type { INetworkPolicyPeer } from '../../../imports/kubernetes.js';
import { Endpoint, type Peer, type Pods } from '../../kernel/endpoint.js';
import { apiServer } from '../../workload/api-server.js';
import { clusterOf } from '../../workload/cluster.js';
import { policyPeers } from '../../workload/rules.js';
import { Site } from '../../workload/site.js';

/** The label by which Strimzi says whose a thing is. @see https://github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/api/src/main/java/io/strimzi/api/ResourceLabels.java */
export const clusterLabel = 'strimzi.io/cluster';

/** The label by which Strimzi says of which pool a pod is. */
export const poolLabel = 'strimzi.io/pool-name';

/** The operator, as `madeBy` and the cluster's settings name it. */
const operator = 'strimzi-cluster-operator';

/** Ports of Kafka's nodes. @see https://github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/cluster-operator/src/main/java/io/strimzi/operator/cluster/model/KafkaCluster.java */
export const ports = { control: 9090, replication: 9091, clients: 9093, metrics: 9404, agent: 8443 } as const;

/** Where a Kafka is reached. */
export interface KafkaNetwork {
  /** Where clients begin. */
  readonly bootstrap: Endpoint<'kafka'>;
  /** The page of each node. */
  readonly nodes: Endpoint<'metrics'>;
  /** The page that tells how far readers are behind. */
  readonly exporter: Endpoint<'metrics'>;
  /** Who dials {@link bootstrap}, for the policies that Strimzi makes. Complete only when the manifests are written. */
  readonly clients: () => INetworkPolicyPeer[];
}

/** What selects the pods that Strimzi makes of a part of a Kafka. */
function labelsOf(
  cluster: string,
  part: 'kafka' | 'entity-operator' | 'kafka-exporter',
): Readonly<Record<string, string>> {
  return { [clusterLabel]: cluster, 'strimzi.io/kind': 'Kafka', 'strimzi.io/name': `${cluster}-${part}` };
}

/**
 * Connects what Strimzi makes of a Kafka: nodes with each other, the operators of topics and users and the exporter with the nodes,
 * the cluster operator with all of them. Every node reads its own certificates at the API server.
 */
export function connect(scope: Construct, cluster: string): KafkaNetwork {
  const nodes = new Site(scope, 'Site', { labels: labelsOf(cluster, 'kafka') });
  const service = `${cluster}-kafka-bootstrap`;
  const inner = (port: number): Endpoint<'kafka'> =>
    nodes.listen('kafka', { service, madeBy: operator, port, plain: 'strimzi encrypts with an authority of its own' });
  const doors = { control: inner(ports.control), replication: inner(ports.replication), agent: inner(ports.agent) };
  nodes.peers(ports.control);
  nodes.peers(ports.replication);
  nodes.dial(apiServer(scope));
  const namespace = clusterOf(scope).operators[operator];
  Object.values(doors).forEach((door) => door.openTo({ namespace, labels: { 'strimzi.io/kind': 'cluster-operator' } }));

  const entities = new Site(scope, 'entities', { labels: labelsOf(cluster, 'entity-operator') });
  entities.dial(doors.replication);
  entities.dial(apiServer(scope));
  const exporter = new Site(scope, 'exporter', { labels: labelsOf(cluster, 'kafka-exporter') });
  exporter.dial(doors.replication);

  const page = { port: ports.metrics, plain: 'strimzi serves metrics without TLS' };
  const pods: Pods = { kind: 'pods', namespace: nodes.namespace, labels: nodes.labels };
  return {
    ...door(inner(ports.clients), `${service}.${nodes.namespace}.svc`, pods),
    nodes: nodes.listen('metrics', page),
    exporter: exporter.listen('metrics', page),
  };
}

/**
 * The door of clients, which knows who came. Of a list that is empty Strimzi makes a policy that lets everybody in, so the nodes
 * themselves stand there until somebody comes.
 */
function door(through: Endpoint<'kafka'>, host: string, pods: Pods): Pick<KafkaNetwork, 'bootstrap' | 'clients'> {
  const came = new Map<string, Peer>();
  const bootstrap = new Endpoint({
    protocol: 'kafka',
    host,
    port: ports.clients,
    containerPort: ports.clients,
    behind: pods,
    pods,
    tls: 'own',
    admit: (by) => {
      through.reach(by);
      came.set(JSON.stringify(by), by);
    },
  });
  const sorted = (): Peer[] => [...came].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, peer]) => peer);
  return { bootstrap, clients: () => (came.size === 0 ? [pods] : sorted()).flatMap(policyPeers) };
}

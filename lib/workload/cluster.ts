import type { Construct } from 'constructs';
import { type ClusterProfile, kubeadm } from '../kernel/cluster-profile.js';
import type { Images } from '../kernel/environment.js';

/** What every construct in a cluster may ask about it. */
export interface ClusterSettings {
  /** The environment's name: secrets lie below it in the organisation's store, and it is the `cluster` label of every series. */
  readonly name: string;
  /** Whether pods talk TLS to each other. Plain is for development alone. */
  readonly tls: boolean;
  readonly profile: ClusterProfile;
  readonly images: Images;
  /** The namespace in which each operator runs: it must reach what it made. */
  readonly operators: Readonly<Record<Operator, string>>;
}

/** The operators that reach into what they made. */
export type Operator =
  'grafana-operator' | 'eck-operator' | 'prometheus-operator' | 'opentelemetry-operator' | 'strimzi-cluster-operator';

const key = 'cdk8s-observability/cluster';

const standard: ClusterSettings = {
  name: 'default',
  tls: true,
  profile: kubeadm(),
  images: {},
  operators: {
    'grafana-operator': 'grafana-operator',
    'eck-operator': 'elastic-system',
    'prometheus-operator': 'prometheus-operator',
    'opentelemetry-operator': 'opentelemetry-operator-system',
    'strimzi-cluster-operator': 'strimzi',
  },
};

/**
 * Says in which cluster all that lies below `root` will run. Call it on the App before anything else.
 *
 * @param settings - @default TLS between pods, the profile of a kubeadm cluster, images from their own registries
 */
export function inCluster(root: Construct, settings: Partial<ClusterSettings>): void {
  root.node.setContext(key, { ...standard, ...settings });
}

/** The cluster that a construct will run in. */
export function clusterOf(construct: Construct): ClusterSettings {
  return (construct.node.tryGetContext(key) as ClusterSettings | undefined) ?? standard;
}

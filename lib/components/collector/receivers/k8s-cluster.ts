import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Receiver } from '../component.js';

/** Props of {@link k8sCluster}. */
export interface K8sClusterProps {
  /** @default 30 seconds */
  readonly interval?: Duration;
}

const verbs = ['get', 'list', 'watch'];

/** @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/k8sclusterreceiver/README.md */
const rules = [
  {
    apiGroups: [''],
    resources: [
      'events',
      'namespaces',
      'namespaces/status',
      'nodes',
      'nodes/spec',
      'pods',
      'pods/status',
      'replicationcontrollers',
      'replicationcontrollers/status',
      'resourcequotas',
      'services',
    ],
    verbs,
  },
  { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs },
];

/** What the API server says of the cluster: nodes, workloads, quotas. One replica tells it. */
export function k8sCluster(props: K8sClusterProps = {}): Receiver<'metrics'> {
  return {
    kind: 'receivers',
    id: 'k8s_cluster',
    needs: { single: true },
    config(at) {
      at.allow('k8s-cluster', rules);
      const collection_interval = goDuration(props.interval ?? Duration.seconds(30));
      return { k8s_cluster: { auth_type: 'serviceAccount', collection_interval } };
    },
  };
}

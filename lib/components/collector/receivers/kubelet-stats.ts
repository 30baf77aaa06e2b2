import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Receiver } from '../component.js';

/** Props of {@link kubeletStats}. */
export interface KubeletStatsProps {
  /** @default 30 seconds */
  readonly interval?: Duration;
  /** @default containers, pods and the node */
  readonly metricGroups?: readonly ('container' | 'pod' | 'node' | 'volume')[];
  /** Kubelets whose certificate the cluster's authority did not sign: kubeadm's, unless it was told to. @default false */
  readonly insecureSkipVerify?: boolean;
}

/**
 * What the kubelet of the node says of its pods.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/kubeletstatsreceiver/README.md
 */
export function kubeletStats(props: KubeletStatsProps = {}): Receiver<'metrics'> {
  return {
    kind: 'receivers',
    id: 'kubelet_stats',
    needs: { everyNode: true },
    config(at) {
      at.env('K8S_NODE_NAME', 'spec.nodeName');
      at.allow('kubelet-stats', [{ apiGroups: [''], resources: ['nodes/stats'], verbs: ['get'] }]);
      at.dialKubelets();
      return {
        kubelet_stats: {
          auth_type: 'serviceAccount',
          endpoint: 'https://${env:K8S_NODE_NAME}:10250',
          collection_interval: goDuration(props.interval ?? Duration.seconds(30)),
          metric_groups: props.metricGroups ?? ['container', 'pod', 'node'],
          ...(props.insecureSkipVerify && { insecure_skip_verify: true }),
        },
      };
    },
  };
}

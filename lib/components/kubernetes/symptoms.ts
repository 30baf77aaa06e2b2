import { Duration } from 'cdk8s';
import type { ControlPlaneTarget } from '../../kernel/cluster-profile.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { kubernetesMetrics as m } from './catalogue.js';

/** What every kubelet tells. */
export function kubeletSymptoms(): Symptom[] {
  return [
    symptom({
      name: 'VolumeFillingUp',
      when: promql`${m.volumeAvailable} / ${m.volumeCapacity} < 0.15 and predict_linear(${m.volumeAvailable}[6h], 345600) < 0`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within four days',
      description:
        'less than 15 % is left, and at the pace of the last six hours it will not last: make the volume larger',
    }),
    symptom({
      name: 'VolumeFillingUp',
      when: promql`${m.volumeAvailable} / ${m.volumeCapacity} < 0.03`,
      for: Duration.minutes(1),
      severity: 'critical',
      summary:
        '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is full but for {{ $value | humanizePercentage }}',
      description: 'what writes there is about to stop',
    }),
  ];
}

/** What a control plane's part tells; a part that the provider hides has none of it. */
export const controlPlaneSymptoms: Readonly<Record<ControlPlaneTarget, () => Symptom[]>> = {
  'kube-apiserver': () => [
    symptom({
      name: 'KubernetesApiFailing',
      when: promql`sum(rate(${m.apiRequests}{code=~"5.."}[5m])) / sum(rate(${m.apiRequests}[5m])) > 0.03`,
      for: Duration.minutes(10),
      severity: 'critical',
      summary: '{{ $value | humanizePercentage }} of the requests to the Kubernetes API fail',
      description: 'deployments, autoscaling and discovery stand still or lag behind',
    }),
  ],
  coredns: () => [
    symptom({
      name: 'ClusterDnsFailing',
      when: promql`sum(rate(${m.dnsResponses}{rcode="SERVFAIL"}[5m])) / sum(rate(${m.dnsResponses}[5m])) > 0.03`,
      for: Duration.minutes(10),
      severity: 'critical',
      summary: '{{ $value | humanizePercentage }} of the answers of the cluster DNS are failures',
      description: 'services do not find each other',
    }),
  ],
  'kube-scheduler': () => [
    symptom({
      name: 'PodsUnschedulable',
      when: promql`sum(${m.schedulerPending}{queue="unschedulable"}) > 0`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $value }} pods find no node',
      description: 'no node has the room or the properties that they ask for',
    }),
  ],
  'kube-controller-manager': () => [
    symptom({
      name: 'ControllersBehind',
      when: promql`max by (name) (${m.workqueueDepth}{job="kube-controller-manager"}) > 1000`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'the {{ $labels.name }} controller is {{ $value }} objects behind',
      description: 'changes take effect late',
    }),
  ],
  etcd: () => [
    symptom({
      name: 'EtcdWithoutLeader',
      when: promql`min(${m.etcdHasLeader}) == 0`,
      for: Duration.minutes(1),
      severity: 'critical',
      summary: 'a member of etcd sees no leader',
      description: 'the Kubernetes API can write nothing',
    }),
  ],
};

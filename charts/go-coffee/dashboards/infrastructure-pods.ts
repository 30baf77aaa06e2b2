import {
  kubernetesMetrics,
  kubeStateMetrics,
  matchers,
  promql,
  type Row,
  table,
  timeseries,
  variable,
} from '../../../lib/index.js';
import { coloursOf, limits } from '../kpis.js';

const chosen = matchers({ namespace: variable('namespace') });
const { podPhase, waiting, restarts, replicasWanted, replicasAvailable } = kubeStateMetrics;
const { statefulWanted, statefulReady, daemonWanted, daemonReady } = kubeStateMetrics;
const { volumeAvailable, volumeCapacity } = kubernetesMetrics;

/** Whether what should run does. */
export const pods: Row = {
  title: 'Pods',
  panels: [
    timeseries({
      title: 'Restarts within an hour',
      description: 'The ten containers that began anew most often. Well when empty; told above 5.',
      unit: 'short',
      thresholds: coloursOf(limits.restarts).thresholds,
      query: promql`topk(10, increase(${restarts}{${chosen}}[1h]) >= 1)`,
      legend: '{{namespace}}/{{pod}} {{container}}',
    }),
    timeseries({
      title: 'Pods that do not run',
      description: 'Pods that wait for a node, have failed, or whose node is not heard from. Well at zero.',
      unit: 'short',
      query: promql`sum by (phase) (${podPhase}{${chosen},phase=~"Pending|Failed|Unknown"})`,
      legend: '{{phase}}',
    }),
    table({
      title: 'Replicas that are missing',
      description: 'Deployments, StatefulSets and DaemonSets that have fewer pods than they want. Well when empty.',
      unit: 'short',
      query: promql`
        sum by (namespace, deployment) (${replicasWanted}{${chosen}} - ${replicasAvailable}{${chosen}}) > 0
        or sum by (namespace, statefulset) (${statefulWanted}{${chosen}} - ${statefulReady}{${chosen}}) > 0
        or sum by (namespace, daemonset) (${daemonWanted}{${chosen}} - ${daemonReady}{${chosen}}) > 0`,
      legend: 'missing',
      width: 12,
    }),
    table({
      title: 'Containers that wait',
      description: 'Why containers do not start: no image, a configuration that is not there, a crash again and again.',
      unit: 'short',
      query: promql`sum by (namespace, pod, container, reason) (${waiting}{${chosen}}) > 0`,
      legend: 'waiting',
      width: 12,
    }),
  ],
};

/** How full what pods keep is. */
export const volumes: Row = {
  title: 'Volumes',
  panels: [
    timeseries({
      title: 'Fullest volumes',
      description: 'The ten fullest volumes of the chosen namespaces. What writes to one that is full stops.',
      unit: 'percentunit',
      thresholds: coloursOf(limits.disk).thresholds,
      query: promql`topk(10, 1 - ${volumeAvailable}{${chosen}} / ${volumeCapacity}{${chosen}})`,
      legend: '{{namespace}}/{{persistentvolumeclaim}}',
      width: 24,
    }),
  ],
};

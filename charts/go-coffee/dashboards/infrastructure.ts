import { dashboard, kubeStateMetrics, queryVariable } from '../../../lib/index.js';
import { cpuUsed } from '../rules/infrastructure.js';
import { nodes, nodesNow } from './infrastructure-nodes.js';
import { pods, volumes } from './infrastructure-pods.js';
import { observability } from './infrastructure-observability.js';
import { places } from './places.js';

/** Whether nodes have room, pods run as they should, and what watches them is itself well. */
export const infrastructureDashboard = dashboard({
  ...places.infrastructure,
  description:
    'For whoever runs the cluster: have nodes room, do pods run, are volumes full, is the watching itself well.',
  tags: ['go-coffee', 'engineering'],
  variables: [
    queryVariable({ name: 'node', metric: cpuUsed, labelName: 'instance' }),
    queryVariable({ name: 'namespace', metric: kubeStateMetrics.podInfo }),
  ],
  links: [{ to: places.overview }, { to: places.services }],
  rows: [nodesNow, nodes, pods, volumes, observability],
});

import {
  interval,
  kubeStateMetrics,
  matchers,
  type Metric,
  nodeMetrics,
  not,
  type Panel,
  promql,
  type PromQL,
  type Row,
  stat,
  timeseries,
  variable,
} from '../../../lib/index.js';
import { coloursOf, type Limit, limits } from '../kpis.js';

const chosen = matchers({ instance: variable('node') });
/** What leaves the node: not the loopback, and not what leads to pods, or each byte counts twice. */
const wires = chosen.and({ device: not(/lo|veth.*|cali.*|cilium.*|lxc.*|docker.*|cni.*/) });
const { processor, memory, disk } = limits;
const { nodeCondition } = kubeStateMetrics;

/** The fullest node of each kind. */
export const nodesNow: Row = {
  title: 'Nodes now',
  panels: [
    stat({
      title: 'Nodes that are not ready',
      description: 'Nodes of the whole cluster that take no pods. Well at zero.',
      unit: 'short',
      query: promql`count(${nodeCondition}{condition="Ready",status="true"} == 0) or vector(0)`,
      thresholds: [{ at: 1, color: 'red' }],
    }),
    fullest('Busiest processor', processor, 'Processor in use at the busiest of the chosen nodes. Told above 80 %.'),
    fullest('Fullest memory', memory, 'Memory in use at the fullest of the chosen nodes. Told above 85 %.'),
    fullest('Fullest disk', disk, 'Disk in use at the fullest file system of the chosen nodes. Woken above 90 %.'),
  ],
};

/** Each node over time. */
export const nodes: Row = {
  title: 'Nodes',
  panels: [
    used('Processor', processor, '{{instance}}', 'Processor in use on each node. Told above 80 % for ten minutes.'),
    used(
      'Memory',
      memory,
      '{{instance}}',
      'Memory in use on each node; close to 100 % it evicts pods. Told above 85 %.',
    ),
    used('Disk', disk, '{{instance}} {{mountpoint}}', 'File systems in use. Woken above 90 %.'),
    timeseries({
      title: 'Network',
      description: 'Bytes per second that each node receives and sends, over its own wires.',
      unit: 'Bps',
      queries: [
        { query: throughput(nodeMetrics.networkReceived), legend: '{{instance}} received' },
        { query: throughput(nodeMetrics.networkSent), legend: '{{instance}} sent' },
      ],
    }),
  ],
};

function fullest(title: string, limit: Limit, description: string): Panel {
  const { metric, unit } = limit;
  const query = promql`max(${metric}{${chosen}})`;
  return stat({ title, description, unit, decimals: 1, ...coloursOf(limit), query });
}

function used(title: string, limit: Limit, legend: string, description: string): Panel {
  const { metric, unit } = limit;
  const { thresholds } = coloursOf(limit);
  return timeseries({ title, description, unit, thresholds, query: promql`${metric}{${chosen}}`, legend });
}

function throughput(bytes: Metric): PromQL {
  return promql`sum by (instance) (rate(${bytes}{${wires}}[${interval.rate}]))`;
}

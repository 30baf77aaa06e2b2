import {
  interval,
  kubernetesMetrics,
  kubeStateMetrics,
  logql,
  logs,
  logSelector,
  not,
  promql,
  type Row,
  timeseries,
} from '../../../lib/index.js';
import { coloursOf, limits } from '../kpis.js';
import { shop } from '../metrics.js';
import { contract } from '../services.js';
import { chosen, jobs, pods } from './chosen.js';
import { places } from './places.js';

const containers = pods.and({ container: not('') });
const { containerCpu, containerMemory } = kubernetesMetrics;
const { requests, limits: most, restarts } = kubeStateMetrics;

/** How full the pods of a service are, the fourth golden signal, and what they wait for. */
export const saturation: Row = {
  title: 'Saturation',
  panels: [
    timeseries({
      title: 'Processor of what was requested',
      description: 'Above 100 % a pod lives on what others leave over: it is the first to be slow.',
      unit: 'percentunit',
      query: promql`sum by (pod) (rate(${containerCpu}{${containers}}[${interval.rate}])) / sum by (pod) (${requests}{${pods},resource="cpu"})`,
      legend: '{{pod}}',
      links: [{ to: places.infrastructure }],
      width: 6,
    }),
    timeseries({
      title: 'Memory of what is allowed',
      description: 'At 100 % a container is killed.',
      unit: 'percentunit',
      query: promql`sum by (pod) (${containerMemory}{${containers}}) / sum by (pod) (${most}{${pods},resource="memory"})`,
      legend: '{{pod}}',
      links: [{ to: places.infrastructure }],
      width: 6,
    }),
    timeseries({
      title: 'Restarts within an hour',
      description: 'How often each container of the chosen services began anew. Well at zero; told above 5.',
      unit: 'short',
      thresholds: coloursOf(limits.restarts).thresholds,
      query: promql`sum by (pod, container) (increase(${restarts}{${pods}}[1h]))`,
      legend: '{{pod}} {{container}}',
      width: 6,
    }),
    timeseries({
      title: 'Database errors',
      description: 'Calls per second that a database did not answer, by kind. Well when empty; woken for connections.',
      unit: 'ops',
      query: promql`sum by (job, database, kind) (rate(${shop.databaseErrors}{${jobs}}[${interval.rate}]))`,
      legend: '{{job}} {{database}} {{kind}}',
      width: 6,
    }),
  ],
};

/** What agents read from nodes names a namespace as Kubernetes does, what comes by OTLP as OpenTelemetry does: either, or not there. */
const ours = [contract.namespace, ''];
const lines = logSelector(chosen.and({ namespace: ours, k8s_namespace_name: ours }));
/** The level as Loki itself finds it: https://grafana.com/docs/loki/latest/get-started/labels/ */
const wrong = logql`${lines} | detected_level=~"error|critical|fatal"`;

/** What the chosen services say went wrong. */
export const logLines: Row = {
  title: 'Logs',
  panels: [
    timeseries({
      title: 'Errors in logs',
      description: 'Lines per second of level error or worse. Well when empty.',
      unit: 'cps',
      query: logql`sum by (service_name) (rate(${wrong} [${interval.auto}]))`,
      legend: '{{service_name}}',
      width: 24,
    }),
    logs({
      title: 'Lines of errors',
      description: 'The newest lines of level error or worse; a trace_id in one leads to its trace.',
      query: wrong,
    }),
  ],
};

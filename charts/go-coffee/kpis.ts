import {
  kubeStateMetrics,
  matchers,
  type Metric,
  type PromQL,
  promql,
  prometheusMetrics,
  type Threshold,
  type Unit,
} from '../../lib/index.js';
import { cpuUsed, diskUsed, memoryUsed } from './rules/infrastructure.js';
import {
  agentEfficiency,
  averageOrderValue,
  errorRatio,
  latencyP99,
  ordersPerMinute,
  revenuePerMinute,
  satisfaction,
  web3Success,
} from './rules/records.js';
import { services } from './services.js';

/** A number that the platform promises itself. */
export interface Kpi {
  /** What people call it. */
  readonly name: string;
  /** What it measures, in a sentence. */
  readonly description: string;
  /** What it is computed from, recorded where it can be. */
  readonly metric: Metric;
  /** The one number of it: where there is a series for each service, that of the worst. */
  readonly shows: PromQL;
  readonly unit: Unit;
  /** In the unit: the promise is kept beyond it, on the side that is better. */
  readonly target: number;
  /** Which side of the target is well. */
  readonly better: 'above' | 'below';
  /** In the unit: where on the other side somebody is told. @default - the document names no number */
  readonly alert?: number;
}

/** A use of the platform's machines that somebody is told of. */
export interface Limit {
  readonly name: string;
  /** What it is computed from, recorded where it can be. */
  readonly metric: Metric;
  readonly unit: Unit;
  /** In the unit: somebody is told above it. */
  readonly alert: number;
}

const { up } = prometheusMetrics;
const jobs = Object.keys(services);
const answering = promql`(count(max by (job) (${up}{${matchers({ job: jobs })}}) == 1) or vector(0)) / ${jobs.length}`;

/** What the business is judged by: the targets and alerts of the platform's own document, "Metrics and KPIs". */
export const businessKpis = {
  orders: {
    name: 'Orders per minute',
    description: 'coffee orders that were processed',
    metric: ordersPerMinute,
    shows: promql`${ordersPerMinute}`,
    unit: 'short',
    target: 10,
    better: 'above',
    alert: 1,
  },
  revenue: {
    name: 'Revenue per minute',
    description: 'money that orders brought',
    metric: revenuePerMinute,
    shows: promql`${revenuePerMinute}`,
    unit: 'currencyUSD',
    target: 100,
    better: 'above',
    alert: 10,
  },
  orderValue: {
    name: 'Average order value',
    description: 'what an order of the last hour brought',
    metric: averageOrderValue,
    shows: promql`${averageOrderValue}`,
    unit: 'currencyUSD',
    target: 8,
    better: 'above',
  },
  satisfaction: {
    name: 'Customer satisfaction',
    description: 'stars of five, as customers of the last hour gave them',
    metric: satisfaction,
    shows: promql`${satisfaction}`,
    unit: 'none',
    target: 4,
    better: 'above',
    alert: 3,
  },
  agents: {
    name: 'AI agent efficiency',
    description: 'tasks that agents completed, of those that they began',
    metric: agentEfficiency,
    shows: promql`${agentEfficiency}`,
    unit: 'percentunit',
    target: 0.9,
    better: 'above',
    alert: 0.8,
  },
  web3: {
    name: 'Web3 success rate',
    description: 'transactions that were confirmed, of those that were sent',
    metric: web3Success,
    shows: promql`${web3Success}`,
    unit: 'percentunit',
    target: 0.95,
    better: 'above',
  },
} as const satisfies Readonly<Record<string, Kpi>>;

/** What the services are judged by. Throughput is in the document too, without a target: it is shown, not judged. */
export const technicalKpis = {
  availability: {
    name: 'Availability',
    description: 'services that answered, of all, over the time range shown; a service without any pod did not',
    metric: up,
    shows: promql`avg_over_time((${answering})[$__range:1m])`,
    unit: 'percentunit',
    target: 0.999,
    better: 'above',
  },
  latency: {
    name: 'Latency p99',
    description: 'what ninety-nine of a hundred requests stay under, at the slowest service',
    metric: latencyP99,
    shows: promql`max(${latencyP99})`,
    unit: 's',
    target: 0.5,
    better: 'below',
    alert: 1,
  },
  errors: {
    name: 'Error rate',
    description: 'requests that failed, at the service where most did',
    metric: errorRatio,
    shows: promql`max(${errorRatio})`,
    unit: 'percentunit',
    target: 0.01,
    better: 'below',
    alert: 0.05,
  },
} as const satisfies Readonly<Record<string, Kpi>>;

/** All targets, in the order in which people read them. */
export const kpis: readonly Kpi[] = [...Object.values(businessKpis), ...Object.values(technicalKpis)];

/** How full machines may become, and how often a container may restart. */
export const limits = {
  processor: { name: 'CPU usage', metric: cpuUsed, unit: 'percentunit', alert: 0.8 },
  memory: { name: 'Memory usage', metric: memoryUsed, unit: 'percentunit', alert: 0.85 },
  disk: { name: 'Disk usage', metric: diskUsed, unit: 'percentunit', alert: 0.9 },
  restarts: { name: 'Pod restarts in an hour', metric: kubeStateMetrics.restarts, unit: 'short', alert: 5 },
} as const satisfies Readonly<Record<string, Limit>>;

/** How a panel colours a number: green keeps the promise, yellow does not, red is where somebody is told. */
export interface Colours {
  readonly baseColor: 'green' | 'yellow' | 'red';
  readonly thresholds: readonly Threshold[];
}

/** The colours of a target, or of a limit, which has no yellow. */
export function coloursOf(judged: Kpi | Limit): Colours {
  const red = judged.alert === undefined ? [] : [{ at: judged.alert, color: 'red' as const }];
  if (!('target' in judged)) return { baseColor: 'green', thresholds: red };
  const { alert, better, target } = judged;
  if (better === 'below') return { baseColor: 'green', thresholds: [{ at: target, color: 'yellow' }, ...red] };
  const missed = alert === undefined ? [] : [{ at: alert, color: 'yellow' as const }];
  return {
    baseColor: alert === undefined ? 'yellow' : 'red',
    thresholds: [...missed, { at: target, color: 'green' }],
  };
}

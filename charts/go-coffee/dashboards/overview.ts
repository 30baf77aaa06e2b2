import {
  dashboard,
  Duration,
  interval,
  type Panel,
  promql,
  type Row,
  selector,
  stat,
  table,
  timeseries,
} from '../../../lib/index.js';
import { businessKpis, technicalKpis } from '../kpis.js';
import { shop } from '../metrics.js';
import { requestRate } from '../rules/records.js';
import { alerts } from './firing.js';
import { target, trend } from './judged.js';
import { places } from './places.js';

const { orders, revenue, orderValue, satisfaction, agents, web3 } = businessKpis;
const { availability, latency, errors } = technicalKpis;

const business: Row = {
  title: 'Business targets',
  panels: [
    target(orders, places.services),
    target(revenue, places.services),
    target(orderValue, places.services),
    target(satisfaction, places.services),
    target(agents, places.aiAgents),
    target(web3, places.web3),
  ],
};

const technical: Row = {
  title: 'Technical targets',
  panels: [
    target(availability, places.infrastructure, 6),
    target(latency, places.services, 6),
    target(errors, places.services, 6),
    stat({
      title: 'Throughput',
      description: 'Requests per second that all services answer. It has no target: it follows the hour of the day.',
      unit: 'reqps',
      query: promql`sum(${requestRate})`,
      links: [{ to: places.services }],
    }),
  ],
};

const attention: Row = {
  title: 'What needs attention',
  panels: [
    firing('Critical alerts', 'critical', 'red', 'Somebody was woken for each of these; well at zero.'),
    firing('Warnings', 'warning', 'yellow', 'Somebody was told of each of these; well at zero.'),
    table({
      title: 'Alerts that fire',
      description:
        'Each alert with its severity, the team that acts on it, and how often it fires now. Well when empty.',
      unit: 'short',
      query: promql`sum by (alertname, severity, team) (${alerts}{alertstate="firing"})`,
      legend: 'firing',
      width: 12,
      height: 6,
    }),
  ],
};

const trends: Row = {
  title: 'Trends',
  panels: [
    trend(orders, places.services),
    trend(revenue, places.services),
    trend(orderValue, places.services),
    trend(satisfaction, places.services),
    trend(agents, places.aiAgents),
    trend(web3, places.web3),
    timeseries({
      title: 'Payments by outcome',
      description: 'Payments per second: succeeded, declined by the bank, or failed. Well while none fails.',
      unit: 'ops',
      query: promql`sum by (outcome) (rate(${shop.payments}[${interval.rate}]))`,
      legend: '{{outcome}}',
      links: [{ to: places.services }],
      width: 24,
    }),
  ],
};

/** What the company is run by: every target, whether it is kept, and where to look when it is not. */
export const overview = dashboard({
  ...places.overview,
  description: 'For whoever runs the business: is every target kept, how has it been, and what needs attention now.',
  tags: ['go-coffee', 'business'],
  range: Duration.hours(24),
  refresh: Duration.minutes(1),
  links: [{ to: places.services }, { to: places.aiAgents }, { to: places.web3 }, { to: places.infrastructure }],
  rows: [business, technical, attention, trends],
});

function firing(title: string, severity: 'critical' | 'warning', color: 'red' | 'yellow', description: string): Panel {
  const those = selector(alerts, { alertstate: 'firing', severity });
  return stat({
    title,
    description,
    unit: 'short',
    query: promql`sum(${those}) or vector(0)`,
    thresholds: [{ at: 1, color }],
    height: 6,
  });
}

import { Duration, promql, RuleGroup } from '../../../lib/index.js';
import { places } from '../dashboards/places.js';
import type { Team } from '../teams.js';
import { agentEfficiency, ordersPerMinute, revenuePerMinute, satisfaction } from './records.js';

/** What the product is judged by. */
export const businessAlerts = new RuleGroup<Team>('go-coffee-business', { interval: Duration.seconds(60) });

const about = { team: 'product', dashboard: places.overview, labels: { kind: 'business' } } as const;

businessAlerts.alert({
  ...about,
  name: 'OrdersDropped',
  when: promql`${ordersPerMinute} < 1`,
  for: Duration.minutes(10),
  severity: 'warning',
  summary: 'less than one order a minute',
  description: 'it has been so for ten minutes; the target is more than ten a minute',
});
businessAlerts.alert({
  ...about,
  name: 'RevenueDropped',
  when: promql`${revenuePerMinute} < 10`,
  for: Duration.minutes(15),
  severity: 'warning',
  summary: 'less than ten dollars a minute',
  description: 'it has been so for a quarter of an hour; the target is more than a hundred a minute',
});
businessAlerts.alert({
  ...about,
  name: 'SatisfactionDropped',
  when: promql`${satisfaction} < 3`,
  for: Duration.minutes(30),
  severity: 'warning',
  summary: 'customers give {{ $value | humanize }} stars of five',
  description: 'under three for half an hour; the target is more than four',
});
businessAlerts.alert({
  name: 'AgentEfficiencyDropped',
  team: 'ai',
  dashboard: places.aiAgents,
  when: promql`${agentEfficiency} < 0.8`,
  for: Duration.minutes(5),
  severity: 'warning',
  summary: 'agents complete {{ $value | humanizePercentage }} of their tasks',
  description: 'under 80 % for five minutes; the target is more than 90 %',
});

/** Three deviations of what this hour was a week ago: a quiet week has some such point, so it must hold a quarter of an hour. */
const deviations = 3;

for (const [name, signal, what] of [
  ['OrdersUnusual', ordersPerMinute, 'orders'],
  ['RevenueUnusual', revenuePerMinute, 'revenue'],
] as const) {
  businessAlerts.alert({
    ...about,
    name,
    when: promql`abs(${signal} - avg_over_time(${signal}[1h] offset 1w)) > ${deviations} * stddev_over_time(${signal}[1h] offset 1w)`,
    for: Duration.minutes(15),
    severity: 'warning',
    summary: `${what} a minute are far from what they were a week ago`,
    description: 'more than three standard deviations of that hour: a campaign, an outage, or a change of price',
  });
}

import {
  Duration,
  logql,
  LogRuleGroup,
  logSelector,
  matchers,
  promql,
  prometheusMetrics,
  RuleGroup,
} from '../../../lib/index.js';
import { places } from '../dashboards/places.js';
import { shop, web3 } from '../metrics.js';
import { contract, services } from '../services.js';
import type { Team } from '../teams.js';
import { errorRatio, latencyP99 } from './records.js';

/** What every service is watched for; each alert goes to the team that owns it. */
export const serviceAlerts = new RuleGroup<Team>('go-coffee-services');

for (const [service, team] of Object.entries(services) as [string, Team][]) {
  const { up } = prometheusMetrics;
  const job = matchers({ job: service });
  const named = matchers({ service_name: service });
  const about = { team, dashboard: places.services, labels: { component: service } };
  serviceAlerts.alert({
    ...about,
    name: 'ServiceDown',
    when: promql`max by (job) (${up}{${job}}) == 0 or absent(${up}{${job}})`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: `${service} is down`,
    description: 'none of its pods answers, or none is there any more',
  });
  serviceAlerts.alert({
    ...about,
    name: 'HighErrorRate',
    when: promql`${errorRatio}{${named}} > 0.05`,
    for: Duration.minutes(5),
    severity: 'critical',
    summary: `{{ $value | humanizePercentage }} of the requests to ${service} fail`,
    description: 'more than 5 % have failed for five minutes; the objective is less than 1 %',
  });
  serviceAlerts.alert({
    ...about,
    name: 'HighLatency',
    when: promql`${latencyP99}{${named}} > 1`,
    for: Duration.minutes(5),
    severity: 'warning',
    summary: `${service} is slow: one request in a hundred takes {{ $value | humanizeDuration }}`,
    description: 'the slowest hundredth has taken longer than a second for five minutes; the target is half a second',
  });
}

/** What must not happen to money, chains and data. */
export const criticalAlerts = new RuleGroup<Team>('go-coffee-critical');

criticalAlerts.alert({
  name: 'PaymentsFailing',
  when: promql`sum by (provider) (increase(${shop.payments}{outcome="failed"}[5m])) / (sum by (provider) (increase(${shop.payments}[5m])) > 0) > 0.05`,
  for: Duration.minutes(2),
  severity: 'critical',
  team: 'payments',
  dashboard: places.overview,
  summary: '{{ $value | humanizePercentage }} of the payments through {{ $labels.provider }} fail',
  description: 'customers cannot pay: declined cards do not count here, only payments that broke',
});
criticalAlerts.alert({
  name: 'Web3TransactionsFailing',
  when: promql`sum by (chain) (increase(${web3.transactions}{outcome!="confirmed"}[10m])) / (sum by (chain) (increase(${web3.transactions}[10m])) > 0) > 0.05`,
  for: Duration.minutes(5),
  severity: 'critical',
  team: 'web3',
  dashboard: places.web3,
  summary: '{{ $value | humanizePercentage }} of the transactions on {{ $labels.chain }} are not confirmed',
  description: 'they are reverted or dropped; the target is more than 95 % confirmed',
});
criticalAlerts.alert({
  name: 'DatabaseConnectionsFailing',
  when: promql`sum by (job, database) (increase(${shop.databaseErrors}{kind="connection"}[5m])) > 0`,
  for: Duration.minutes(2),
  severity: 'critical',
  team: 'platform',
  dashboard: places.services,
  summary: '{{ $labels.job }} cannot connect to {{ $labels.database }}',
  description: 'connections were refused or timed out for two minutes: is the database up, is its pool exhausted',
});

const ours = logSelector({ namespace: contract.namespace });
const security = logSelector({ namespace: contract.namespace, log_type: 'security' });

/** What only logs tell. */
export const logAlerts = new LogRuleGroup<Team>('go-coffee-logs');

logAlerts.alert({
  name: 'ApplicationPanic',
  when: logql`sum by (app) (count_over_time(${ours} |~ "panic:|fatal error:" [5m])) > 0`,
  for: Duration.minutes(0),
  severity: 'critical',
  team: 'platform',
  summary: '{{ $labels.app }} panicked',
  description: 'a process stopped by itself: the stack trace is in its log',
});
logAlerts.alert({
  name: 'LoginsFailing',
  when: logql`sum by (app) (count_over_time(${security} |= "authentication failed" [5m])) > 50`,
  for: Duration.minutes(2),
  severity: 'warning',
  team: 'platform',
  summary: 'more than fifty logins failed within five minutes',
  description: 'somebody may be trying passwords: look at where the attempts come from',
});

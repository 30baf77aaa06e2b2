import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { matchers } from '../../query/matchers.js';
import { cloudFront } from './cloudwatch/cloud-front.js';
import { applicationLoadBalancers, networkLoadBalancers } from './cloudwatch/load-balancers.js';
import { symptoms as postgres } from './postgresql/symptoms.js';
import { symptoms as redis } from './redis/symptoms.js';

const own = matchers({ job: 'aws' });
const regions = ['us-east-1'] as const;
const alerts = [
  ...postgres('db', true),
  ...redis('cache'),
  ...[cloudFront(), applicationLoadBalancers(regions), networkLoadBalancers(regions)].flatMap((job) =>
    job.symptoms(own),
  ),
];

test('promtool takes their alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const always = (value: number): string => `${value}x60`;
const grows = (by: number): string => `0+${by}x60`;
const db = (metric: string, labels = ''): string => `${metric}{job="db",instance="a"${labels}}`;
const cache = (metric: string, labels = ''): string => `${metric}{job="cache",instance="a"${labels}}`;
const alb = (metric: string): string => `aws_applicationelb_${metric}{job="aws",dimension_load_balancer="app/web/1"}`;
const nlb = 'aws_networkelb_un_healthy_host_count_maximum{job="aws",dimension_target_group="t"}';
const cdn = (metric: string): string => `aws_cloudfront_${metric}{job="aws",dimension_distribution_id="E1"}`;

/** Two databases of one server, whose limit wears a label that their counts do not. */
const connections = (used: number): Series => ({
  [db('pg_up')]: always(1),
  [db('pg_stat_database_numbackends', ',datid="1",datname="a"')]: always(used - 10),
  [db('pg_stat_database_numbackends', ',datid="2",datname="b"')]: always(10),
  [db('pg_settings_max_connections', ',server="db:5432"')]: always(100),
});
const statement = ',user="u",datname="a",queryid="7"';
const took = (seconds: number, calls: number): Series => ({
  [db('pg_stat_statements_seconds_total', statement)]: grows(seconds),
  [db('pg_stat_statements_calls_total', statement)]: grows(calls),
});
const looked = (hits: number, misses: number): Series => ({
  [cache('redis_keyspace_hits_total')]: grows(hits),
  [cache('redis_keyspace_misses_total')]: grows(misses),
});
const memory = (used: number, max: number, policy: string): Series => ({
  [cache('redis_memory_used_bytes')]: always(used),
  [cache('redis_memory_max_bytes')]: always(max),
  [cache('redis_instance_info', `,maxmemory_policy="${policy}"`)]: always(1),
});
const served = (all: number, own: number | undefined, theirs: number | undefined): Series => ({
  [alb('request_count_sum')]: always(all),
  ...(own !== undefined && { [alb('httpcode_elb_5_xx_count_sum')]: always(own) }),
  ...(theirs !== undefined && { [alb('httpcode_target_5_xx_count_sum')]: always(theirs) }),
});

test.each<[string, string, string, number, Series]>([
  ['PostgresDown', 'it answers nobody for a minute', '1m', 1, { [db('pg_up')]: always(0) }],
  ['PostgresDown', 'it answers', '30m', 0, { [db('pg_up')]: always(1) }],
  ['PostgresDown', 'nobody asks it any more', '2m', 1, {}],
  ['PostgresConnectionsHigh', '81 of 100 are used', '5m', 1, connections(81)],
  ['PostgresConnectionsHigh', '91 are, and both severities say so', '5m', 2, connections(91)],
  ['PostgresConnectionsHigh', '91 are for two minutes, which is critical already', '2m', 1, connections(91)],
  ['PostgresConnectionsHigh', '80 are', '30m', 0, connections(80)],
  ['PostgresQueriesSlow', 'a statement takes 1.1 seconds', '7m', 1, took(11, 10)],
  ['PostgresQueriesSlow', 'it takes 0.9', '30m', 0, took(9, 10)],
  ['PostgresQueriesSlow', 'nobody runs it', '30m', 0, took(0, 0)],
  [
    'PostgresExporterBlind',
    'a collector fails',
    '10m',
    1,
    { [db('pg_scrape_collector_success', ',collector="x"')]: always(0) },
  ],
  [
    'PostgresExporterBlind',
    'none fails',
    '30m',
    0,
    { [db('pg_scrape_collector_success', ',collector="x"')]: always(1) },
  ],
  ['RedisDown', 'it answers nobody for a minute', '1m', 1, { [cache('redis_up')]: always(0) }],
  ['RedisDown', 'it answers', '30m', 0, { [cache('redis_up')]: always(1) }],
  ['RedisHitRateLow', '79 of 100 are known', '10m', 1, looked(79, 21)],
  ['RedisHitRateLow', '81 are', '30m', 0, looked(81, 19)],
  ['RedisHitRateLow', 'none is, of one a minute', '30m', 0, looked(0, 1)],
  ['RedisHitRateLow', 'nobody asks', '30m', 0, looked(0, 0)],
  ['RedisMemoryNearlyFull', '91 of 100 are used, and nothing goes', '5m', 1, memory(91, 100, 'noeviction')],
  ['RedisMemoryNearlyFull', '89 are', '30m', 0, memory(89, 100, 'noeviction')],
  ['RedisMemoryNearlyFull', 'it evicts', '30m', 0, memory(100, 100, 'allkeys-lru')],
  ['RedisMemoryNearlyFull', 'it has no limit', '30m', 0, memory(100, 0, 'noeviction')],
  [
    'RedisConnectionsRejected',
    'one client is turned away',
    '5m',
    1,
    { [cache('redis_rejected_connections_total')]: grows(1) },
  ],
  [
    'RedisConnectionsRejected',
    'none is any more',
    '30m',
    0,
    { [cache('redis_rejected_connections_total')]: always(3) },
  ],
  [
    'CloudFrontErrorRateHigh',
    '5.1 % fail',
    '5m',
    1,
    { [cdn('5xx_error_rate_average')]: always(5.1), [cdn('requests_sum')]: always(9) },
  ],
  [
    'CloudFrontErrorRateHigh',
    '5 % fail',
    '30m',
    0,
    { [cdn('5xx_error_rate_average')]: always(5), [cdn('requests_sum')]: always(9) },
  ],
  [
    'CloudFrontErrorRateHigh',
    'nobody asks',
    '30m',
    0,
    { [cdn('5xx_error_rate_average')]: always(100), [cdn('requests_sum')]: always(0) },
  ],
  ['ApplicationLoadBalancerErrorRateHigh', '6 of 100 fail, whosever fault', '5m', 1, served(100, 3, 3)],
  [
    'ApplicationLoadBalancerErrorRateHigh',
    '6 fail, and the balancer itself never did',
    '5m',
    1,
    served(100, undefined, 6),
  ],
  ['ApplicationLoadBalancerErrorRateHigh', '5 fail', '30m', 0, served(100, 5, 0)],
  ['ApplicationLoadBalancerErrorRateHigh', 'none ever failed', '30m', 0, served(100, undefined, undefined)],
  ['ApplicationLoadBalancerErrorRateHigh', 'nobody asks', '30m', 0, served(0, 0, 0)],
  ['NetworkLoadBalancerTargetsUnhealthy', 'one target is unhealthy', '10m', 1, { [nlb]: always(1) }],
  ['NetworkLoadBalancerTargetsUnhealthy', 'it was for less than ten minutes', '9m', 0, { [nlb]: always(1) }],
])('%s: %s: after %s it fires %i times', (name, _, time, times, series) => {
  expect(complaint(alerts, { alert: name, series, after: time, firing: times })).toBe('');
});

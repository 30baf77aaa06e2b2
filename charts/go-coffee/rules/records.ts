import { Duration, promql, RuleGroup } from '../../../lib/index.js';
import { ai, shop, spans, web3 } from '../metrics.js';
import type { Team } from '../teams.js';

/** Requests, errors and latency of each service, from its traces: all of them, since they are counted before sampling. */
export const red = new RuleGroup<Team>('go-coffee-red', { interval: Duration.seconds(30) });

const served = promql`sum by (service_name) (rate(${spans.calls}{span_kind="SPAN_KIND_SERVER"}[5m]))`;
const failed = promql`sum by (service_name) (rate(${spans.calls}{span_kind="SPAN_KIND_SERVER",status_code="STATUS_CODE_ERROR"}[5m]))`;

/** Requests per second. */
export const requestRate = red.record('service:requests:rate5m', served);

/** Errors of all requests: zero, not absent, while none fails; absent while nobody asks. */
export const errorRatio = red.record(
  'service:errors:ratio5m',
  promql`(${failed} or ${requestRate} * 0) / (${requestRate} > 0)`,
);

/** Seconds that ninety-nine of a hundred requests stay under. */
export const latencyP99 = red.record(
  'service:latency_seconds:p99_5m',
  promql`histogram_quantile(0.99, sum by (service_name, le) (rate(${spans.duration.bucket}{span_kind="SPAN_KIND_SERVER"}[5m])))`,
);

/** What the business is run by. */
export const business = new RuleGroup<Team>('go-coffee-kpis', { interval: Duration.seconds(60) });

const minute = 60;

/** Orders per minute. */
export const ordersPerMinute = business.record(
  'go_coffee:orders:per_minute',
  promql`sum(rate(${shop.orders}{outcome="completed"}[5m])) * ${minute}`,
);

/** Dollars per minute. */
export const revenuePerMinute = business.record(
  'go_coffee:revenue_dollars:per_minute',
  promql`sum(rate(${shop.revenue}[5m])) * ${minute}`,
);

/** Dollars per order. */
export const averageOrderValue = business.record(
  'go_coffee:order_value_dollars:avg1h',
  promql`sum(rate(${shop.revenue}[1h])) / (sum(rate(${shop.orders}{outcome="completed"}[1h])) > 0)`,
);

/** Stars of five. */
export const satisfaction = business.record(
  'go_coffee:rating_stars:avg1h',
  promql`sum(rate(${shop.rating.sum}[1h])) / (sum(rate(${shop.rating.count}[1h])) > 0)`,
);

/** Tasks that agents completed of those that they began, 0 to 1. */
export const agentEfficiency = business.record(
  'go_coffee:ai_tasks:completed_ratio5m',
  promql`sum(rate(${ai.tasks}{outcome="completed"}[5m])) / (sum(rate(${ai.tasks}[5m])) > 0)`,
);

/** Transactions that were confirmed of those that were sent, 0 to 1. */
export const web3Success = business.record(
  'go_coffee:web3_transactions:confirmed_ratio5m',
  promql`sum(rate(${web3.transactions}{outcome="confirmed"}[5m])) / (sum(rate(${web3.transactions}[5m])) > 0)`,
);

import { Size } from 'cdk8s';
import type { Chart } from 'cdk8s';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import type { LogRuleGroup } from '../../signals/logs/log-rule-group.js';
import type { Limits } from './limits.js';
import { Loki } from './loki.js';
import type { Compactor, LimitsConfig } from './schema.js';

declare const chart: Chart;
declare const alertmanager: AlertsEndpoint<'payments' | 'roasters'>;
declare const payments: LogRuleGroup<'payments'>;
declare const strangers: LogRuleGroup<'strangers'>;

const store = { name: 'acme-logs' };
const loki = new Loki(chart, 'loki', { store, alertmanager });
const silent = new Loki(chart, 'silent', { store });

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  { perStreamRate: Size.mebibytes(5) } satisfies Limits,
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'perStreamRat' does not exist in type 'Limits'
  { perStreamRat: Size.mebibytes(5) } satisfies Limits,

  new Loki(chart, 'a', { store, limits: { maxQuerySeries: 1000 } }),
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'maxQuerySerie' does not exist in type 'Limits'
  new Loki(chart, 'b', { store, limits: { maxQuerySerie: 1000 } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  new Loki(chart, 'c', { store, retention: '31d' }),

  { max_query_series: 500 } satisfies Partial<LimitsConfig>,
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'max_querry_series' does not exist
  { max_querry_series: 500 } satisfies Partial<LimitsConfig>,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'retention_period' does not exist
  { retention_period: '744h' } satisfies Partial<Compactor>,

  loki.rules(payments),
  // @ts-expect-error TS2345: Argument of type 'LogRuleGroup<"strangers">' is not assignable to parameter of type
  loki.rules(strangers),
  // @ts-expect-error TS2345: Argument of type 'LogRuleGroup<"payments">' is not assignable to parameter of type 'LogRuleGroup<never>'
  silent.rules(payments),
];

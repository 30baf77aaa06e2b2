import { Duration } from 'cdk8s';
import { logql } from '../../query/logql.js';
import { promql } from '../../query/promql.js';
import { type LogAlert, LogRuleGroup } from './log-rule-group.js';

const group = new LogRuleGroup<'roasters' | 'payments'>('application');
const rest: Omit<LogAlert<never>, 'team' | 'when'> = {
  name: 'Panics',
  for: Duration.minutes(1),
  severity: 'critical',
  summary: 'it panics',
  description: 'it logged a panic',
};
const when = logql`sum(count_over_time({app="api"} |= "panic:" [5m])) > 0`;

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  group.alert({ ...rest, when, team: 'payments' }),
  // @ts-expect-error TS2820: Type '"paymnets"' is not assignable to type
  group.alert({ ...rest, when, team: 'paymnets' }),

  // @ts-expect-error TS2739: Type 'PromQL' is missing the following properties from type 'LogQL': kind, streams
  group.alert({ ...rest, when: promql`up == 0`, team: 'payments' }),

  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'keepFiringFor' does not exist
  group.alert({ ...rest, when, team: 'payments', keepFiringFor: Duration.minutes(5) }),
];

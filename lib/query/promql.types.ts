import { Duration } from 'cdk8s';
import { interval } from './interval.js';
import { labels } from './labels.js';
import { logql } from './logql.js';
import { matchers, not } from './matchers.js';
import { metric } from './metric.js';
import { promql } from './promql.js';
import { logSelector, selector } from './selector.js';

const requests = metric('http_requests_total', { type: 'counter' });
const latency = metric('http_request_duration_seconds', { type: 'histogram' });
const app = logSelector({ app: 'api' });
const bare: string = 'http_requests_total';

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  promql`rate(${requests}[5m])`,
  // @ts-expect-error TS2345: Argument of type 'string' is not assignable to parameter of type 'PromQLHole'
  promql`rate(${bare}[5m])`,

  promql`rate(${selector(requests)}[5m])`,
  // @ts-expect-error TS2345: Argument of type 'LogSelector' is not assignable to parameter of type 'PromQLHole'
  promql`rate(${app}[5m])`,

  promql`rate(up[${Duration.minutes(5)}])`,
  // @ts-expect-error TS2345: Argument of type 'string' is not assignable to parameter of type 'PromQLHole'
  promql`rate(up[${'5m'}])`,

  promql`rate(up[${interval.rate}])`,
  // @ts-expect-error TS2345: Argument of type 'Interval<"logql">' is not assignable to parameter of type 'PromQLHole'
  promql`rate(up[${interval.auto}])`,

  promql`sum by (${labels('job')}) (up)`,
  // @ts-expect-error TS2345: Argument of type 'string[]' is not assignable to parameter of type 'PromQLHole'
  promql`sum by (${['job']}) (up)`,

  promql`${promql`up`} > 0`,
  // @ts-expect-error TS2345: Argument of type 'LogQL' is not assignable to parameter of type 'PromQLHole'
  promql`${logql`rate(${app}[5m])`} > 0`,

  promql`{${matchers({ job: 'api' })}}`,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'job' does not exist in type
  promql`{${{ job: 'api' }}}`,

  logql`rate(${app}[${interval.auto}])`,
  // @ts-expect-error TS2345: Argument of type 'Interval<"promql">' is not assignable to parameter of type 'LogQLHole'
  logql`rate(${app}[${interval.rate}])`,

  logql`${app} |= "error"`,
  // @ts-expect-error TS2345: Argument of type 'Selector' is not assignable to parameter of type 'LogQLHole'
  logql`${selector(requests)} |= "error"`,

  logql`rate(${app}[5m])`,
  // @ts-expect-error TS2345: Argument of type 'string' is not assignable to parameter of type 'LogQLHole'
  logql`rate(${bare}[5m])`,

  selector(requests, { code: not('200') }),
  // @ts-expect-error TS2345: Argument of type 'string' is not assignable to parameter of type 'Metric'
  selector(bare, { code: not('200') }),

  matchers({ code: /5../ }),
  // @ts-expect-error TS2322: Type 'number' is not assignable to type 'LabelValue | Not'
  matchers({ code: 500 }),

  latency.bucket,
  // @ts-expect-error TS2339: Property 'bucket' does not exist on type 'Metric'
  requests.bucket,

  metric('up', { type: 'gauge' }),
  // @ts-expect-error TS2820: Type '"guage"' is not assignable to type 'MetricType | undefined'
  metric('up', { type: 'guage' }),
];

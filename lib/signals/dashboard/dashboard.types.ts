import { Duration } from 'cdk8s';
import { logql } from '../../query/logql.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { logSelector } from '../../query/selector.js';
import { dashboard } from './dashboard.js';
import { logs } from './logs.js';
import { nodeGraph } from './node-graph.js';
import { queryVariable } from './query-variable.js';
import { stat } from './stat.js';
import { table } from './table.js';
import { timeseries } from './timeseries.js';

const up = metric('up');
const count = promql`count(${up})`;
const app = logSelector({ app: 'api' });
const said = { title: 'Up', description: 'How many answer.' };
const number = { ...said, unit: 'short' } as const;
const text: string = 'count(up)';
const about = { uid: 'api', title: 'API', description: 'Whether it answers.' };
const rows = [{ title: 'Now', panels: [stat({ ...number, query: count })] }];

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  stat({ ...number, query: count }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'PromQL | LogQL | undefined'
  stat({ ...number, query: text }),

  stat({ ...said, unit: 'reqps', query: count }),
  // @ts-expect-error TS2322: Type '"requests"' is not assignable to type
  stat({ ...said, unit: 'requests', query: count }),

  stat({ ...said, unit: 'short', query: count }),
  // @ts-expect-error TS2345: Argument of type '{ query: PromQL; title: string; description: string; }' is not assignable to parameter of type 'StatProps'
  stat({ ...said, query: count }),

  stat({ title: 'Up', description: 'How many.', unit: 'short', query: count }),
  // @ts-expect-error TS2345: Argument of type '{ title: string; unit: "short"; query: PromQL; }' is not assignable to parameter of type 'StatProps'
  stat({ title: 'Up', unit: 'short', query: count }),

  timeseries({ ...number, queries: [{ query: count }, { query: count }] }),
  // @ts-expect-error TS2739: Type 'PromQL' is missing the following properties from type 'LogQL'
  timeseries({ ...number, queries: [{ query: count }, { query: logql`rate(${app}[5m])` }] }),

  timeseries({ ...number, query: count }),
  // @ts-expect-error TS2345: is not assignable to parameter of type 'TimeseriesProps'
  timeseries({ ...number, query: count, queries: [{ query: count }] }),

  stat({ ...number, query: count, width: 6 }),
  // @ts-expect-error TS2322: Type '7' is not assignable to type 'Width | undefined'
  stat({ ...number, query: count, width: 7 }),

  stat({ ...number, query: count, thresholds: [{ at: 1, color: 'red' }] }),
  // @ts-expect-error TS2322: Type '"crimson"' is not assignable to type 'Color'
  stat({ ...number, query: count, thresholds: [{ at: 1, color: 'crimson' }] }),

  logs({ ...said, query: logql`${app}` }),
  // @ts-expect-error TS2739: Type 'PromQL' is missing the following properties from type 'LogQL'
  logs({ ...said, query: count }),

  table({ ...number, query: count }),
  // @ts-expect-error TS2740: Type 'LogQL' is missing the following properties from type 'PromQL'
  table({ ...number, query: logql`rate(${app}[5m])` }),

  nodeGraph({ ...number, query: count }),
  // @ts-expect-error TS2740: Type 'LogQL' is missing the following properties from type 'PromQL'
  nodeGraph({ ...number, query: logql`rate(${app}[5m])` }),

  queryVariable({ name: 'job', metric: up }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Metric | Selector'
  queryVariable({ name: 'job', metric: 'up' }),

  dashboard({ ...about, rows, refresh: Duration.minutes(1) }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  dashboard({ ...about, rows, refresh: '1m' }),

  dashboard({ ...about, rows, links: [{ to: dashboard({ ...about, rows }) }] }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type '{ readonly uid: string; readonly title: string; }'
  dashboard({ ...about, rows, links: [{ to: 'api' }] }),

  dashboard({ ...about, rows: [{ title: 'Now', panels: [stat({ ...number, query: count })] }] }),
  // @ts-expect-error TS2353: 'type' does not exist in type 'Panel'
  dashboard({ ...about, rows: [{ title: 'Now', panels: [{ type: 'stat', title: 'Up' }] }] }),

  dashboard({ ...about, rows }).json({ loki: { kind: 'loki', uid: 'l', name: 'L' } }),
  // @ts-expect-error TS2322: Type '"prometheus"' is not assignable to type '"loki"'
  dashboard({ ...about, rows }).json({ loki: { kind: 'prometheus', uid: 'l', name: 'L' } }),
];

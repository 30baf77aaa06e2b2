import { interval } from '../../query/interval.js';
import { logql } from '../../query/logql.js';
import { variable } from '../../query/matchers.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { logSelector, selector } from '../../query/selector.js';
import { dashboard } from './dashboard.js';
import { lintDashboard, refusedFindings, ruleNames, type RuleName } from './lint.js';
import { queryVariable } from './query-variable.js';
import { stat } from './stat.js';
import { timeseries } from './timeseries.js';

const up = metric('up');
const requests = metric('http_requests_total');
const chosen = { job: variable('job'), instance: variable('instance') };
const about = { uid: 'api', title: 'API', description: 'Whether the API answers.' };
const said = (title: string): { title: string; description: string } => ({ title, description: 'How much of it.' });
const prometheus = { kind: 'prometheus', uid: 'prometheus', name: 'Prometheus' } as const;
const loki = { kind: 'loki', uid: 'loki', name: 'Loki' } as const;

const rate = promql`sum(rate(${selector(requests, chosen)}[${interval.rate}]))`;
const instances = dashboard({
  ...about,
  variables: [
    queryVariable({ name: 'job', metric: up }),
    queryVariable({ name: 'instance', metric: selector(up, { job: variable('job') }) }),
  ],
  rows: [
    {
      title: 'Now',
      panels: [
        timeseries({ ...said('Rate'), unit: 'reqps', query: rate }),
        stat({ ...said('Up'), unit: 'short', query: promql`count(${selector(up, chosen)})` }),
      ],
    },
  ],
}).json({ prometheus });

const lines = dashboard({
  ...about,
  rows: [
    {
      title: 'Now',
      panels: [
        timeseries({
          ...said('Lines'),
          unit: 'cps',
          query: logql`sum(rate(${logSelector({ app: 'api' })}[${interval.auto}]))`,
        }),
      ],
    },
  ],
}).json({ loki });

/** A copy in which the value at a pointer is another; without a value it is gone. */
function changed(json: object, pointer: string, value?: unknown): object {
  const copy = structuredClone(json);
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  const parent = path.reduce<Record<string, unknown>>(
    (at, key) => at[key] as Record<string, unknown>,
    copy as Record<string, unknown>,
  );
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

const expr = '/panels/1/targets/0/expr';
const faults: Readonly<Record<RuleName, readonly [object, string, unknown?]>> = {
  'template-datasource-rule': [instances, '/templating/list/0/label', 'Source'],
  'template-job-rule': [instances, '/templating/list/1/allValue', '.*'],
  'template-instance-rule': [instances, '/templating/list/2/multi', false],
  'template-label-promql-rule': [instances, '/templating/list/1/query', 'labels(up, job)'],
  'template-on-time-change-reload-rule': [instances, '/templating/list/1/refresh', 1],
  'panel-datasource-rule': [instances, '/panels/1/datasource/uid', 'prometheus'],
  'panel-title-description-rule': [instances, '/panels/2/description'],
  'panel-units-rule': [instances, '/panels/2/fieldConfig/defaults/unit', 'requests'],
  'panel-no-targets-rule': [instances, '/panels/2/targets'],
  'target-logql-rule': [lines, expr, 'sum(rate({app="api"}'],
  'target-logql-auto-rule': [lines, expr, 'sum(rate({app="api"}[5m]))'],
  'target-promql-rule': [instances, expr, 'sum('],
  'target-rate-interval-rule': [instances, expr, rate.text.replace('$__rate_interval', '5m')],
  'target-job-rule': [instances, expr, rate.text.replace('job=~', 'job=')],
  'target-instance-rule': [instances, expr, rate.text.replace('instance=~', 'pod=~')],
  'target-counter-agg-rule': [instances, expr, `sum(${selector(requests, chosen)})`],
  'uneditable-dashboard': [instances, '/editable', true],
};

test('there are the seventeen rules of dashboard-linter', () => {
  expect(ruleNames).toHaveLength(17);
});

test('dashboards of instances and of logs hold every rule', () => {
  expect(lintDashboard(instances)).toEqual([]);
  expect(lintDashboard(lines)).toEqual([]);
});

describe('one fault is found by one rule, which refuses:', () => {
  test.each(ruleNames)('%s', (rule) => {
    const [json, pointer, value] = faults[rule];
    const faulty = changed(json, pointer, value);
    expect(lintDashboard(faulty).map((finding) => finding.rule)).toEqual([rule]);
    expect(refusedFindings(faulty)).toEqual(lintDashboard(faulty));
  });
});

test('where no jobs and instances can be chosen, that is told and not refused', () => {
  const service = dashboard({
    ...about,
    rows: [{ title: 'Now', panels: [stat({ ...said('Up'), unit: 'short', query: promql`count(${up})` })] }],
  }).json({ prometheus });
  const told = lintDashboard(service).map(({ rule }) => rule);
  expect(told).toEqual(['template-job-rule', 'template-instance-rule', 'target-job-rule', 'target-instance-rule']);
  expect(refusedFindings(service)).toEqual([]);
});

test('each query is read in the language of its own datasource', () => {
  const both = dashboard({
    ...about,
    rows: [
      {
        title: 'Now',
        panels: [
          stat({ ...said('Up'), unit: 'short', query: promql`count(${up})` }),
          stat({
            ...said('Lines'),
            unit: 'cps',
            query: logql`sum(rate(${logSelector({ app: 'api' })}[${interval.auto}]))`,
          }),
        ],
      },
    ],
  }).json({ prometheus, loki });
  expect(refusedFindings(both)).toEqual([]);
});

describe('the range of a rate', () => {
  const found = (text: string): readonly RuleName[] =>
    lintDashboard(changed(instances, expr, text)).map(({ rule }) => rule);
  const s = selector(requests, chosen);

  test('is looked for behind an offset and parentheses', () => {
    expect(found(`rate(${s}[5m] offset 1h)`)).toEqual(['target-rate-interval-rule']);
    expect(found(`rate((${s}[5m]))`)).toEqual(['target-rate-interval-rule']);
    expect(found(`rate(${s}[$__rate_interval] offset 1h)`)).toEqual([]);
  });

  test('is free in other functions', () => {
    expect(found(`increase(${s}[$__range])`)).toEqual([]);
  });
});

test('panels of a collapsed row are looked at', () => {
  const collapsed = dashboard({
    ...about,
    rows: [
      { title: 'Now', collapsed: true, panels: [stat({ ...said('Up'), unit: 'short', query: promql`count(${up})` })] },
    ],
  }).json({ prometheus });
  const findings = lintDashboard(changed(collapsed, '/panels/0/panels/0/description'));
  expect(findings).toContainEqual({ rule: 'panel-title-description-rule', panel: 'Up', message: expect.any(String) });
});

test('words in place of numbers need no unit', () => {
  const bare = changed(instances, '/panels/2/fieldConfig/defaults/unit');
  expect(lintDashboard(changed(bare, '/panels/2/fieldConfig/defaults/mappings', [{ type: 'value' }]))).toEqual([]);
});

test('a dashboard of anybody, of which nothing is known, is read too', () => {
  expect(lintDashboard({}).map(({ rule }) => rule)).toEqual(['template-datasource-rule', 'uneditable-dashboard']);
});

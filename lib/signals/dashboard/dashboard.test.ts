import { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import { interval } from '../../query/interval.js';
import { logql } from '../../query/logql.js';
import { variable } from '../../query/matchers.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { logSelector, selector } from '../../query/selector.js';
import type { DashboardProps } from './dashboard-props.js';
import { dashboard } from './dashboard.js';
import { logs } from './logs.js';
import type { Panel } from './panel.js';
import { queryVariable } from './query-variable.js';
import { stat } from './stat.js';
import { timeseries } from './timeseries.js';

const requests = metric('http_requests_total', { type: 'counter' });
const up = metric('up', { type: 'gauge' });
const number = (title: string, more: { width?: 6 | 12 } = {}): Panel =>
  stat({ title, description: 'How many answer.', unit: 'short', query: promql`count(${up})`, ...more });
const lines = logs({ title: 'Lines', description: 'What it says.', query: logql`${logSelector({ app: 'api' })}` });
const narrowed = (title: string, matching: Parameters<typeof selector>[1]): Panel =>
  timeseries({
    title,
    description: 'How many are answered.',
    unit: 'reqps',
    query: promql`sum(rate(${selector(requests, matching)}[${interval.rate}]))`,
  });
const about = { uid: 'api', title: 'API', description: 'Whether the API answers.' };
const of = (props: Partial<DashboardProps>): ReturnType<typeof dashboard> =>
  dashboard({ ...about, rows: [{ title: 'Now', panels: [number('Up')] }], ...props });
const prometheus = { kind: 'prometheus', uid: 'prom-eu', name: 'Prometheus EU' } as const;
const loki = { kind: 'loki', uid: 'loki-eu', name: 'Loki EU' } as const;

describe('a dashboard', () => {
  test('cannot be edited, shows utc, asks every 30 seconds and looks back an hour', () => {
    expect(of({}).json({ prometheus })).toMatchObject({
      uid: 'api',
      title: 'API',
      editable: false,
      timezone: 'utc',
      refresh: '30s',
      time: { from: 'now-1h', to: 'now' },
      schemaVersion: 42,
    });
  });

  test('writes other times in the largest exact unit', () => {
    const props = { refresh: Duration.minutes(5), range: Duration.days(7), timezone: 'browser' } as const;
    expect(of(props).json({ prometheus })).toMatchObject({
      refresh: '5m',
      time: { from: 'now-7d' },
      timezone: 'browser',
    });
  });

  test('offers a datasource for each language asked, the given one first', () => {
    const both = of({ rows: [{ title: 'Now', panels: [lines, number('Up')] }] });
    expect(both.asks).toEqual(['prometheus', 'loki']);
    expect(both.json({ loki, prometheus })).toMatchObject({
      templating: {
        list: [
          {
            type: 'datasource',
            name: 'prometheus_datasource',
            query: 'prometheus',
            current: { text: 'Prometheus EU', value: 'prom-eu' },
          },
          {
            type: 'datasource',
            name: 'loki_datasource',
            query: 'loki',
            current: { text: 'Loki EU', value: 'loki-eu' },
          },
        ],
      },
    });
  });

  test('refuses to be written without a datasource that it asks', () => {
    expect(() => of({}).json({ loki })).toThrow(
      /dashboard 'api': prometheus: got undefined, .*; add a prometheus datasource/,
    );
  });

  test('is the same each time, and each time a copy of its own', () => {
    const one = of({});
    expect(one.json({ prometheus })).toEqual(one.json({ prometheus }));
    const [first, second] = [one.json({ prometheus }), one.json({ prometheus })] as { panels: unknown[] }[];
    expect(first?.panels[0]).not.toBe(second?.panels[0]);
  });

  test('sets panels from left to right below the title of their row', () => {
    const rows = [
      { title: 'Now', panels: [number('Up'), number('Down')] },
      { title: 'Later', panels: [number('Left', { width: 12 })] },
    ];
    expect(of({ rows }).json({ prometheus })).toMatchObject({
      panels: [
        { type: 'row', title: 'Now', id: 1, gridPos: { x: 0, y: 0, w: 24, h: 1 } },
        { title: 'Up', id: 2, gridPos: { x: 0, y: 1, w: 6, h: 4 } },
        { title: 'Down', id: 3, gridPos: { x: 6, y: 1, w: 6, h: 4 } },
        { type: 'row', title: 'Later', id: 4, gridPos: { y: 5 } },
        { title: 'Left', id: 5, gridPos: { x: 0, y: 6, w: 12, h: 4 } },
      ],
    });
  });

  test('keeps the panels of a collapsed row in it, and goes on right below', () => {
    const rows = [
      { title: 'Now', panels: [number('Up')], collapsed: true },
      { title: 'Later', panels: [number('Left')] },
    ];
    expect(of({ rows }).json({ prometheus })).toMatchObject({
      panels: [
        { type: 'row', collapsed: true, panels: [{ title: 'Up', gridPos: { y: 1 } }] },
        { type: 'row', collapsed: false, panels: [], gridPos: { y: 1 } },
        { title: 'Left', gridPos: { y: 2 } },
      ],
    });
  });

  test('links to another with the same time and choices', () => {
    expect(of({ links: [{ to: of({ uid: 'other', title: 'Other' }) }] }).json({ prometheus })).toMatchObject({
      links: [{ title: 'Other', url: '/d/other', type: 'link', includeVars: true, keepTime: true }],
    });
  });

  test('offers the values of a label, and asks for them again when the time changes', () => {
    const variables = [queryVariable({ name: 'namespace', metric: up })];
    const rows = [{ title: 'Now', panels: [narrowed('Rate', { namespace: variable('namespace') })] }];
    expect(of({ variables, rows }).json({ prometheus })).toMatchObject({
      templating: {
        list: [
          { type: 'datasource' },
          {
            type: 'query',
            name: 'namespace',
            label: 'Namespace',
            datasource: { type: 'prometheus', uid: '${prometheus_datasource}' },
            definition: 'label_values(up, namespace)',
            refresh: 2,
            multi: true,
            includeAll: true,
            allValue: '.+',
          },
        ],
      },
    });
  });

  test('asks prometheus for its choices even where its panels do not', () => {
    const namespace = queryVariable({ name: 'namespace', metric: up });
    const panel = logs({
      title: 'Lines',
      description: 'What it says.',
      query: logql`${logSelector({ namespace: variable('namespace') })}`,
    });
    expect(of({ variables: [namespace], rows: [{ title: 'Now', panels: [panel] }] }).asks).toEqual([
      'prometheus',
      'loki',
    ]);
  });
});

describe('a dashboard refuses', () => {
  const job = queryVariable({ name: 'job', metric: up });
  const cases: readonly [string, Partial<DashboardProps>, string][] = [
    ['a uid that grafana does not take', { uid: 'a'.repeat(41) }, 'uid'],
    ['a title of nothing', { title: ' ' }, 'title'],
    ['a description of nothing', { description: '' }, 'description'],
    ['to have no panel', { rows: [] }, 'at least one panel'],
    ['a title that is there twice', { rows: [{ title: 'Up', panels: [number('Up')] }] }, 'a title once in a dashboard'],
    ['a row without a title', { rows: [{ title: '', panels: [number('Up')] }] }, 'rows.title'],
    ['to ask more often than every 5 seconds', { refresh: Duration.seconds(1) }, 'whole seconds, 5 or more'],
    [
      'a variable that is used and not declared',
      { rows: [{ title: 'Now', panels: [narrowed('Rate', { namespace: variable('namespace') })] }] },
      "a variable 'namespace' before it is used",
    ],
    [
      'a variable that is declared and not used',
      { variables: [queryVariable({ name: 'namespace', metric: up })] },
      'namespace',
    ],
    [
      'a variable that looks at a later one',
      {
        variables: [queryVariable({ name: 'instance', metric: selector(up, { job: variable('job') }) }), job],
        rows: [{ title: 'Now', panels: [narrowed('Rate', { job: variable('job'), instance: variable('instance') })] }],
      },
      "a variable 'job' before it is used",
    ],
    [
      'to compare several choices as one',
      {
        variables: [queryVariable({ name: 'namespace', metric: up })],
        rows: [{ title: 'Now', panels: [narrowed('Rate', { namespace: '$namespace' })] }],
      },
      "'=~' or '!~', since several can be chosen",
    ],
    [
      'to offer jobs that a query does not mind',
      {
        variables: [job],
        rows: [{ title: 'Now', panels: [narrowed('Rate', { job: variable('job') }), number('Up')] }],
      },
      "target-job-rule: panel 'Up': should have job=~",
    ],
    [
      'a rate over a range that is not $__rate_interval',
      {
        rows: [
          {
            title: 'Now',
            panels: [
              stat({ title: 'Rate', description: 'Of all.', unit: 'reqps', query: promql`rate(${requests}[5m])` }),
            ],
          },
        ],
      },
      'target-rate-interval-rule',
    ],
    ['to be larger than grafana and kubernetes bear', { description: 'x'.repeat(1_048_576) }, 'less than 1 MiB'],
  ];

  test.each(cases)('%s', (_, props, says) => {
    expect(() => of(props)).toThrow(Refusal);
    expect(() => of(props)).toThrow(says);
  });

  test('with its uid and the line that wrote it', () => {
    expect(() => dashboard({ ...about, rows: [] })).toThrow(/dashboard\.test\.ts:\d+: dashboard 'api': rows: /);
  });
});

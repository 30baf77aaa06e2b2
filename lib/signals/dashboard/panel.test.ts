import { Refusal } from '../../kernel/refusal.js';
import { interval } from '../../query/interval.js';
import { logql } from '../../query/logql.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { logSelector } from '../../query/selector.js';
import { gauge } from './gauge.js';
import { logs } from './logs.js';
import type { Panel } from './panel.js';
import { nodeGraph } from './node-graph.js';
import { stat } from './stat.js';
import { table } from './table.js';
import { timeseries } from './timeseries.js';

const requests = metric('http_requests_total', { type: 'counter' });
const rate = promql`sum by (code) (rate(${requests}[${interval.rate}]))`;
const app = logSelector({ app: 'api' });
const errors = logql`sum(rate(${app} |= "error" [${interval.auto}]))`;
const said = { title: 'Requests', description: 'How many are answered, by code.' };
const model = (panel: Panel): object => panel.model(1, { x: 0, y: 0, w: panel.width, h: panel.height });

describe('a panel', () => {
  test('asks the datasource of the language in which it is asked', () => {
    expect(model(timeseries({ ...said, unit: 'reqps', query: rate }))).toMatchObject({
      datasource: { type: 'prometheus', uid: '${prometheus_datasource}' },
      targets: [{ refId: 'A', datasource: { type: 'prometheus' }, expr: rate.text, range: true, instant: false }],
    });
    expect(model(timeseries({ ...said, unit: 'cps', query: errors }))).toMatchObject({
      datasource: { type: 'loki', uid: '${loki_datasource}' },
      targets: [{ refId: 'A', datasource: { type: 'loki' }, expr: errors.text, queryType: 'range' }],
    });
  });

  test('of one number asks for now only', () => {
    expect(model(stat({ ...said, unit: 'reqps', query: rate }))).toMatchObject({
      targets: [{ instant: true, range: false }],
    });
    expect(model(stat({ ...said, unit: 'cps', query: errors }))).toMatchObject({ targets: [{ queryType: 'instant' }] });
  });

  test('has the size of its kind, or its own', () => {
    const { width, height } = gauge({ ...said, unit: 'percentunit', query: rate, width: 8 });
    expect({ width, height }).toEqual({ width: 8, height: 6 });
  });

  test('begins its thresholds at null with the base colour', () => {
    const thresholds = [
      { at: 0.99, color: 'yellow' },
      { at: 0.999, color: 'green' },
    ] as const;
    expect(model(stat({ ...said, unit: 'percentunit', query: rate, thresholds, baseColor: 'red' }))).toMatchObject({
      fieldConfig: {
        defaults: {
          thresholds: {
            mode: 'absolute',
            steps: [
              { value: null, color: 'red' },
              { value: 0.99, color: 'yellow' },
              { value: 0.999, color: 'green' },
            ],
          },
        },
      },
    });
  });

  test('leads from a value to a dashboard with the same time and choices, or to a page outside', () => {
    const links = [{ to: { uid: 'api', title: 'API' } }, { title: 'Status', url: 'https://status.example.org' }];
    expect(model(stat({ ...said, unit: 'reqps', query: rate, links }))).toMatchObject({
      fieldConfig: {
        defaults: {
          links: [
            { title: 'API', url: '/d/api?${__url_time_range}&${__all_variables}', targetBlank: false },
            { title: 'Status', url: 'https://status.example.org', targetBlank: true },
          ],
        },
      },
    });
  });

  test('of a gauge ends where its unit does', () => {
    const max = (unit: 'percentunit' | 'percent' | 's'): object => model(gauge({ ...said, unit, query: rate }));
    expect(max('percentunit')).toMatchObject({ fieldConfig: { defaults: { min: 0, max: 1 } } });
    expect(max('percent')).toMatchObject({ fieldConfig: { defaults: { min: 0, max: 100 } } });
    expect(max('s')).not.toHaveProperty('fieldConfig.defaults.max');
  });

  test('of a table has a column for each query, with its own unit', () => {
    const queries = [
      { query: rate, legend: 'Rate' },
      { query: promql`count by (code) (${requests})`, legend: 'Series', unit: 'short' },
    ] as const;
    expect(model(table({ ...said, unit: 'reqps', queries }))).toMatchObject({
      targets: [{ format: 'table', instant: true }, { refId: 'B' }],
      fieldConfig: {
        overrides: [{ matcher: { id: 'byName', options: 'Series' }, properties: [{ id: 'unit', value: 'short' }] }],
      },
      transformations: [
        { id: 'merge' },
        { id: 'organize', options: { renameByName: { 'Value #A': 'Rate', 'Value #B': 'Series' } } },
      ],
    });
  });

  test('of a graph names its edges as grafana looks for them', () => {
    const calls = promql`sum by (client, server) (rate(calls_total[${interval.rate}]))`;
    expect(model(nodeGraph({ ...said, unit: 'reqps', query: calls }))).toMatchObject({
      targets: [{ refId: 'edges', format: 'table', expr: `label_join((${calls}), "id", "/", "client", "server")` }],
      transformations: [{ options: { renameByName: { client: 'source', server: 'target', Value: 'mainstat' } } }],
    });
  });

  test('of logs shows lines', () => {
    expect(model(logs({ ...said, query: logql`${app} |= "error"` }))).toMatchObject({
      type: 'logs',
      targets: [{ expr: '{app="api"} |= "error"', queryType: 'range' }],
    });
  });
});

describe('a panel refuses', () => {
  const cases: readonly [string, () => Panel, string][] = [
    ['lines where numbers are shown', () => stat({ ...said, unit: 'short', query: logql`${app}` }), 'yields numbers'],
    ['numbers where lines are shown', () => logs({ ...said, query: errors }), 'yields lines'],
    [
      'a range without a function',
      () => timeseries({ ...said, unit: 'short', query: promql`up[5m]` }),
      'function around it',
    ],
    ['no query at all', () => timeseries({ ...said, unit: 'short', queries: [] }), '1 to 26 queries'],
    ['a title of nothing', () => stat({ ...said, title: ' ', unit: 'short', query: rate }), 'title'],
    ['a description of nothing', () => stat({ ...said, description: '', unit: 'short', query: rate }), 'description'],
    ['half a step of height', () => stat({ ...said, unit: 'short', query: rate, height: 2.5 }), 'height'],
    ['a label that is none', () => nodeGraph({ ...said, unit: 'reqps', query: rate, from: 'a-b' }), 'from'],
    [
      'thresholds that fall',
      () =>
        stat({
          ...said,
          unit: 's',
          query: rate,
          thresholds: [
            { at: 2, color: 'red' },
            { at: 1, color: 'yellow' },
          ],
        }),
      'thresholds[1].at',
    ],
    [
      'a page that is not reached over https',
      () => stat({ ...said, unit: 's', query: rate, links: [{ title: 'x', url: 'javascript:alert(1)' }] }),
      'links.url',
    ],
  ];

  test.each(cases)('%s', (_, make, says) => {
    expect(make).toThrow(Refusal);
    expect(make).toThrow(says);
  });

  test('with its title and the line that wrote it', () => {
    expect(() => logs({ ...said, query: errors })).toThrow(/panel\.test\.ts:\d+: panel 'Requests': query: /);
  });
});

import { Duration } from 'cdk8s';
import type { Written } from '../../testing/objects.js';
import * as kibana from './words.js';

const events = new kibana.DataView({
  id: 'security',
  pattern: 'logs-security-*',
  name: 'Security events',
  fields: { 'event.action': 'keyword', 'source.ip': 'ip', 'user.name': 'keyword', took: 'number', message: 'text' },
});
const requests = new kibana.DataView({ id: 'access', pattern: 'logs-access-*', fields: { took: 'number' } });

const overTime = kibana.xy({
  id: 'actions-over-time',
  title: 'Actions',
  draw: 'bars',
  x: events.overTime,
  y: [events.count()],
  by: events.top('event.action', 5),
});
const failures = kibana.number({
  id: 'failures',
  title: 'Failed logins',
  of: events.count({ label: 'failed', where: 'event.outcome: "failure"' }),
});
const places = kibana.table({
  id: 'places',
  title: 'Where from',
  rows: [events.top('source.ip'), events.top('user.name')],
  values: [events.count(), events.percentile('took', 95)],
});
const last = kibana.search({ id: 'last', title: 'Last events', of: events, columns: ['event.action', 'message'] });
const page = kibana.dashboard({
  id: 'security',
  title: 'Security',
  rows: [{ panels: [overTime, failures] }, { panels: [places], height: 10 }, { panels: [last] }],
  shows: Duration.days(1),
});

const written = (...objects: kibana.SavedObject[]) =>
  kibana
    .ndjson(objects)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a dashboard with a panel of each kind', () => {
  const all = written(page);

  test('brings all that it stands on, each once, what is needed first', () => {
    expect(all.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'index-pattern security',
      'lens actions-over-time',
      'lens failures',
      'lens places',
      'search last',
      'dashboard security',
    ]);
  });

  test('refers to nothing that is not brought with it', () => {
    const there = all.map(({ type, id }) => `${type} ${id}`);
    const asked = all.flatMap(({ references }) => references.map((one: Written) => `${one.type} ${one.id}`));
    expect(asked).toHaveLength(8);
    expect(asked.filter((one) => !there.includes(one))).toEqual([]);
  });

  test('has a reference of its name for each of its panels', () => {
    const { attributes, references } = all.at(-1);
    const panels = JSON.parse(attributes.panelsJSON);
    expect(panels.map(({ panelIndex, panelRefName }: Written) => `${panelIndex}:${panelRefName}`)).toEqual(
      references.map(({ name }: Written) => name),
    );
  });

  test('shares each row equally, one below the other', () => {
    const panels = JSON.parse(all.at(-1).attributes.panelsJSON);
    expect(panels.map(({ gridData: { x, y, w, h } }: Written) => [x, y, w, h])).toEqual([
      [0, 0, 24, 15],
      [24, 0, 24, 15],
      [0, 15, 48, 10],
      [0, 25, 48, 15],
    ]);
  });

  test('opens on the time that it was given', () => {
    expect(all.at(-1).attributes).toMatchObject({ timeRestore: true, timeFrom: 'now-1d', timeTo: 'now' });
  });
});

describe('a chart', () => {
  const state = (chart: kibana.Chart) => chart.attributes.state;
  const columns = (chart: kibana.Chart) => state(chart).datasourceStates.formBased.layers['layer']?.columns ?? {};

  test('draws only columns that it asks for', () => {
    for (const chart of [overTime, failures, places]) {
      const drawn = JSON.stringify(state(chart).visualization).match(/"(x|by|[yr]o?w?\d)"/g) ?? [];
      expect(drawn.map((name) => JSON.parse(name)).sort()).toEqual(Object.keys(columns(chart)).sort());
    }
  });

  test('ranks its groups by what it counts', () => {
    expect(columns(overTime)['by']).toMatchObject({
      operationType: 'terms',
      sourceField: 'event.action',
      params: { size: 5, orderBy: { type: 'column', columnId: 'y0' }, orderDirection: 'desc' },
    });
  });

  test('counts what its own query finds', () => {
    expect(columns(failures)['y0']).toMatchObject({
      label: 'failed',
      customLabel: true,
      sourceField: '___records___',
      filter: { query: 'event.outcome: "failure"', language: 'kuery' },
    });
  });

  test.each<[string, () => kibana.Measure | object, string, string]>([
    ['average', () => requests.average('took'), 'average', 'Average of took'],
    ['sum', () => requests.sum('took'), 'sum', 'Sum of took'],
    ['maximum', () => requests.max('took'), 'max', 'Maximum of took'],
    ['count of values', () => events.unique('user.name'), 'unique_count', 'Unique count of user.name'],
    ['percentile', () => requests.percentile('took', 99), 'percentile', '99th percentile of took'],
  ])('knows a %s', (_, measure, operationType, label) => {
    expect(measure()).toMatchObject({ measured: { operationType, label } });
  });

  test('of two data views is refused', () => {
    const both = () =>
      kibana.xy({ id: 'both', title: 'Both', draw: 'lines', x: events.overTime, y: [requests.count()] });
    expect(both).toThrow(
      "chart both: columns: got 'security', allowed: columns of one data view, access; make a chart",
    );
  });
});

describe('what makes no sense is refused:', () => {
  test.each<[string, () => unknown, string]>([
    [
      'an id for no link',
      () => new kibana.DataView({ id: 'A B', pattern: 'x', fields: {} }),
      "id: got 'A B', allowed: lower",
    ],
    ['a percentile of nobody', () => requests.percentile('took', 0), 'percentile: got 0, allowed: between 0 and 100'],
    ['an open bracket', () => events.count({ where: '(a: 1' }), "kql: got '(a: 1', allowed: a query whose brackets"],
    ['brackets the wrong way round', () => events.count({ where: ')a: 1(' }), 'close them'],
    ['an open quote', () => events.count({ where: 'a: "x' }), 'close them, or escape them'],
    [
      'a row that five share',
      () => kibana.dashboard({ id: 'five', title: 'Five', rows: [{ panels: [last, last, last, last, last] }] }),
      "dashboard five: rows: got '5 panels'",
    ],
    [
      'two charts of one id',
      () => kibana.ndjson([failures, kibana.number({ id: 'failures', title: 'Others', of: events.count() })]),
      "saved object: got 'lens failures', allowed: one object of a kind and id; give one of the two another id",
    ],
  ])('%s', (_, make, text) => {
    expect(make).toThrow(text);
  });

  test('but brackets in quotes are words', () => {
    expect(() => events.count({ where: 'message: ":-(" and not (a: 1 or b: "\\"")' })).not.toThrow();
  });
});

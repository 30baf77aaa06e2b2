import {
  alertmanagerMetrics,
  collectorMetrics,
  fluentBitMetrics,
  kubernetesMetrics,
  kubeStateMetrics,
  lokiMetrics,
  type Metric,
  nodeMetrics,
  PromQL,
  prometheusMetrics,
  refusedFindings,
} from '../../../lib/index.js';
import { coloursOf, type Kpi, kpis, type Limit, limits } from '../kpis.js';
import { ai, serviceGraph, shop, spans, web3 } from '../metrics.js';
import { businessAlerts } from '../rules/business.js';
import { infrastructure } from '../rules/infrastructure.js';
import { business, red } from '../rules/records.js';
import { criticalAlerts, serviceAlerts } from '../rules/services.js';
import { alerts } from './firing.js';
import { dashboards, folders } from './index.js';
import { overview } from './overview.js';

interface Shown {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string };
  readonly panels?: readonly Shown[];
  readonly targets?: readonly { readonly expr: string }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
      readonly links?: readonly { readonly url: string }[];
    };
  };
}

interface Model {
  readonly uid: string;
  readonly links: readonly { readonly url: string }[];
  readonly templating: { readonly list: readonly { readonly type: string; readonly definition?: string }[] };
  readonly panels: readonly Shown[];
}

const from = {
  prometheus: { kind: 'prometheus', uid: 'prometheus', name: 'Prometheus' },
  loki: { kind: 'loki', uid: 'loki', name: 'Loki' },
} as const;

const models = dashboards.map((each) => each.json(from) as Model);
const named = models.map((model) => [model.uid, model] as const);
const panelsOf = ({ panels }: { readonly panels: readonly Shown[] }): Shown[] =>
  panels.flatMap((panel) => [panel, ...panelsOf({ panels: panel.panels ?? [] })]).filter(({ type }) => type !== 'row');
const queriesOf = (model: Model): string[] => [
  ...panelsOf(model)
    .filter(({ datasource }) => datasource?.type === 'prometheus')
    .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...model.templating.list.flatMap(({ definition }) => /^label_values\((.*), \w+\)$/.exec(definition ?? '')?.[1] ?? []),
];

const groups = [red, business, businessAlerts, infrastructure, serviceAlerts, criticalAlerts];
const catalogues: readonly Readonly<Record<string, Metric>>[] = [
  ...[shop, ai, web3, spans, serviceGraph, nodeMetrics, kubeStateMetrics, kubernetesMetrics, prometheusMetrics],
  ...[alertmanagerMetrics, collectorMetrics, fluentBitMetrics, lokiMetrics],
];
const declared = new Set([
  ...alerts.series,
  ...catalogues.flatMap((catalogue) => Object.values(catalogue).flatMap(({ series }) => series)),
  ...groups.flatMap(({ recordings }) => recordings.flatMap(({ metric }) => metric.series)),
]);

test('there are the five dashboards of the document, each in the folder of its audience', () => {
  expect(models.map(({ uid }) => uid)).toEqual([
    'go-coffee-overview',
    'go-coffee-services',
    'go-coffee-ai-agents',
    'go-coffee-web3',
    'go-coffee-infrastructure',
  ]);
  expect(Object.values(folders).flat()).toHaveLength(5);
});

test.each(named)('%s fits into an object of Kubernetes and is refused by no rule', (_, model) => {
  expect(Buffer.byteLength(JSON.stringify(model))).toBeLessThan(1_048_576);
  expect(refusedFindings(model)).toEqual([]);
});

test.each(named)(
  '%s has twelve to twenty panels, and each says what it shows and what its numbers count',
  (_, model) => {
    const panels = panelsOf(model);
    expect(panels.length).toBeGreaterThanOrEqual(12);
    expect(panels.length).toBeLessThanOrEqual(20);
    const silent = panels.filter(({ title, description = '', type, fieldConfig }) => {
      return title === '' || description === '' || (type !== 'logs' && fieldConfig?.defaults.unit === undefined);
    });
    expect(silent).toEqual([]);
  },
);

test.each(named)('%s asks only for what somebody of ours yields', (_, model) => {
  const asked = queriesOf(model).flatMap((expr) => PromQL.parse(expr).metrics);
  expect(asked.length).toBeGreaterThan(0);
  expect([...new Set(asked)].filter((name) => !declared.has(name))).toEqual([]);
});

test.each(named)('%s compares only labels that the series have', (_, model) => {
  const known = new Map<string, readonly string[]>(
    catalogues.flatMap((catalogue) =>
      Object.values(catalogue).flatMap((metric) => metric.series.map((name) => [name, metric.labels] as const)),
    ),
  );
  const added = ['job', 'instance', 'le'];
  const strange = queriesOf(model)
    .flatMap((expr) => PromQL.parse(expr).selectors)
    .flatMap(({ metric, matchers }) => {
      const labels = metric === undefined ? undefined : known.get(metric);
      if (labels === undefined) return [];
      return matchers
        .filter(({ label }) => ![...labels, ...added].includes(label))
        .map(({ label }) => `${metric} ${label}`);
    });
  expect(strange).toEqual([]);
});

test.each(named)('%s links only to dashboards that are there', (uid, model) => {
  const values = panelsOf(model).flatMap(({ fieldConfig }) => fieldConfig?.defaults.links ?? []);
  const urls = [...model.links, ...values].map(({ url }) => /^\/d\/([^?]+)/.exec(url)?.[1]);
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.filter((to) => to === uid || !models.some((each) => each.uid === to))).toEqual([]);
});

test('the overview leads to every other dashboard', () => {
  const model = overview.json(from) as Model;
  expect(model.links.map(({ url }) => url)).toEqual(
    models.filter(({ uid }) => uid !== model.uid).map(({ uid }) => `/d/${uid}`),
  );
});

test.each(kpis.map((kpi) => [kpi.name, kpi] as const))(
  'the overview shows %s, with its target as threshold',
  (_, kpi) => {
    const shows = panelsOf(overview.json(from) as Model).filter(
      ({ type, targets = [] }) => type === 'stat' && targets.some(({ expr }) => expr === kpi.shows.text),
    );
    expect(shows).toHaveLength(1);
    const steps = shows[0]?.fieldConfig?.defaults.thresholds?.steps ?? [];
    expect(steps.map(({ value }) => value)).toContain(kpi.target);
    const well = steps.find(({ color }) => color === 'green');
    expect(well?.value).toBe(kpi.better === 'above' ? kpi.target : null);
  },
);

test('the targets are those of the document', () => {
  expect(Object.fromEntries(kpis.map(({ name, better, target }) => [name, [better, target]]))).toEqual({
    'Orders per minute': ['above', 10],
    'Revenue per minute': ['above', 100],
    'Average order value': ['above', 8],
    'Customer satisfaction': ['above', 4],
    'AI agent efficiency': ['above', 0.9],
    'Web3 success rate': ['above', 0.95],
    Availability: ['above', 0.999],
    'Latency p99': ['below', 0.5],
    'Error rate': ['below', 0.01],
  });
});

const judged: readonly (Kpi | Limit)[] = [...kpis, ...Object.values(limits)];

test.each(judged.flatMap((each) => (each.alert === undefined ? [] : [[each.name, each, each.alert] as const])))(
  'a rule fires where the table says that somebody is told of %s',
  (_, { metric }, alert) => {
    const rules = groups.flatMap((group) => group.alerts).filter(({ when }) => when.metrics.includes(metric.name));
    const numbers = rules.flatMap(({ when }) =>
      [...when.text.matchAll(/[<>] (\d+(?:\.\d+)?)$/g)].map(([, n]) => Number(n)),
    );
    expect(numbers).toContain(alert);
  },
);

test('a target that nobody is told of is missed in yellow, one that somebody is told of in red', () => {
  const kpi = (name: string): Kpi => kpis.find((each) => each.name === name) as Kpi;
  expect(coloursOf(kpi('Average order value')).baseColor).toBe('yellow');
  expect(coloursOf(kpi('Orders per minute'))).toEqual({
    baseColor: 'red',
    thresholds: [
      { at: 1, color: 'yellow' },
      { at: 10, color: 'green' },
    ],
  });
});

test.each(groups.flatMap(({ alerts: all }) => all.map((alert) => [alert.name, alert.dashboard] as const)))(
  'the dashboard that %s names is there',
  (_, place) => {
    expect(models.map((model) => model.uid)).toContain(place?.uid);
  },
);

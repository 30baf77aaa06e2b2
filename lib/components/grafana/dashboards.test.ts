import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import type { DatasourceKind } from '../../kernel/datasource-ref.js';
import { promql } from '../../query/promql.js';
import { type Dashboard, dashboard } from '../../signals/dashboard/dashboard.js';
import { stat } from '../../signals/dashboard/stat.js';
import type { Watched } from '../../signals/watched.js';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Grafana } from './grafana.js';

const board = (uid: string, asks: readonly DatasourceKind[] = ['prometheus'], filler = ''): Dashboard => ({
  uid,
  title: `The ${uid}`,
  asks,
  json: (from) => ({ uid, filler, panels: asks.map((kind) => ({ datasource: { type: kind, uid: from[kind]?.uid } })) }),
});

const setUp = () => {
  const app = Testing.app();
  const chart = new Chart(app, 'dashboards', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const site = new Site(chart, 'store', { labels: { app: 'store' } });
  const grafana = new Grafana(chart, 'grafana', { url: 'https://grafana.example.com' });
  return {
    app,
    chart,
    grafana,
    metrics: site.listen('prometheus', { service: 'metrics', port: 9090 }),
    dashboard: (uid: string) => objectsOf(chart).one('GrafanaDashboard', `grafana-dashboard-${uid}`).spec,
  };
};

test('a dashboard is filled with the only datasource of its language, though that was added later', () => {
  const { grafana, metrics, dashboard } = setUp();
  grafana.dashboard(board('overview'));
  grafana.prometheus('Metrics', metrics);
  expect(JSON.parse(dashboard('overview').json).panels).toEqual([
    { datasource: { type: 'prometheus', uid: 'metrics' } },
  ]);
});

test('among several the default is asked, or the one that is named', () => {
  const { grafana, metrics, dashboard } = setUp();
  const old = grafana.prometheus('Old', metrics);
  grafana.prometheus('New', metrics, { default: true });
  grafana.dashboard(board('a'.repeat(2)));
  grafana.dashboard(board('bb'), { from: { prometheus: old } });
  expect(dashboard('aa').json).toContain('"uid": "new"');
  expect(dashboard('bb').json).toContain('"uid": "old"');
});

test('a dashboard lies in a folder, and only its own Grafana in its own namespace takes it', () => {
  const { grafana, metrics, dashboard } = setUp();
  grafana.prometheus('Metrics', metrics);
  grafana.dashboard(board('overview'), { folder: grafana.folder('Platform team') });
  expect(dashboard('overview')).toMatchObject({
    folderRef: 'grafana-folder-platform-team',
    allowCrossNamespaceImport: false,
    instanceSelector: { matchLabels: { 'observability.cdk8s.io/grafana': 'grafana' } },
  });
});

test('a folder is seen by all and changed by nobody, unless roles are given more or less', () => {
  const { grafana, chart } = setUp();
  grafana.folder('Open');
  grafana.folder('Business', { viewers: 'none', editors: 'edit' });
  const permissions = (name: string) =>
    JSON.parse(objectsOf(chart).one('GrafanaFolder', `grafana-folder-${name}`).spec.permissions).items;
  expect(permissions('open')).toEqual([
    { role: 'Viewer', permission: 1 },
    { role: 'Editor', permission: 1 },
  ]);
  expect(permissions('business')).toEqual([{ role: 'Editor', permission: 2 }]);
});

test('what a component ships is added by watching it', () => {
  const { chart, grafana, metrics, dashboard } = setUp();
  const telemetry = { metrics: [], yields: [], alerts: [], dashboards: [board('shipped')] };
  const component: Construct & Watched = Object.assign(new Construct(chart, 'component'), { telemetry });
  grafana.prometheus('Metrics', metrics);
  grafana.watch(component, { folder: grafana.folder('Platform') });
  expect(dashboard('shipped').folderRef).toBe('grafana-folder-platform');
});

test('a language that no datasource speaks fails the synth, and says what to add', () => {
  const { app, grafana, metrics } = setUp();
  grafana.prometheus('Metrics', metrics);
  grafana.dashboard(board('lines', ['loki']));
  expect(() => app.synth()).toThrow(
    "dashboards/grafana: dashboard lines: got 'asks loki', allowed: one datasource of loki, or one of them as the default; add one with grafana.loki(…)",
  );
});

test('several datasources of a language without a default fail the synth', () => {
  const { chart, grafana, metrics } = setUp();
  grafana.prometheus('Old', metrics);
  grafana.prometheus('New', metrics);
  grafana.dashboard(board('overview'));
  expect(() => objectsOf(chart)).toThrow(
    "got 'asks prometheus, and there are Old, New', allowed: one datasource of prometheus, or one of them as the default; say which: { from: { prometheus: … } }",
  );
});

test('a dashboard that no object can hold fails the synth', () => {
  const { chart, grafana } = setUp();
  grafana.dashboard(board('huge', [], 'x'.repeat(1024 * 1024)));
  expect(() => objectsOf(chart)).toThrow(
    /dashboard huge: got '\d+ bytes', allowed: at most 1048576 bytes of JSON; split it into two dashboards/,
  );
});

test('a second dashboard of a uid, a uid that makes no name, and the folder of another Grafana are refused', () => {
  const { chart, grafana } = setUp();
  grafana.dashboard(board('overview'));
  expect(() => grafana.dashboard(board('overview'))).toThrow(
    "dashboard uid: got 'overview', allowed: one dashboard of a uid, and 'The overview' has it; give one of the two another uid, or add it once",
  );
  expect(() => grafana.dashboard(board('Over_view'))).toThrow(
    'allowed: at most 40 lower case letters, digits and dashes',
  );
  const other = new Grafana(chart, 'other', { url: 'https://other.example.com', service: 'other' });
  expect(() => grafana.dashboard(board('second'), { folder: other.folder('Theirs') })).toThrow(
    "dashboard second.folder: got 'Theirs', allowed: a folder that was added to this Grafana",
  );
});

test('a second folder of a title is refused', () => {
  const { grafana } = setUp();
  grafana.folder('Platform');
  expect(() => grafana.folder('platform')).toThrow(
    "folder: got 'platform', allowed: titles whose identifiers differ: another folder is platform already; hold the folder that was added first, or rename one of the two",
  );
});

test('a link to a dashboard that was never added fails the synth, in the head as behind a value', () => {
  const { chart, grafana, metrics } = setUp();
  const to = (uid: string) => ({ to: { uid, title: uid } });
  const up = { title: 'Up', description: 'How many answer.', unit: 'short', query: promql`count(up)` } as const;
  const leading = dashboard({
    uid: 'from',
    title: 'From',
    description: 'Whether it answers.',
    links: [to('there'), to('head')],
    rows: [{ title: 'Now', panels: [stat({ ...up, links: [to('value')] })] }],
  });
  grafana.prometheus('Metrics', metrics);
  for (const one of [leading, board('there')]) grafana.dashboard(one);
  const faults = () => chart.node.findAll().flatMap((construct) => construct.node.validate());
  expect(faults()).toEqual(
    ['head', 'value'].map(
      (uid) =>
        `dashboards/grafana: dashboard from: links: got '${uid}', allowed: dashboards that were added to this Grafana, ` +
        'by their uids; add that one with grafana.dashboard(…), or take the link out',
    ),
  );
  for (const uid of ['head', 'value']) grafana.dashboard(board(uid));
  expect(faults()).toEqual([]);
});

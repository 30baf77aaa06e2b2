import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../api.js';
import { engine } from '../engine.js';
import { Authority } from '../pki.js';
import { freePorts, type Server } from '../server.js';
import { alertmanagers, type Peer, replicasOf } from './alertmanager-cr.js';
import { Hooks, page, type Page } from './hooks.js';
import { prometheus, prometheusEngine, type RuleGroup, rules } from './prometheus-cr.js';
import { routingYaml } from './routing-yaml.js';
import { Targets } from './targets.js';
import { say } from './verdict-line.js';
import { pause, until } from './wait.js';
import { allOf } from './written.js';

jest.setTimeout(180_000);

const environment = 'go-coffee-production';
const alertmanager = engine('alertmanager');
const services = [
  'api-gateway',
  'order-service',
  'kitchen-service',
  'user-service',
  'payment-service',
  'ai-agents',
  'web3-gateway',
  'defi-trading',
];
/** Longer than a peer waits for the one before it, in milliseconds: by then it would have sent too. */
const inTurn = 20_000;

const began = performance.now();
const told: string[] = [];

let folder: string;
let hooks: Hooks;
let targets: Targets;
let prometheuses: readonly Server[] = [];
let peers: readonly Peer[] = [];
let askPrometheuses: readonly Api[] = [];
let askPeers: readonly Api[] = [];

/** How full the disk of Elasticsearch is, as its exporter says it. */
const disk = (full: number): string =>
  ['available', 'size']
    .map(
      (what) =>
        `elasticsearch_filesystem_data_${what}_bytes{es_data_node="true",name="node-0"} ${what === 'size' ? 100 : 100 - full}\n`,
    )
    .join('');

/** All rules as synthesized, but that a condition must last a second only. */
const groups = (): readonly RuleGroup[] =>
  allOf(environment, 'PrometheusRule')
    .flatMap(({ spec }) => (spec as { groups: readonly RuleGroup[] }).groups)
    .map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => (rule.for === undefined ? rule : { ...rule, for: '1s' })),
    }));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engines-alert-'));
  const authority = new Authority(folder);
  const service = 'alertmanager-operated.go-coffee-monitoring.svc';
  const pair = authority.issue('pod', `/CN=${service}`, [`DNS:${service}`, 'IP:127.0.0.1']);
  hooks = await Hooks.start();
  targets = await Targets.start({ ...Object.fromEntries(services.map((name) => [name, ''])), elasticsearch: disk(10) });
  const replicas = replicasOf(environment);
  const [first, second, ...ports] = (await freePorts(2 + 2 * replicas)) as [number, number, ...number[]];
  peers = alertmanagers({
    environment,
    folder,
    ports,
    authority,
    pair,
    configuration: routingYaml(environment, folder, hooks),
  });
  const tls = { ...pair, ca: authority.pair.cert };
  askPeers = peers.map(({ api }) => new Api(`https://${api}`, tls));
  askPrometheuses = [first, second].map((port) => new Api(`https://127.0.0.1:${port}`, tls));
  const all = {
    environment,
    folder,
    authority,
    pair,
    targets: targets.addresses,
    alertmanagers: peers.map(({ api }) => api),
  };
  prometheuses = [first, second].map((port, ordinal) => prometheus({ ...all, ordinal, port }));
  await Promise.all([
    ...peers.map(({ server }, at) => server.until(() => settled(at, replicas), 60)),
    ...prometheuses.map((server, at) => server.until(() => allUp(at), 60)),
  ]);
  prometheuses.forEach((server, ordinal) => rules(server, folder, ordinal, groups()));
});

afterAll(async () => {
  await Promise.all([...prometheuses, ...peers.map(({ server }) => server)].map((server) => server.stop()));
  await Promise.all([hooks?.stop(), targets?.stop()]);
  rmSync(folder, { recursive: true });
  const seconds = (performance.now() - began) / 1000;
  say({ name: 'alertmanager', engine: alertmanager, files: 1, verdict: told.join('; '), seconds });
  say({
    name: 'prometheus',
    engine: prometheusEngine(),
    files: allOf(environment, 'PrometheusRule').length,
    verdict: 'rules loaded, alerts sent',
    seconds,
  });
});

async function settled(at: number, replicas: number): Promise<boolean> {
  const { body } = (await askPeers[at]?.ask('/api/v2/status')) ?? {};
  return body?.cluster.status === 'ready' && body.cluster.peers.length === replicas;
}

async function allUp(at: number): Promise<boolean> {
  const { body } = (await askPrometheuses[at]?.ask('/api/v1/query?query=sum(up)')) ?? {};
  return Number(body?.data.result[0]?.value[1]) === services.length + 1;
}

/** When we saw that an alert fires, in milliseconds; undefined as long as it does so in neither Prometheus. */
async function firing(name: string, label: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const running = askPrometheuses.filter((_, at) => prometheuses[at]?.running);
  const answers = await Promise.all(running.map((ask) => ask.ask('/api/v1/alerts')));
  const alerts: readonly { state: string; labels: Record<string, string> }[] = answers.flatMap(
    ({ body }) => body.data.alerts,
  );
  const wanted = Object.entries({ ...label, alertname: name });
  const found = alerts.some(
    ({ state, labels }) => state === 'firing' && wanted.every(([key, value]) => labels[key] === value),
  );
  return found ? performance.now() : undefined;
}

const pagesOf = (key: string, alert: string, action: Page['action']): readonly Page[] =>
  hooks.pages.filter((one) => one.key === key && one.alert === alert && one.action === action);

/** The Alertmanager that sends first: the peers before it in the order of their names are none. */
async function firstInTurn(): Promise<Peer> {
  const running = peers
    .map((peer, at) => ({ peer, ask: askPeers[at] as Api }))
    .filter(({ peer }) => peer.server.running);
  const named = await Promise.all(
    running.map(async ({ peer, ask }) => ({
      peer,
      name: (await ask.ask('/api/v2/status')).body.cluster.name as string,
    })),
  );
  return named.sort((a, b) => (a.name < b.name ? -1 : 1))[0]?.peer as Peer;
}

const kill = (server: Server | undefined): void => {
  if (server?.running && server.pid !== undefined) process.kill(server.pid, 'SIGKILL');
};

test('the heartbeat is heard', async () => {
  await until('a beat', () => hooks.beats.length > 0, 30);
  expect(hooks.beats[0]?.body).toMatchObject({ status: 'firing', groupLabels: { alertname: 'Watchdog' } });
});

test('a service that stops is paged to its team within half a minute, and posted', async () => {
  targets.says('elasticsearch', disk(99));
  await targets.end('payment-service');
  const fired = await until('the alert', () => firing('ServiceDown', { component: 'payment-service' }), 20);
  const paged = await until('the page', () => pagesOf('pagerduty-payments', 'ServiceDown', 'trigger')[0], 60);
  const seconds = (paged.at - fired) / 1000;
  told.push(`firing to notified ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(30);
  expect(paged.text).toBe('[firing critical x1] ServiceDown in go-coffee-production');
  await until('the post', () => hooks.posts.find(({ title }) => title === paged.text), 10);
  expect(hooks.posts.find(({ title }) => title === paged.text)?.channel).toBe('#alerts-critical');
});

test('nobody else was paged for it', () => {
  const others = hooks.pages.filter(({ alert, key }) => alert === 'ServiceDown' && key !== 'pagerduty-payments');
  expect(others).toEqual([]);
});

test('of a symptom that is critical nobody is told the warning, while another warning to the same people comes', async () => {
  await until('the page', () => pagesOf('pagerduty-platform', 'ElasticsearchDiskFilling', 'trigger')[0], 60);
  await until('another warning', () => hooks.posts.find(({ title }) => title.includes('TargetDown')), 60);
  await pause(5_000);
  expect(await firing('ElasticsearchDiskFilling', { severity: 'warning' })).toBeDefined();
  expect(
    hooks.posts.filter(({ channel }) => channel === '#alerts-platform').map(({ title }) => title),
  ).not.toContainEqual(expect.stringContaining('ElasticsearchDiskFilling'));
  told.push('inhibited warning not sent');
  // Said to Alertmanager now, and by it to others when the group's interval of a minute ends: the last test looks.
  await targets.begin('payment-service');
});

test('one of two Prometheus and the Alertmanager whose turn it is are killed before the group wait ends: one page', async () => {
  const turn = await firstInTurn();
  await targets.end('web3-gateway');
  await until('the alert', () => firing('ServiceDown', { component: 'web3-gateway' }), 20);
  await pause(3_000);
  kill(prometheuses[1]);
  kill(turn.server);
  const paged = await until('the page', () => pagesOf('pagerduty-web3', 'ServiceDown', 'trigger')[0], 60);
  await pause(inTurn);
  expect(pagesOf('pagerduty-web3', 'ServiceDown', 'trigger')).toEqual([paged]);
  told.push('one Prometheus and one Alertmanager killed before the group wait ended: exactly one page');
});

test('an Alertmanager is killed in the moment in which it sends: at least one page', async () => {
  const turn = await firstInTurn();
  let sent = 0;
  hooks.onMessage((message) => {
    if (message.to !== '/pagerduty' || page(message).key !== 'pagerduty-ai') return;
    sent += 1;
    if (sent === 1) kill(turn.server);
  });
  await targets.end('ai-agents');
  await until('the page', () => pagesOf('pagerduty-ai', 'ServiceDown', 'trigger')[0], 60);
  await pause(inTurn);
  const { length } = pagesOf('pagerduty-ai', 'ServiceDown', 'trigger');
  expect(length).toBeGreaterThanOrEqual(1);
  told.push(`killed while it sent: ${length} pages`);
});

test('of the service that is back since, the page is resolved, and there was one', async () => {
  const resolved = await until(
    'the resolved page',
    () => pagesOf('pagerduty-payments', 'ServiceDown', 'resolve')[0],
    100,
  );
  expect(resolved.key).toBe('pagerduty-payments');
  expect(pagesOf('pagerduty-payments', 'ServiceDown', 'trigger')).toHaveLength(1);
  told.push('resolved follows, one page in all');
});

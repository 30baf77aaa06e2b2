import { type KubeObject, titleOf } from '../documents.js';
import { engine } from '../engine.js';
import { eventually } from '../eventually.js';
import { say } from '../flow/verdict-line.js';
import { dialledIn, Reachable } from './dialled.js';
import { startEckOperator } from './eck-operator.js';
import { readableByOlder, startGrafanaOperator } from './grafana-operator.js';
import { monitorFaults } from './monitored.js';
import { Operated } from './operated.js';
import { startOpentelemetryOperator } from './opentelemetry-operator.js';
import { policyFaults } from './policies.js';
import { startPrometheusOperator } from './prometheus-operator.js';
import { environments } from './synthesized.js';

jest.setTimeout(120_000);

/** Kinds of which operators make pods. */
const operands = ['Prometheus', 'Alertmanager', 'OpenTelemetryCollector', 'Grafana', 'Elasticsearch'];

describe.each(environments)('%s, all operators at work', (environment) => {
  let start = 0;
  let operated: Operated;
  let reachable: Reachable;
  const ours = (): readonly string[] => operated.all('Namespace').map(({ metadata }) => metadata.name);

  beforeAll(async () => {
    start = performance.now();
    operated = await Operated.up('dialled', environment);
    await Promise.all([
      startEckOperator(operated),
      startPrometheusOperator(operated),
      startOpentelemetryOperator(operated),
      startGrafanaOperator(operated),
    ]);
    await operated.applyAll();
    for (const one of operated.all('Grafana')) await operated.plant(readableByOlder(one));
    await eventually(async () => {
      await operated.look();
      const waiting = operands
        .flatMap((kind) => operated.all(kind))
        .filter((one) => !operated.madeOf(one).some(({ kind }) => /^(Deployment|StatefulSet|DaemonSet)$/.test(kind)));
      expect(waiting.map(titleOf)).toEqual([]);
    });
    await operated.settle();
    reachable = new Reachable(operated.there);
  });

  afterAll(async () => {
    const dialled = dialledIn(operated.objects).length;
    const policies = operated.all('NetworkPolicy').length;
    const memory = Math.round(operated.plane.peakMemory / 1024 ** 2);
    const verdict = `${dialled} addresses and ${policies} policies lead to somebody, ${memory} MiB`;
    await operated.stop();
    const seconds = (performance.now() - start) / 1000;
    say({
      name: `dialled (${environment})`,
      engine: engine('kube-apiserver'),
      files: operated.files,
      verdict,
      seconds,
    });
  });

  test('somebody answers at every address that anything dials', () => {
    const dialled = dialledIn(operated.objects);
    expect(dialled.length).toBeGreaterThan(10);
    expect(dialled.map((one) => reachable.fault(one)).filter(Boolean)).toEqual([]);
  });

  test('every Service of ours leads to pods, on ports that they have', () => {
    const titles = operated.all('Service').map(titleOf);
    expect(reachable.idle().filter((fault) => titles.includes(fault.replace(/: .*/, '')))).toEqual([]);
  });

  test('every NetworkPolicy is about pods, its peers are pods, and its ports are theirs', () => {
    expect(policyFaults(operated.there, reachable, ours())).toEqual([]);
  });

  test('every monitor finds somebody, with the port that it names', () => {
    expect(monitorFaults(operated.there, reachable, ours())).toEqual([]);
  });

  test('every disruption budget of ours is about pods', () => {
    const idle = operated.all('PodDisruptionBudget').filter(({ metadata, spec }) => {
      const { selector } = spec as { selector: Parameters<Reachable['behind']>[1] };
      return reachable.behind(metadata.namespace ?? '', selector).length === 0;
    });
    expect(idle.map(titleOf)).toEqual([]);
  });

  test('an address, a policy and a monitor that lead to nobody are found out', () => {
    const [service] = operated.all('Service') as [KubeObject];
    const { name, namespace = '' } = service.metadata;
    const text = [
      `http://nobody.${namespace}.svc:80`,
      `http://${name}.${namespace}.svc:1`,
      `a-9.${name}.${namespace}.svc:1`,
    ];
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { text: text.join(' ') } };
    expect(dialledIn([map]).map((one) => reachable.fault(one))).toEqual([
      expect.stringMatching(/there is no such Service$/),
      expect.stringMatching(/svc:1: there are \d+/),
      expect.stringMatching(/there is no such pod$/),
    ]);
    const without = operated.there.filter(({ kind }) => kind !== 'StatefulSet' && kind !== 'Service');
    const lonely = new Reachable(without);
    expect(policyFaults(without, lonely, ours()).length).toBeGreaterThan(3);
    expect(monitorFaults(without, lonely, ours()).length).toBeGreaterThan(3);
  });
});

import type { Written } from '../../lib/testing/objects.js';
import { type KubeObject, titleOf } from '../documents.js';
import { engine } from '../engine.js';
import { eventually } from '../eventually.js';
import { say } from '../flow/verdict-line.js';
import { podFaultsOf } from './admitted.js';
import { dialledIn, Reachable } from './dialled.js';
import { readableByOlder, startGrafanaOperator } from './grafana-operator.js';
import { textsOf } from './mounted.js';
import { Operated } from './operated.js';
import { selects } from './selection.js';
import { environmentsWith } from './synthesized.js';

jest.setTimeout(120_000);

/** What asks for a Grafana by its labels. */
const shown = ['GrafanaDashboard', 'GrafanaDatasource', 'GrafanaFolder'];

describe.each(environmentsWith('Grafana'))('%s', (environment) => {
  let start = 0;
  let operated: Operated;

  const grafanas = (): readonly Written[] => operated.all('Grafana');
  const deploymentOf = ({ metadata: { name } }: KubeObject): Written =>
    operated.one('Deployment', `${name}-deployment`);

  beforeAll(async () => {
    start = performance.now();
    operated = await Operated.up('grafana-operator', environment);
    await startGrafanaOperator(operated);
    await operated.applyAll();
    for (const one of grafanas()) expect((await operated.plant(readableByOlder(one))).refused).toEqual([]);
    await eventually(async () => {
      await operated.look();
      expect(grafanas().map((one) => titleOf(deploymentOf(one)))).toHaveLength(1);
    });
    await operated.settle();
  });

  afterAll(async () => {
    const verdict = `1 Grafana, ${grafanas().flatMap((one) => operated.madeOf(one)).length} objects made`;
    await operated.stop();
    const seconds = (performance.now() - start) / 1000;
    const name = `grafana-operator (${environment})`;
    say({ name, engine: engine('grafana-operator'), files: operated.files, verdict, seconds });
  });

  test('Grafana reads the settings that were written, and no others but where its files lie', () => {
    for (const one of grafanas()) {
      const ini = textsOf(operated.one('ConfigMap', `${one.metadata.name}-ini`))['grafana.ini'] ?? '';
      const { paths, unified_alerting, ...read } = sections(ini);
      const { unified_alerting: asked, ...written } = one.spec.config;
      expect(read).toEqual(written);
      expect(unified_alerting).toMatchObject(asked ?? {});
      expect(Object.keys(paths ?? {}).sort()).toEqual(['data', 'logs', 'plugins', 'provisioning']);
    }
  });

  test('its pods are as they were written', () => {
    for (const one of grafanas()) {
      const { spec } = deploymentOf(one);
      const asked = one.spec.deployment.spec;
      const { containers, volumes, ...pod } = asked.template.spec;
      expect(spec).toMatchObject({ replicas: asked.replicas, strategy: asked.strategy });
      expect(spec.template.metadata.labels).toMatchObject(asked.template.metadata.labels);
      expect(spec.template.spec).toMatchObject(pod);
      const { env, volumeMounts, ...container } = containers[0];
      const made = spec.template.spec.containers[0];
      expect(spec.template.spec.containers).toHaveLength(1);
      expect(made).toMatchObject(container);
      const named = (all: Written[], some: Written[]): Written[] =>
        some.map(({ name }) => all.find((other) => other.name === name));
      const others = env.filter(({ name }: Written) => name !== 'GF_SECURITY_ADMIN_USER');
      expect(named(made.env, others)).toMatchObject(others);
      expect(named(made.volumeMounts, volumeMounts)).toMatchObject(volumeMounts);
      expect(named(spec.template.spec.volumes, volumes)).toMatchObject(volumes);
    }
  });

  test('every Service that anything dials at it is there, with the port dialled, and leads to it', () => {
    const reachable = new Reachable(operated.there);
    const dialled = dialledIn([...operated.objects, ...operated.there.filter(({ kind }) => kind === 'Grafana')]).filter(
      ({ service }) => service.startsWith('grafana'),
    );
    expect(dialled.length).toBeGreaterThan(0);
    expect(dialled.map((one) => reachable.fault(one)).filter(Boolean)).toEqual([]);
    expect(reachable.idle().filter((fault) => fault.includes('/grafana'))).toEqual([]);
  });

  test('its pods are let in, and are those that our policy and disruption budget select', async () => {
    expect(await podFaultsOf(operated, grafanas().map(deploymentOf))).toEqual([]);
  });

  test('every dashboard, datasource and folder asks for a Grafana that is there', () => {
    const all = shown.flatMap((kind) => operated.all(kind));
    expect(all.length).toBeGreaterThan(5);
    const unheard = all.filter(({ spec, metadata: { namespace } }) => {
      const { instanceSelector, allowCrossNamespaceImport } = spec as Written;
      return !grafanas().some(
        ({ metadata }) =>
          selects(instanceSelector, metadata.labels ?? {}) &&
          (allowCrossNamespaceImport === true || metadata.namespace === namespace),
      );
    });
    expect(unheard.map(titleOf)).toEqual([]);
  });

  test('a Grafana of nobody’s policy, with more rights, is found out', async () => {
    const stray = structuredClone(readableByOlder(grafanas()[0]));
    stray.metadata.name = 'stray';
    const { template } = stray.spec.deployment.spec;
    template.metadata.labels = { stray: 'true' };
    template.spec.containers[0].securityContext = { privileged: true, allowPrivilegeEscalation: true };
    expect((await operated.plant(stray)).refused).toEqual([]);
    await eventually(async () => {
      await operated.look();
      expect(titleOf(deploymentOf(stray))).toMatch(/stray-deployment$/);
    });
    const faults = await podFaultsOf(operated, [deploymentOf(stray)]);
    expect(faults[0]).toMatch(/violates PodSecurity "restricted:latest": .*privileged/);
    expect(faults[1]).toMatch(/selected by the policies of nobody/);
  });
});

/** The sections of an INI file. */
function sections(text: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const found: Record<string, Record<string, string>> = {};
  let section = '';
  for (const line of text.split('\n')) {
    const [, name] = /^\[(.+)\]$/.exec(line.trim()) ?? [];
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) section = name;
    else if (key !== undefined) found[section] = { ...found[section], [key]: value ?? '' };
  }
  return found;
}

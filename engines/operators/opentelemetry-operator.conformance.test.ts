import { parse } from 'yaml';
import { type KubeObject, titleOf } from '../documents.js';
import type { Written } from '../../lib/testing/objects.js';
import { engine } from '../engine.js';
import { eventually } from '../eventually.js';
import { say } from '../flow/verdict-line.js';
import { podFaultsOf } from './admitted.js';
import { dialledIn, Reachable } from './dialled.js';
import { flagOf, mountedFiles } from './mounted.js';
import { Operated } from './operated.js';
import { startOpentelemetryOperator } from './opentelemetry-operator.js';
import { environmentsWith } from './synthesized.js';

jest.setTimeout(120_000);

/** The container of a collector: internal/naming of opentelemetry-operator 0.131. */
const container = 'otc-container';

/** What a collector runs as, by its mode. */
const runsAs: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
};

describe.each(environmentsWith('OpenTelemetryCollector'))('%s', (environment) => {
  let start = 0;
  let operated: Operated;

  const collectors = (): readonly KubeObject[] => operated.all('OpenTelemetryCollector');
  const specOf = ({ spec }: KubeObject): Written => spec;
  const workloadOf = (collector: KubeObject): KubeObject =>
    operated.one(runsAs[specOf(collector).mode] ?? '', `${collector.metadata.name}-collector`);
  const containerOf = (workload: KubeObject): Written =>
    specOf(workload).template.spec.containers.find(({ name }: Written) => name === container);
  const workloads = (): readonly KubeObject[] => collectors().map(workloadOf);
  const configOf = (collector: KubeObject): unknown => {
    const workload = workloadOf(collector);
    const path = flagOf(workload, container, 'config');
    return parse(mountedFiles(workload, container, operated.there)[path] ?? '');
  };

  beforeAll(async () => {
    start = performance.now();
    operated = await Operated.up('opentelemetry-operator', environment);
    await startOpentelemetryOperator(operated);
    await operated.applyAll();
    await eventually(async () => {
      await operated.look();
      expect(workloads().map(titleOf)).toHaveLength(collectors().length);
    });
    await operated.settle();
  });

  afterAll(async () => {
    const verdict = `${collectors().length} collectors, ${collectors().flatMap((one) => operated.madeOf(one)).length} objects made`;
    await operated.stop();
    const seconds = (performance.now() - start) / 1000;
    const name = `opentelemetry-operator (${environment})`;
    say({ name, engine: engine('opentelemetry-operator'), files: operated.files, verdict, seconds });
  });

  test('every collector reads the configuration that was written', () => {
    expect(collectors().length).toBeGreaterThan(2);
    for (const collector of collectors()) {
      expect([collector.metadata.name, configOf(collector)]).toEqual([
        collector.metadata.name,
        withoutEmpty(specOf(collector).config),
      ]);
    }
  });

  test('every pod is as it was written: image, resources, security, account, storage, how many', () => {
    for (const collector of collectors()) {
      const { spec } = collector as Written;
      const { replicas, template, volumeClaimTemplates = [] } = specOf(workloadOf(collector));
      const made = containerOf(workloadOf(collector));
      const byName = (all: Written[], some: Written[] = []): Written[] =>
        some.map(({ name }) => all.find((one) => one.name === name));
      expect({ of: collector.metadata.name, replicas, ...made, ...template.spec }).toMatchObject({
        of: collector.metadata.name,
        ...(spec.mode !== 'daemonset' && { replicas: spec.replicas }),
        serviceAccountName: spec.serviceAccount,
        securityContext: spec.podSecurityContext,
        ...subset(spec, ['priorityClassName', 'terminationGracePeriodSeconds', 'topologySpreadConstraints']),
      });
      expect(made).toMatchObject(subset(spec, ['image', 'imagePullPolicy', 'securityContext']));
      expect(made.resources).toEqual(canonical(spec.resources));
      expect(byName(made.env, spec.env)).toMatchObject(spec.env ?? []);
      expect(byName(made.volumeMounts, spec.volumeMounts)).toMatchObject(spec.volumeMounts ?? []);
      expect(byName(template.spec.volumes, spec.volumes)).toMatchObject(spec.volumes ?? []);
      expect(volumeClaimTemplates).toMatchObject(spec.volumeClaimTemplates ?? []);
    }
  });

  test('every collector is asked whether it is ready, and whether it lives; Jaeger is not, for its check is none that the operator knows', () => {
    for (const collector of collectors()) {
      const { extensions } = specOf(collector).config;
      const { readinessProbe, livenessProbe } = containerOf(workloadOf(collector));
      const [, port] = /:(\d+)$/.exec(extensions?.health_check?.endpoint ?? '') ?? [];
      const asked = port && { path: extensions.health_check.path, port: Number(port), scheme: 'HTTP' };
      expect([collector.metadata.name, readinessProbe?.httpGet, livenessProbe?.httpGet]).toEqual([
        collector.metadata.name,
        asked,
        asked,
      ]);
      expect(Object.keys(extensions)).toContain(asked ? 'health_check' : 'healthcheckv2');
    }
  });

  test('every Service that anything dials at a collector is there, with the port dialled, and leads to it', () => {
    const reachable = new Reachable(operated.there);
    const names = collectors().map(({ metadata }) => metadata.name);
    const ours = (service: string): boolean =>
      names.some((name) => service === name || service.startsWith(`${name}-collector`));
    const dialled = dialledIn(operated.objects).filter(({ service }) => ours(service));
    expect(dialled.length).toBeGreaterThan(2);
    expect(dialled.map((one) => reachable.fault(one)).filter(Boolean)).toEqual([]);
    expect(reachable.idle().filter((fault) => names.some((name) => fault.includes(`/${name}`)))).toEqual([]);
  });

  test('its pods are let in, and are those that our policies and its disruption budgets select', async () => {
    expect(await podFaultsOf(operated, workloads())).toEqual([]);
  });

  test('a collector without a check, with more rights, and of nobody’s policy is found out', async () => {
    const stray = structuredClone(collectors().find(({ spec }) => (spec as Written).mode === 'deployment')) as Written;
    stray.metadata.name = 'stray';
    stray.spec.securityContext = { privileged: true };
    stray.spec.config.extensions = {};
    stray.spec.config.service.extensions = [];
    expect((await operated.plant(stray)).refused).toEqual([]);
    await eventually(async () => {
      await operated.look();
      expect(containerOf(workloadOf(stray)).readinessProbe).toBeUndefined();
    });
    expect(await podFaultsOf(operated, [workloadOf(stray)])).toEqual([
      expect.stringMatching(/^Deployment .*violates PodSecurity "restricted:latest": .*privileged/),
      expect.stringMatching(/selected by the policies of nobody/),
    ]);
  });
});

const subset = (object: Written, fields: readonly string[]): Written =>
  Object.fromEntries(fields.filter((field) => object[field] !== undefined).map((field) => [field, object[field]]));

/** Quantities as the API server gives them back: whole processors are no thousandths. */
const canonical = (resources: Written): Written =>
  JSON.parse(JSON.stringify(resources).replace(/"(\d+)000m"/g, '"$1"')) as Written;

/** The operator leaves out what is empty in a pipeline. */
const withoutEmpty = (config: Written): Written =>
  JSON.parse(
    JSON.stringify(config, (field, value: Written) =>
      field === 'processors' && value.length === 0 ? undefined : value,
    ),
  );

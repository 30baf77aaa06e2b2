import { createPrivateKey } from 'node:crypto';
import { parse } from 'yaml';
import type { Written } from '../../lib/testing/objects.js';
import { type KubeObject, titleOf } from '../documents.js';
import { engine } from '../engine.js';
import { eventually } from '../eventually.js';
import { say } from '../flow/verdict-line.js';
import { podFaultsOf } from './admitted.js';
import { dialledIn, Reachable } from './dialled.js';
import { startEckOperator } from './eck-operator.js';
import { textsOf } from './mounted.js';
import { Operated } from './operated.js';
import { environmentsWith } from './synthesized.js';

jest.setTimeout(120_000);

interface NodeSet {
  readonly name: string;
  readonly count: number;
  readonly config: Readonly<Record<string, unknown>>;
}

describe.each(environmentsWith('Elasticsearch'))('%s', (environment) => {
  let start = 0;
  let operated: Operated;

  const clusters = (): readonly Written[] => operated.all('Elasticsearch');
  const nodeSets = (): readonly (readonly [string, NodeSet])[] =>
    clusters().flatMap(({ metadata, spec }) =>
      (spec.nodeSets as NodeSet[]).map((set) => [`${metadata.name}-es-${set.name}`, set] as const),
    );
  const workloads = (): readonly KubeObject[] => nodeSets().map(([name]) => operated.one('StatefulSet', name));
  const warnings = (): readonly unknown[] =>
    operated.there
      .filter(({ kind, type }) => kind === 'Event' && type !== 'Normal')
      .filter(({ involvedObject }) => (involvedObject as KubeObject).kind === 'Elasticsearch')
      .map(({ reason, message }) => `${reason}: ${message}`);

  beforeAll(async () => {
    start = performance.now();
    operated = await Operated.up('eck-operator', environment);
    await startEckOperator(operated);
    await operated.applyAll();
    await eventually(async () => {
      await operated.look();
      expect(workloads().map(titleOf)).toHaveLength(nodeSets().length);
    });
    await operated.settle();
  });

  afterAll(async () => {
    const verdict = `${nodeSets().length} node sets, ${clusters().flatMap((one) => operated.madeOf(one)).length} objects made`;
    await operated.stop();
    const seconds = (performance.now() - start) / 1000;
    say({
      name: `eck-operator (${environment})`,
      engine: engine('eck-operator'),
      files: operated.files,
      verdict,
      seconds,
    });
  });

  test('Elasticsearch reads the settings that were written, and nothing is warned of', () => {
    for (const [name, set] of nodeSets()) {
      const yaml = textsOf(operated.one('Secret', `${name}-es-config`))['elasticsearch.yml'] ?? '';
      expect([name, flat(parse(yaml) as Written)]).toEqual([name, expect.objectContaining(flat(set.config))]);
    }
    expect(warnings()).toEqual([]);
  });

  test('its nodes are as they were written: how many, storage, image, resources, security', () => {
    for (const [index, [, set]] of nodeSets().entries()) {
      const { spec } = workloads()[index] as Written;
      const { podTemplate, volumeClaimTemplates } = set as Written;
      const { containers, topologySpreadConstraints, ...pod } = podTemplate.spec;
      expect(spec.replicas).toBe(set.count);
      expect(spec.volumeClaimTemplates).toMatchObject(volumeClaimTemplates);
      expect(spec.template.spec).toMatchObject(pod);
      expect(spec.template.spec.topologySpreadConstraints).toEqual(
        expect.arrayContaining(topologySpreadConstraints ?? []),
      );
      const made = spec.template.spec.containers.find(({ name }: Written) => name === 'elasticsearch');
      const [{ resources, ...container }] = containers;
      expect(made).toMatchObject(container);
      expect(made.resources.limits).toEqual(resources.limits);
      expect(made.image).toBe(clusters()[0].spec.image);
    }
  });

  test('the users and roles that were written are in its file realm', () => {
    for (const { metadata, spec } of clusters()) {
      const realm = textsOf(operated.one('Secret', `${metadata.name}-es-xpack-file-realm`));
      for (const { secretName } of spec.auth?.fileRealm ?? []) {
        const { username, roles } = textsOf(operated.one('Secret', secretName));
        expect(realm.users).toMatch(new RegExp(`^${username}:`, 'm'));
        expect(realm.users_roles).toMatch(new RegExp(`^${roles}:(.*,)?${username}(,|$)`, 'm'));
      }
      for (const { secretName } of spec.auth?.roles ?? []) {
        const written = parse(textsOf(operated.one('Secret', secretName))['roles.yml'] ?? '') as Written;
        expect(parse(realm['roles.yml'] ?? '')).toMatchObject(written);
      }
    }
  });

  test('its certificate is the one that we give it', () => {
    for (const { metadata, spec } of clusters()) {
      const { secretName } = spec.http.tls.certificate;
      const own = textsOf(operated.one('Secret', `${metadata.name}-es-http-certs-internal`));
      const given = textsOf(operated.one('Secret', secretName));
      expect([own['tls.crt'], own['tls.key']]).toEqual([given['tls.crt'], given['tls.key']]);
    }
  });

  test('every Service that anything dials at it is there, with the port dialled, and leads to it', () => {
    const reachable = new Reachable(operated.there);
    const ours = (service: string): boolean =>
      clusters().some(({ metadata }) => service.startsWith(`${metadata.name}-es-`));
    const dialled = dialledIn(operated.objects).filter(({ service }) => ours(service));
    expect(dialled.length).toBeGreaterThan(1);
    expect(dialled.map((one) => reachable.fault(one)).filter(Boolean)).toEqual([]);
    expect(reachable.idle().filter((fault) => fault.includes('-es-'))).toEqual([]);
  });

  test('its pods are let in, and are those that our policy and its disruption budget select', async () => {
    expect(await podFaultsOf(operated, workloads())).toEqual([]);
  });

  test('a password that it cannot hash, and a key in a form that it does not read, are warned of', async () => {
    const [{ metadata, spec }] = clusters() as [Written];
    const secretOf = (name: string, stringData: Readonly<Record<string, string>>): KubeObject => {
      return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: metadata.namespace }, stringData };
    };
    const pair = textsOf(operated.one('Secret', spec.http.tls.certificate.secretName));
    const key = createPrivateKey(pair['tls.key'] ?? '').export({ type: 'pkcs8', format: 'pem' });
    const faults = [
      secretOf(spec.auth.fileRealm[0].secretName, { password: 'a'.repeat(73) }),
      {
        ...secretOf(spec.http.tls.certificate.secretName, { ...pair, 'tls.key': key.toString() }),
        type: 'kubernetes.io/tls',
      },
    ];
    for (const one of faults) expect((await operated.plant(one)).refused).toEqual([]);
    await eventually(async () => {
      await operated.look();
      for (const words of [/password length exceeds 72 bytes/, /expected an RSA private key/]) {
        expect(warnings()).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
      }
    });
  });
});

/** Settings by their whole names, as Elasticsearch sees them however they are nested. */
function flat(value: Written, path: readonly string[] = []): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [path.join('.')]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, [...path, key])));
}

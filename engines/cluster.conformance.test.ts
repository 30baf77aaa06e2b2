import { ApiObject } from 'cdk8s';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../charts/index.js';
import { EnvironmentApp } from '../lib/index.js';
import { type Applied, apply, type ApplyProps, type Refused } from './apply.js';
import { ControlPlane } from './control-plane.js';
import { type KubeDocument, documentsOf, type KubeObject, planted, titleOf } from './documents.js';
import { engine } from './engine.js';
import { eventually } from './eventually.js';
import { clusterFaults, podFaults } from './faults.js';
import { say } from './flow/verdict-line.js';
import { node, podFault, templatePods } from './pods.js';
import { type Account, everyRule, grantsOf, may, type Right, wordsOf } from './rights.js';

jest.setTimeout(120_000);

/** Namespaces that are there before us: of an operator that we write into, and of the applications. */
const presumed = ['cert-manager', 'go-coffee'];

/** Where the synth wrote. */
const out = process.env.CDK8S_OUTDIR ?? 'dist';

/** Those that every cluster has. */
const system = ['default', 'kube-system'];

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const levelOf = ({ metadata }: KubeObject): string | undefined =>
  metadata.labels?.['pod-security.kubernetes.io/enforce'];

/** What nobody may: reading secrets, writing, taking rights, or becoming somebody else. */
const nobodyMay = (own: string): readonly Right[] => [
  ...[own, 'kube-system', undefined].flatMap((namespace): Right[] => [
    { verb: 'get', group: '', resource: 'secrets', ...(namespace && { namespace }) },
    { verb: 'list', group: '', resource: 'secrets', ...(namespace && { namespace }) },
    { verb: 'create', group: '', resource: 'pods', ...(namespace && { namespace }) },
    { verb: 'create', group: '', resource: 'pods', subresource: 'exec', ...(namespace && { namespace }) },
    { verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', ...(namespace && { namespace }) },
    { verb: 'patch', group: 'apps', resource: 'deployments', ...(namespace && { namespace }) },
    { verb: 'delete', group: '', resource: 'configmaps', ...(namespace && { namespace }) },
    { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'roles', ...(namespace && { namespace }) },
  ]),
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'create', group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings' },
  { verb: 'impersonate', group: '', resource: 'users' },
  { verb: 'get', group: '', resource: 'nodes', subresource: 'proxy' },
  { verb: 'patch', group: '', resource: 'nodes' },
  { verb: 'delete', group: '', resource: 'namespaces' },
  { verb: '*', group: '*', resource: '*' },
];

/** What every account of every cluster may: ask about itself. */
const aboutItself = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'];

describe.each(platforms.map((platform) => [platform.environment.name, platform] as const))('%s', (name, platform) => {
  const folder = join(out, name);
  const files = readdirSync(folder).length;
  const documents = documentsOf(folder);
  const objects = documents.map(({ object }) => object);
  const accounts = objects
    .filter(({ kind }) => kind === 'ServiceAccount')
    .map(({ metadata }) => ({ name: metadata.name, namespace: metadata.namespace ?? 'default' }));
  let start = 0;
  const seconds = (): number => (performance.now() - start) / 1000;
  let plane: ControlPlane;
  let first: Applied = { versions: new Map(), refused: [], passes: 0 };

  // Where the construct is that wrote an object: the engine's words say what is wrong, this says where to correct it.
  const paths = new Map<string, string>();
  const told = (refused: readonly Refused[]): string[] =>
    refused.map(({ document, reason }) => `${reason} (${paths.get(titleOf(document.object)) ?? document.at})`);

  const applied = (some: readonly KubeDocument[], props?: ApplyProps) => apply(plane.api, some, props);

  beforeAll(async () => {
    start = performance.now();
    const app = new EnvironmentApp(platform.environment);
    platform.build(app);
    for (const written of app.node.findAll().filter(ApiObject.isApiObject)) {
      const { namespace } = written.metadata;
      paths.set(
        titleOf({ ...written, metadata: { name: written.name, ...(namespace && { namespace }) } }),
        written.node.path,
      );
    }
    plane = await ControlPlane.up(name);
    await applied(presumed.map((one) => planted(namespaceOf(one))));
    first = await applied([...documents].reverse());
  });

  afterAll(async () => {
    const verdict = `${first.versions.size} of ${objects.length} objects accepted, ${Math.round(plane.peakMemory / 1024 ** 2)} MiB`;
    await plane.stop();
    say({ name: `kube-apiserver (${name})`, engine: engine('kube-apiserver'), files, verdict, seconds: seconds() });
  });

  test('writes into no namespace but its own, the system’s, and those that are presumed', () => {
    const own = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    const into = new Set(objects.map(({ metadata }) => metadata.namespace).filter((one) => one !== undefined));
    expect([...into].filter((one) => ![...own, ...system, ...presumed].includes(one))).toEqual([]);
  });

  test('is accepted by the API server, without a warning, in whatever order the files come', () => {
    expect(told(first.refused)).toEqual([]);
    expect(first.versions.size).toBe(objects.length);
    expect(first.passes).toBeGreaterThan(1);
  });

  test('changes nothing when it is applied again, neither as written nor as we read it', async () => {
    for (const send of ['text', 'object'] as const) {
      const { refused, versions } = await applied(documents, { send });
      const changed = documents
        .filter(({ object }) => versions.get(titleOf(object)) !== first.versions.get(titleOf(object)))
        .map((document) => ({ document, reason: `${document.at}: ${titleOf(document.object)}: changed` }));
      expect({ send, refused: told(refused), changed: told(changed) }).toEqual({ send, refused: [], changed: [] });
    }
  });

  test.each(clusterFaults)('$sentence is refused', async ({ kind, plant, words }) => {
    const victim = documents.find(({ object }) => object.kind === kind);
    expect([kind, victim?.object.kind]).toEqual([kind, kind]);
    const { refused } = await applied([plant(victim as KubeDocument)], { dryRun: true });
    expect(refused.map(({ reason }) => reason)).toEqual([expect.stringMatching(words)]);
  });

  describe('Pod Security', () => {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
    const privileged = namespaces.filter((one) => levelOf(one) === 'privileged').map(({ metadata }) => metadata.name);
    const restricted = namespaces.filter((one) => levelOf(one) === 'restricted').map(({ metadata }) => metadata.name);
    const pods = templatePods(objects);

    test('is enforced in every namespace: restricted, but where nothing but node agents run', () => {
      expect([...privileged, ...restricted].sort()).toEqual(namespaces.map(({ metadata }) => metadata.name).sort());
      expect(restricted.length).toBeGreaterThan(0);
      const inPrivileged = pods.filter(({ namespace }) => privileged.includes(namespace));
      expect(new Set(inPrivileged.map(({ kind }) => kind))).toEqual(new Set(['DaemonSet']));
    });

    test.each(pods)('lets the pods of $of in', async ({ pod, namespace }) => {
      expect(await podFault(plane.api, pod, namespace)).toBeUndefined();
    });

    test('would not let node agents into a restricted namespace', async () => {
      const host = pods.find(({ namespace }) => restricted.includes(namespace));
      const agents = pods.filter(({ namespace }) => privileged.includes(namespace));
      for (const { pod } of agents) {
        const { serviceAccountName } = host?.pod.spec as { serviceAccountName: string };
        const moved = { ...pod, spec: { ...(pod.spec as object), serviceAccountName } };
        const words = await podFault(plane.api, moved, host?.namespace ?? '');
        expect(words).toMatch(/403 .*violates PodSecurity "restricted:latest"/);
      }
    });

    test.each(podFaults)('refuses $sentence', async ({ plant, words }) => {
      const victim = pods.find(({ namespace }) => restricted.includes(namespace));
      expect(await podFault(plane.api, plant(victim?.pod), victim?.namespace ?? '')).toMatch(words);
    });
  });

  describe('every ServiceAccount', () => {
    const asked = (account: Account, rights: readonly Right[]) =>
      Promise.all(rights.map(async (right) => [wordsOf(right), await may(plane.api, account, right)] as const));

    test.each(accounts)('$namespace/$name may what its Roles say', async (account) => {
      const refused = (await asked(account, grantsOf(objects, account))).filter(([, allowed]) => !allowed);
      expect(refused).toEqual([]);
    });

    test.each(accounts)('$namespace/$name may not read secrets, write, or take rights', async (account) => {
      const allowed = (await asked(account, nobodyMay(account.namespace))).filter(([, yes]) => yes);
      expect(allowed).toEqual([]);
    });

    test.each(accounts)('$namespace/$name only reads, wherever it may anything', async (account) => {
      for (const namespace of [account.namespace, ...system, ...presumed]) {
        const rules = (await everyRule(plane.api, account, namespace)).filter(
          ({ resources = [] }) => !resources.every((resource) => aboutItself.includes(resource)),
        );
        const writing = rules.filter(({ verbs }) => verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)));
        const reaching = rules.filter(({ resources = [] }) => resources.some((one) => /^(\*|secrets.*)$/.test(one)));
        expect({ namespace, writing, reaching }).toEqual({ namespace, writing: [], reaching: [] });
      }
    });

    test('that is somebody’s administrator is found out', async () => {
      const account = { name: 'thief', namespace: 'go-coffee' };
      const binding = {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'thief' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', ...account }],
      };
      expect((await applied([planted(binding)])).refused).toEqual([]);
      const rights = nobodyMay(account.namespace);
      await eventually(async () => {
        const allowed = (await asked(account, rights)).filter(([, yes]) => yes);
        expect(allowed).toHaveLength(rights.length);
      });
      expect((await everyRule(plane.api, account, 'kube-system')).flatMap(({ verbs }) => verbs)).toContain('*');
    });
  });

  describe('the controllers', () => {
    const nodes = ['node-a', 'node-b'];
    let began = 0;

    beforeAll(async () => {
      began = performance.now();
      for (const one of nodes) await plane.api.get('/api/v1/nodes', { body: node(one) });
      plane.startControllers();
    });

    test('make every pod that is asked for, and refuse none', async () => {
      const wanted = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
      const expected = new Map(wanted.map((one) => [one.metadata.name, podsOf(one, nodes.length)]));
      await eventually(async () => {
        const { items } = await plane.api.get('/api/v1/pods');
        const made = Object.fromEntries([...expected.keys()].map((one) => [one, owned(items, one)]));
        expect(made).toEqual(Object.fromEntries(expected));
      });
      const { items } = await plane.api.get('/api/v1/events?fieldSelector=reason=FailedCreate');
      expect(items.map(({ message }: { message: string }) => message)).toEqual([]);
      const verdict = `${[...expected.values()].reduce((sum, count) => sum + count, 0)} pods of ${wanted.length} workloads made`;
      const seconds = (performance.now() - began) / 1000;
      say({
        name: `kube-controller-manager (${name})`,
        engine: engine('kube-controller-manager'),
        files,
        verdict,
        seconds,
      });
    });

    test('cannot make a pod that mounts the node’s files in the namespace of the stack', async () => {
      const victim = objects.find(({ kind }) => kind === 'Deployment') as KubeObject;
      const { namespace } = victim.metadata;
      const intruder = hostile(victim, 'intruder');
      const { refused } = await applied([planted(intruder)]);
      expect(refused.map(({ reason }) => reason)).toEqual([
        expect.stringMatching(/warning: would violate PodSecurity/),
      ]);
      await eventually(async () => {
        const found = await plane.api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/intruder`);
        const { conditions = [] } = found.status as { conditions?: readonly { type: string; message: string }[] };
        expect(conditions.find(({ type }) => type === 'ReplicaFailure')?.message).toMatch(/violates PodSecurity/);
      });
    });
  });
});

/** How many pods controllers make without anything becoming ready: of an ordered StatefulSet the first one only. */
function podsOf({ kind, spec }: KubeObject, nodes: number): number {
  const { replicas = 1, podManagementPolicy } = spec as { replicas?: number; podManagementPolicy?: string };
  if (kind === 'DaemonSet') return nodes;
  return kind === 'StatefulSet' && podManagementPolicy !== 'Parallel' ? Math.min(replicas, 1) : replicas;
}

function owned(
  pods: readonly { metadata: { ownerReferences?: readonly { name: string }[] } }[],
  workload: string,
): number {
  const isIts = new RegExp(`^${workload}(-[a-z0-9]+)?$`);
  return pods.filter(({ metadata }) => metadata.ownerReferences?.some((owner) => isIts.test(owner.name))).length;
}

function hostile(victim: KubeObject, name: string): KubeObject {
  const labels = { app: name };
  const { namespace } = victim.metadata;
  const container = { name, image: 'example.com/a:1', volumeMounts: [{ name: 'node', mountPath: '/node' }] };
  const spec = { containers: [container], volumes: [{ name: 'node', hostPath: { path: '/' } }] };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...(namespace && { namespace }) },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

import { Chart, Size, Testing } from 'cdk8s';
import { SecretRef } from '../kernel/secret-ref.js';
import { objectsOf } from '../testing/objects.js';
import { type ClusterSettings, inCluster } from './cluster.js';
import { ConfigFiles } from './config-files.js';
import { Namespace } from './namespace.js';
import { Site } from './site.js';
import { Workload, type WorkloadProps } from './workload.js';

const synth = (
  props: Partial<WorkloadProps> = {},
  settings: Partial<ClusterSettings> = {},
  text = 'a: 1',
  podSecurity: 'restricted' | 'privileged' = 'restricted',
) => {
  const app = Testing.app();
  inCluster(app, settings);
  const chart = new Chart(app, 'c', { namespace: 'mon', disableResourceNameHashes: true });
  new Namespace(chart, 'mon', { podSecurity });
  const site = new Site(chart, 'thing', { labels: { app: 'thing' } });
  const files = new ConfigFiles(chart, 'files', () => ({ 'thing.yml': text }));
  new Workload(chart, 'work', {
    kind: 'Deployment',
    site,
    image: 'prometheus',
    ports: { web: 9090 },
    probes: { readiness: { path: '/ready', port: 9090 }, liveness: { tcp: 9090 } },
    resources: { cpu: 0.25, memory: Size.mebibytes(512) },
    config: { files, path: '/etc/thing' },
    ...props,
  });
  const objects = objectsOf(chart);
  return { objects, kind: (kind: string) => objects.one(kind, 'work').spec };
};

test('every container is restricted, asks for memory that is also its limit, and has no limit of processor', () => {
  const { containers, securityContext } = synth().kind('Deployment').template.spec;
  expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(containers[0].resources).toEqual({ requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } });
});

test('every container is asked whether it is ready, alive and started', () => {
  const [container] = synth().kind('Deployment').template.spec.containers;
  expect(container.readinessProbe.httpGet).toEqual({ path: '/ready', port: 9090, scheme: 'HTTP' });
  expect(container.livenessProbe.tcpSocket).toEqual({ port: 9090 });
  expect(container.startupProbe.failureThreshold).toBe(6);
});

test('a changed file restarts the pods, an unchanged one does not', () => {
  const hash = (text: string) => synth({}, {}, text).kind('Deployment').template.metadata.annotations;
  expect(hash('a: 1')).toEqual(hash('a: 1'));
  expect(hash('a: 1')).not.toEqual(hash('a: 2'));
});

test('two replicas are spread over nodes and zones and drained one by one; one replica is neither', () => {
  const two = synth({ replicas: 2 });
  expect(
    two
      .kind('Deployment')
      .template.spec.topologySpreadConstraints.map((one: { topologyKey: string }) => one.topologyKey),
  ).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
  expect(two.kind('PodDisruptionBudget').maxUnavailable).toBe(1);
  const one = synth();
  expect(one.kind('Deployment').template.spec.topologySpreadConstraints).toBeUndefined();
  expect(one.objects.names('PodDisruptionBudget')).toEqual([]);
});

test('a StatefulSet claims its volumes, a DaemonSet tolerates every node', () => {
  const volumes = [{ name: 'data', path: '/data', claim: Size.gibibytes(10), storageClass: 'fast' }];
  expect(synth({ kind: 'StatefulSet', volumes }).kind('StatefulSet').volumeClaimTemplates[0].spec).toMatchObject({
    storageClassName: 'fast',
    resources: { requests: { storage: '10Gi' } },
  });
  expect(synth({ kind: 'DaemonSet' }).kind('DaemonSet').template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
});

test("a mirror's images are pulled with its secret, by every ServiceAccount", () => {
  const pullSecret = SecretRef.external('pull', '.dockerconfigjson');
  const { objects, kind } = synth({}, { images: { registry: 'mirror.example.com/all', pullSecret } });
  expect(kind('Deployment').template.spec.containers[0].image).toMatch(
    /^mirror\.example\.com\/all\/prometheus\/prometheus:v/,
  );
  expect(objects.one('ServiceAccount', 'thing').imagePullSecrets).toEqual([{ name: 'pull' }]);
  expect(objects.one('ExternalSecret', 'pull').spec.target.template.type).toBe('kubernetes.io/dockerconfigjson');
});

test.each([
  [{ root: true }, 'root'],
  [{ host: true }, 'network and processes of the node'],
  [{ volumes: [{ name: 'logs', path: '/logs', host: '/var/log' }] }, '/var/log'],
])('pods that see the node as in %j are refused where only restricted ones are admitted', (props, asked) => {
  expect(() => synth(props)).toThrow(
    `c/work: namespace: got 'mon', allowed: a namespace that is privileged, since its pods ask for ${asked}; put it into`,
  );
  expect(synth({ kind: 'DaemonSet', ...props }, {}, 'a: 1', 'privileged').objects.names('DaemonSet')).toEqual(['work']);
});

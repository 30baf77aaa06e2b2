import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import * as alertmanager from '../components/alertmanager/receivers/index.js';
import { aks, type ClusterProfile, eks, gke, kubeadm } from '../kernel/cluster-profile.js';
import { environmentsOf, type EnvironmentRow } from '../kernel/environment.js';
import { Refusal } from '../kernel/refusal.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { objectsOf, type Written } from '../testing/objects.js';
import { EnvironmentApp } from './environment-app.js';
import { ObservabilityStack } from './observability-stack.js';

const network = (cni: 'cilium' | 'other') =>
  ({ cni, apiServer: { cidrs: ['10.1.0.0/24'], port: 443 }, nodes: ['10.1.0.0/16'] }) as const;

const identity = { annotation: 'cloud/role', value: (name: string) => `role-${name}` };

const profile: fc.Arbitrary<ClusterProfile> = fc
  .tuple(
    fc.constantFrom('eks', 'gke', 'aks', 'kubeadm'),
    fc.constantFrom('cilium' as const, 'other' as const),
    fc.boolean(),
  )
  .map(([provider, cni, withIdentity]) => {
    const props = { network: network(cni), ...(withIdentity && { workloadIdentity: identity }) };
    if (provider === 'eks') return eks('eu-central-1', props);
    if (provider === 'gke') return gke('europe-west3', props);
    return provider === 'aks' ? aks('westeurope', props) : kubeadm(props);
  });

/** Mostly whole days, which stores by the day keep. */
const duration = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 400 }).map((days) => Duration.days(days)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4000 }).map((hours) => Duration.hours(hours)) },
);

const row: fc.Arbitrary<EnvironmentRow> = fc.record({
  tier: fc.constantFrom('development' as const, 'staging' as const, 'production' as const),
  region: fc.constant('eu-central-1'),
  domain: fc.constantFrom('example.com', 'dev.example.com'),
  cluster: profile,
  load: fc.record({
    series: fc.integer({ min: 1, max: 3_000_000 }),
    spansPerSecond: fc.integer({ min: 0, max: 50_000 }),
    logsPerDay: fc.integer({ min: 1, max: 2000 }).map((amount) => Size.gibibytes(amount)),
    nodes: fc.integer({ min: 1, max: 500 }),
  }),
  retention: fc.record({
    metrics: duration,
    logs: duration,
    traces: duration,
  }),
});

const synth = (given: EnvironmentRow): readonly Written[] => {
  const [environment] = environmentsOf('shop', { any: given });
  if (environment === undefined) throw new Error('no environment');
  const app = new EnvironmentApp(environment, 'unused');
  const secret = (key: string): SecretRef => SecretRef.external('alertmanager-secrets', key);
  const slack = alertmanager.slack({ channel: '#alerts', url: secret('slack') });
  const heartbeat = alertmanager.webhook({ name: 'heartbeat', url: secret('heartbeat'), host: 'hc.example.com' });
  new ObservabilityStack(app, {
    namespace: 'monitoring',
    applications: ['shop'],
    owner: 'platform',
    links: { runbooks: 'https://runbooks.example.com' },
    alertmanager: { routing: { platform: slack }, otherwise: slack, heartbeat },
    grafana: { url: `https://grafana.${environment.domain}` },
    services: { labels: { part: 'shop' }, port: 9464 },
    loki: { store: environment.tier === 'development' ? 'filesystem' : { name: 'shop-logs' } },
  });
  const reasons = app.node.findAll().flatMap(({ node }) => node.validate());
  if (reasons[0] !== undefined)
    throw new Refusal({ field: 'whole', given: reasons[0], allowed: 'none', fix: 'read it' });
  return objectsOf(app).all;
};

test('whatever the environment, it is written whole and alike twice, or refused with a sentence', () => {
  let written = 0;
  fc.assert(
    fc.property(row, (given) => {
      let first: readonly Written[];
      try {
        first = synth(given);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        expect((error as Error).message).toMatch(/got .*, allowed: .*; /s);
        return;
      }
      written += 1;
      expect(JSON.stringify(synth(given))).toBe(JSON.stringify(first));
      const ids = first.map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(JSON.stringify(first)).not.toMatch(/"undefined"|\[object Object\]|NaN/);
    }),
    { numRuns: 60, seed: 20261124 },
  );
  expect(written).toBeGreaterThan(10);
});

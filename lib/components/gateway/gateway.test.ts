import { type App, Chart, Testing } from 'cdk8s';
import { type GatewayProfile, kubeadm } from '../../kernel/cluster-profile.js';
import { type Endpoint, type Protocol } from '../../kernel/endpoint.js';
import { PublicName } from '../../kernel/public-name.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { RootAuthority } from '../../workload/issuer.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Gateway } from './gateway.js';
import type { Routable } from './routable.js';
import { Route } from './route.js';

const profile: GatewayProfile = {
  className: 'envoy',
  from: { kind: 'pods', namespace: 'envoy-gateway-system', labels: { app: 'envoy' } },
  issuer: { kind: 'ClusterIssuer', name: 'letsencrypt' },
};

const hub = ({
  tls = true,
  from = profile.from,
  trusted = ['monitoring'],
}: {
  tls?: boolean;
  from?: GatewayProfile['from'];
  trusted?: string[];
} = {}) => {
  const app: App = Testing.app();
  inCluster(app, { name: 'hub', tls, profile: kubeadm({ gateway: { ...profile, from } }) });
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  for (const namespace of ['monitoring', 'other']) new Namespace(base, namespace);
  if (tls) new RootAuthority(base, 'authority', trusted);
  const chart = (id: string, namespace: string): Chart =>
    new Chart(app, id, { namespace, disableResourceNameHashes: true });
  const edge = chart('edge', 'gateway');
  const metrics = chart('metrics', 'monitoring');
  const site = new Site(metrics, 'proxy', { labels: { app: 'proxy' } });
  const listen = <P extends Protocol>(protocol: P, port = 8443): Endpoint<P> =>
    site.listen(protocol, { service: 'proxy', port, portName: protocol.slice(0, 15) });
  return { app, chart, metrics, edge, gateway: new Gateway(edge, 'public'), listen };
};

const name = <P extends Routable>(protocol: P, label = 'metrics'): PublicName<P> =>
  new PublicName(protocol, 'us.example.com', label);

const opened = (options: Parameters<typeof hub>[0] = {}) => {
  const made = hub(options);
  const door = name('remote-write');
  const route = new Route(made.metrics, 'door', {
    gateway: made.gateway,
    name: door,
    to: made.listen('remote-write'),
  });
  return { ...made, door, route };
};

describe('a route', () => {
  test('leads from the public name to the Service that answers', () => {
    const { metrics } = opened();
    expect(objectsOf(metrics).one('HTTPRoute', 'door').spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'metrics' }],
      hostnames: ['metrics.us.example.com'],
      rules: [{ backendRefs: [{ name: 'proxy', port: 8443 }] }],
    });
  });

  test('gives the one endpoint that others dial', () => {
    const { route, door } = opened();
    expect(route.endpoint).toBe(door.endpoint);
  });

  test('speaks gRPC where that is spoken', () => {
    const { metrics, gateway, listen } = hub();
    new Route(metrics, 'spans', { gateway, name: name('otlp-grpc', 'otlp'), to: listen('otlp-grpc') });
    expect(objectsOf(metrics).names('GRPCRoute')).toEqual(['spans']);
  });

  test('checks what answers by name and by the authority of the platform', () => {
    const { metrics } = opened();
    expect(objectsOf(metrics).one('BackendTLSPolicy', 'door').spec).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'proxy', sectionName: 'remote-write' }],
      validation: {
        hostname: 'proxy.monitoring.svc',
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'observability-ca' }],
      },
    });
  });

  test('talks in the clear to what does', () => {
    expect(objectsOf(opened({ tls: false }).metrics).names('BackendTLSPolicy')).toEqual([]);
  });

  test("admits the gateway's proxies, and nobody else", () => {
    const [rule, ...others] = objectsOf(opened().metrics).one('NetworkPolicy', 'proxy').spec.ingress;
    expect(others).toEqual([]);
    expect(rule).toEqual({
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
          podSelector: { matchLabels: { app: 'envoy' } },
        },
      ],
      ports: [{ port: 8443, protocol: 'TCP' }],
    });
  });

  test("admits a cloud's balancer by its addresses", () => {
    const { metrics } = opened({ from: { kind: 'addresses', cidrs: ['10.9.0.0/24'] } });
    const [{ from }] = objectsOf(metrics).one('NetworkPolicy', 'proxy').spec.ingress;
    expect(from).toEqual([{ ipBlock: { cidr: '10.9.0.0/24' } }]);
  });

  test('fails the synth where the authority is not known', () => {
    expect(opened({ trusted: ['other'] }).route.node.validate()).toEqual([
      expect.stringContaining("an authority that is known in monitoring: no Bundle brings the platform's there"),
    ]);
    expect(opened().route.node.validate()).toEqual([]);
  });

  test('stands where the Service stands', () => {
    const { chart, gateway, listen } = hub();
    const to = listen('remote-write');
    expect(() => new Route(chart('elsewhere', 'other'), 'door', { gateway, name: name('remote-write'), to })).toThrow(
      "elsewhere/door: to: got 'a Service in monitoring', allowed: an endpoint whose Service is in other",
    );
  });

  test('opens a name that no other opens', () => {
    const { metrics, gateway, listen, door } = opened();
    expect(() => new Route(metrics, 'again', { gateway, name: door, to: listen('remote-write') })).toThrow(
      "metrics/again: public name: got 'metrics.us.example.com', allowed: a name that nobody else opens, and hub/metrics/door does",
    );
    const twin = new PublicName('remote-write', 'eu.example.com', 'metrics');
    expect(() => new Route(metrics, 'twin', { gateway, name: twin, to: listen('remote-write') })).toThrow(
      "edge/public: public name: got 'metrics.eu.example.com', allowed: one listener of a name",
    );
  });
});

describe('a gateway', () => {
  test('listens for the names that are opened, by TLS, for the namespace that opens them', () => {
    const { edge } = opened();
    expect(objectsOf(edge).one('Gateway', 'public').spec).toEqual({
      gatewayClassName: 'envoy',
      listeners: [
        {
          name: 'metrics',
          hostname: 'metrics.us.example.com',
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'public-metrics-tls' }] },
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            },
          },
        },
      ],
    });
  });

  test('proves each name by a certificate of the public issuer', () => {
    const { edge } = opened();
    expect(objectsOf(edge).one('Certificate', 'public-metrics-tls').spec).toMatchObject({
      dnsNames: ['metrics.us.example.com'],
      issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt', group: 'cert-manager.io' },
    });
  });

  test('that nobody uses fails the synth', () => {
    expect(hub().gateway.node.validate()).toEqual([
      'listeners: got 0, allowed: 1 to 64 names that routes open; open a name with new Route(…), leave the gateway out, or make a second one',
    ]);
  });

  test('is refused where the cluster has none', () => {
    const chart = new Chart(Testing.app(), 'edge', { namespace: 'gateway' });
    expect(() => new Gateway(chart, 'public')).toThrow(
      'edge/public: gateway: got undefined, allowed: a cluster whose profile has a gateway; give its profile gateway',
    );
    const app = Testing.app();
    inCluster(app, { profile: kubeadm({ gateway: profile }) });
    expect(() => new Gateway(new Chart(app, 'edge'), 'public')).toThrow('allowed: a chart with a namespace');
  });
});

import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigMap } from '../../imports/kubernetes.js';
import { later, Manifest } from '../../imports/manifest.js';
import { Endpoint, type Protocol } from '../kernel/endpoint.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { eks } from '../kernel/cluster-profile.js';
import { objectsOf } from '../testing/objects.js';
import { type ClusterSettings, inCluster } from './cluster.js';
import { Namespace } from './namespace.js';
import { Site } from './site.js';

class Thing extends Construct {
  public readonly site: Site;
  public readonly api: Endpoint<'prometheus'>;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.site = new Site(this, 'Site', { labels: { app: id } });
    this.api = this.site.listen('prometheus', { service: id, port: 80, containerPort: 9090 });
  }
}

const app = (settings: Partial<ClusterSettings> = {}) => {
  const root = Testing.app();
  inCluster(root, settings);
  const base = new Chart(root, 'base', { disableResourceNameHashes: true });
  new Namespace(base, 'mon');
  new Namespace(base, 'node', { podSecurity: 'privileged' });
  const chart = (id: string, namespace: string) => new Chart(root, id, { namespace, disableResourceNameHashes: true });
  return {
    root,
    base,
    metrics: chart('metrics', 'mon'),
    alerts: chart('alerts', 'mon'),
    agents: chart('agents', 'node'),
  };
};

const policy = (chart: Chart, name: string) => objectsOf(chart).one('NetworkPolicy', name).spec;

describe('dialling', () => {
  test('admits the dialler on both sides, by the port of the container', () => {
    const { metrics, agents } = app();
    const [a, b] = [new Thing(agents, 'a'), new Thing(metrics, 'b')];
    expect(a.site.dial(b.api)).toMatchObject({ url: 'https://b.mon.svc:80', encrypted: true });
    const peer = (namespace: string, name: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      podSelector: { matchLabels: { app: name } },
    });
    const ports = [{ port: 9090, protocol: 'TCP' }];
    expect(policy(agents, 'a').egress).toEqual([{ to: [peer('mon', 'b')], ports }]);
    expect(policy(metrics, 'b').ingress).toEqual([{ from: [peer('node', 'a')], ports }]);
    expect(policy(metrics, 'b').egress).toBeUndefined();
  });

  test('pods that nobody is, in a namespace of this app, fails the synth; whoever comes later is somebody', () => {
    const { root, metrics, alerts } = app();
    const { site } = new Thing(metrics, 'a');
    const dial = (labels: Record<string, string>, namespace = 'mon') =>
      site.dial(Endpoint.ofPods('https', 'b.mon.svc', 80, { namespace, labels }));
    dial({ app: 'b' });
    dial({ app: 'elsewhere' }, 'shop');
    const faults = () => root.node.findAll().flatMap((construct) => construct.node.validate());
    expect(faults()).toEqual([
      `dial: got 'mon: {"app":"b"}', allowed: labels that pods in mon wear, since that is a namespace of this app; ` +
        'dial the endpoint of what stands there, or correct the labels',
    ]);
    new Thing(alerts, 'b');
    expect(faults()).toEqual([]);
  });

  test('may go round in circles, and the order of statements changes nothing', () => {
    const synth = (flip: boolean) => {
      const { root, metrics, alerts } = app();
      const [a, b] = [new Thing(metrics, 'a'), new Thing(alerts, 'b')];
      const edges: [Thing, Thing][] = [
        [a, b],
        [b, a],
        [a, a],
      ];
      for (const [from, to] of flip ? edges.reverse() : edges) from.site.dial(to.api);
      return root.charts.map((chart) => objectsOf(chart).all);
    };
    expect(synth(true)).toEqual(synth(false));
  });

  test('too late is refused: a rule that nobody wrote would be missing', () => {
    const { metrics } = app();
    const [a, b] = [new Thing(metrics, 'a'), new Thing(metrics, 'b')];
    const late = (): Readonly<Record<string, string>> => ({ url: a.site.dial(b.api).url });
    new Manifest(metrics, 'late', ConfigMap({ data: later(late) }));
    expect(() => objectsOf(metrics)).toThrow('dial in the constructor');
  });

  test('the internet is all addresses but private ones, on one port', () => {
    const { metrics } = app();
    new Thing(metrics, 'a').site.dial(Endpoint.external('https', 'events.example.com'));
    const [rule] = policy(metrics, 'a').egress;
    expect(rule.to[0].ipBlock.except).toContain('10.0.0.0/8');
    expect(rule.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
  });

  test('on Cilium it is one name', () => {
    const network = {
      cni: 'cilium',
      apiServer: { cidrs: ['10.1.0.0/24'], port: 443 },
      nodes: ['10.1.0.0/16'],
    } as const;
    const { metrics } = app({ profile: eks('eu-central-1', { network }) });
    new Thing(metrics, 'a').site.dial(Endpoint.external('https', 'events.example.com'));
    expect(policy(metrics, 'a').egress).toBeUndefined();
    expect(objectsOf(metrics).one('CiliumNetworkPolicy', 'a').spec.egress[1]).toEqual({
      toFQDNs: [{ matchName: 'events.example.com' }],
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    });
  });

  test('peers reach each other, over UDP too', () => {
    const { metrics } = app();
    const { site } = new Thing(metrics, 'a');
    site.peers(9094, 'UDP');
    expect(policy(metrics, 'a').ingress[0].ports).toEqual([{ port: 9094, protocol: 'UDP' }]);
    expect(policy(metrics, 'a').egress[0].ports).toEqual([{ port: 9094, protocol: 'UDP' }]);
  });

  test('an operator is admitted where it must reach what it made', () => {
    const { metrics } = app();
    const { api } = new Thing(metrics, 'a');
    api.openTo({ namespace: 'operators', labels: {} });
    expect(policy(metrics, 'a').ingress[0].from[0].namespaceSelector.matchLabels).toEqual({
      'kubernetes.io/metadata.name': 'operators',
    });
  });
});

describe('certificates', () => {
  test('name every Service, and pods behind it, and are mounted by who dials', () => {
    const { metrics, agents } = app();
    const [a, b] = [new Thing(agents, 'a'), new Thing(metrics, 'b')];
    expect(a.site.dial(b.api).tls).toEqual({
      ca: '/etc/secrets/a-tls/ca.crt',
      cert: '/etc/secrets/a-tls/tls.crt',
      key: '/etc/secrets/a-tls/tls.key',
    });
    expect(objectsOf(metrics).one('Certificate', 'b-tls').spec.dnsNames).toContain('*.b.mon.svc');
  });

  test('are not made where the cluster is plain', () => {
    const { metrics } = app({ tls: false });
    const [a, b] = [new Thing(metrics, 'a'), new Thing(metrics, 'b')];
    expect(a.site.dial(b.api)).toMatchObject({ url: 'http://b.mon.svc:80', encrypted: false });
    expect(objectsOf(metrics).names('Certificate')).toEqual([]);
  });
});

describe('secrets', () => {
  const token = SecretRef.external('tokens', 'pager');

  test('are delivered once per namespace, their keys sorted, from below the environment', () => {
    const { base, metrics } = app({ name: 'shop-production' });
    const [a, b] = [new Thing(metrics, 'a'), new Thing(metrics, 'b')];
    expect(a.site.secretFile(token)).toBe('/etc/secrets/tokens/pager');
    b.site.secret(SecretRef.external('tokens', 'chat'));
    b.site.secret(token);
    expect(objectsOf(base).one('ExternalSecret', 'tokens').spec.data).toEqual([
      { secretKey: 'chat', remoteRef: { key: 'shop-production/tokens', property: 'chat' } },
      { secretKey: 'pager', remoteRef: { key: 'shop-production/tokens', property: 'pager' } },
    ]);
  });

  test('of two origins are refused', () => {
    const { site } = new Thing(app().metrics, 'a');
    site.secret(token);
    expect(() => site.secret(SecretRef.generated('tokens', 'pager'))).toThrow('make the SecretRef once');
  });

  test('generated ones are made in the cluster, once', () => {
    const { base, metrics } = app();
    new Thing(metrics, 'a').site.secret(SecretRef.generated('admin', 'password'));
    const { spec } = objectsOf(base).one('ExternalSecret', 'admin');
    expect(spec.refreshInterval).toBe('0s');
    expect(spec.dataFrom[0].sourceRef.generatorRef).toMatchObject({ kind: 'Password', name: 'admin' });
  });

  test('composed ones are a template over others', () => {
    const { base, metrics } = app();
    const key = SecretRef.external('bucket', 'key');
    new Thing(metrics, 'a').site.secret(SecretRef.composed('store', 'store.yml', 'key: {{ .k }}', { k: key }));
    const { spec } = objectsOf(base).one('ExternalSecret', 'store');
    expect(spec.target.template.data).toEqual({ 'store.yml': 'key: {{ .k }}' });
    expect(spec.data).toEqual([{ secretKey: 'k', remoteRef: { key: 'default/bucket', property: 'key' } }]);
  });

  test('have no place for a value: a name that looks like one is refused', () => {
    expect(() => SecretRef.external('hunter2!', 'password')).toThrow('name the Secret, never write its value');
  });
});

describe('a site', () => {
  test('needs a declared namespace', () => {
    const chart = new Chart(Testing.app(), 'c', { namespace: 'nowhere', disableResourceNameHashes: true });
    expect(() => new Thing(chart, 'a')).toThrow("write new Namespace(chart, 'nowhere') before what lives in it");
  });

  test('has a Service with the ports that it listens on', () => {
    const { metrics } = app();
    const { site } = new Thing(metrics, 'a');
    site.listen('metrics', { service: 'a', port: 8080, portName: 'metrics' });
    expect(objectsOf(metrics).one('Service', 'a').spec.ports).toEqual([
      { name: 'prometheus', port: 80, protocol: 'TCP', targetPort: 9090 },
      { name: 'metrics', port: 8080, protocol: 'TCP', targetPort: 8080 },
    ]);
    expect(() => site.listen('otlp-grpc', { service: 'a', port: 8080, portName: 'otlp' })).toThrow(
      'choose another portName or port',
    );
  });

  test.each([
    [{ apiGroups: [''], resources: ['*'], verbs: ['get'] }, ['mon'], 'write out what the pods really ask for'],
    [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }, 'cluster', 'list the namespaces'],
  ] as const)('is refused rights like %j', (rule, where, text) => {
    const { site } = new Thing(app().metrics, 'a');
    const rules = [{ apiGroups: [...rule.apiGroups], resources: [...rule.resources], verbs: [...rule.verbs] }];
    expect(() => site.allow({ id: 'x', rules, in: where })).toThrow(text);
  });

  test('an endpoint shows no address to who does not dial it', () => {
    const shown = JSON.stringify(Endpoint.external('https' satisfies Protocol, 'secret.example.com'));
    expect(shown).not.toContain('example.com');
  });

  test('a port that is none is refused', () => {
    expect(() => Endpoint.external('https', 'example.com', 0)).toThrow('a whole number from 1 to 65535');
  });
});

describe('names', () => {
  test('are the path below the chart; two of a kind in a namespace are refused', () => {
    const { metrics, alerts } = app();
    new Manifest(metrics, 'same', ConfigMap({ data: {} }));
    expect(() => new Manifest(alerts, 'same', ConfigMap({ data: {} }))).toThrow(
      'one ConfigMap of a name in a namespace, and metrics/same has it',
    );
  });

  test('what belongs to the cluster is in no namespace, whatever its chart says', () => {
    const { metrics } = app();
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    new Thing(metrics, 'a').site.allow({ id: '', rules, in: 'cluster' });
    expect(objectsOf(metrics).one('ClusterRole', 'mon-a').metadata).toEqual({ name: 'mon-a' });
  });

  test('are never truncated', () => {
    const { metrics } = app();
    expect(() => new Manifest(metrics, 'x'.repeat(64), ConfigMap({ data: {} }))).toThrow('at most 63 characters');
  });

  test('a patch makes the parents that are missing', () => {
    const { metrics } = app();
    const map = new Manifest(metrics, 'map', ConfigMap({ data: {} }));
    map.patch('/metadata/annotations/note', 'x');
    expect(objectsOf(metrics).one('ConfigMap', 'map').metadata.annotations).toEqual({ note: 'x' });
  });
});

import { type App, Chart, Size, Testing } from 'cdk8s';
import { Doors, Endpoint } from '../../kernel/endpoint.js';
import { eks } from '../../kernel/cluster-profile.js';
import { Handover } from '../../signals/handover.js';
import { objectsOf } from '../../testing/objects.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { NodeExporter } from '../node-exporter/node-exporter.js';
import { PrometheusAgent, type PrometheusAgentProps } from './agent.js';
import { Prometheus } from './prometheus.js';

const to = Doors.one(Endpoint.external('remote-write', 'metrics.example.com'));

const made = (props: Partial<PrometheusAgentProps> = {}, app: App = Testing.app()) => {
  const base = new Chart(app, 'base', { disableResourceNameHashes: true });
  new Namespace(base, 'monitoring');
  new Namespace(base, 'node', { podSecurity: 'privileged' });
  const chart = new Chart(app, 'metrics', { namespace: 'monitoring', disableResourceNameHashes: true });
  const nodes = new Chart(app, 'nodes', { namespace: 'node', disableResourceNameHashes: true });
  const alerts = new Handover();
  const agent = new PrometheusAgent(chart, 'agent', { remoteWrite: [{ to }], alerts, ...props });
  return { agent, alerts, chart, nodes, spec: () => objectsOf(chart).one('PrometheusAgent', 'agent').spec };
};

const network = { cni: 'other', apiServer: { cidrs: ['10.0.0.0/16'], port: 443 }, nodes: ['10.0.0.0/16'] } as const;
const onEks = (): App => {
  const app = Testing.app();
  const value = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
  const workloadIdentity = { annotation: 'eks.amazonaws.com/role-arn', value };
  inCluster(app, { profile: eks('us-east-1', { network, workloadIdentity }) });
  return app;
};

describe('an agent', () => {
  test('sends what it scrapes, by its cluster and replica, and keeps a log of what is unsent', () => {
    expect(made().spec()).toMatchObject({
      mode: 'StatefulSet',
      replicas: 2,
      externalLabels: { cluster: 'default' },
      replicaExternalLabelName: 'prometheus_replica',
      remoteWrite: [{ url: 'https://metrics.example.com:443/api/v1/write' }],
      storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '10Gi' } } } } },
    });
  });

  test('has nothing of what only a server has', () => {
    const spec = made().spec();
    expect(['retention', 'ruleSelector', 'alerting', 'evaluationInterval'].filter((field) => field in spec)).toEqual(
      [],
    );
  });

  test("is reached by the labels that the operator puts on an agent's pods", () => {
    const { chart } = made();
    expect(objectsOf(chart).one('NetworkPolicy', 'agent').spec.podSelector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'prometheus-agent',
      'app.kubernetes.io/instance': 'agent',
    });
  });

  test('scrapes as a Prometheus does, and names itself to the hub', () => {
    const { agent, alerts, nodes, chart } = made({ externalLabels: { region: 'us-east-1' } });
    agent.watch(new NodeExporter(nodes, 'node-exporter'));
    alerts.take('edge', 'platform');
    expect(agent.sender).toEqual({
      at: 'default/metrics/agent',
      labels: { cluster: 'default', region: 'us-east-1' },
      replicaLabel: 'prometheus_replica',
    });
    expect(objectsOf(chart).one('PodMonitor', 'node-exporter').metadata.labels).toMatchObject({
      'observability.cdk8s.io/prometheus': 'agent',
    });
    expect(objectsOf(chart).names('PrometheusRule')).toEqual([]);
  });

  test('hands the alerts of what it watches to whoever has the samples', () => {
    const { agent, alerts, nodes, chart } = made();
    agent.watch(new NodeExporter(nodes, 'node-exporter'));
    const hub = new Prometheus<'platform'>(chart, 'hub', {
      storage: Size.gibibytes(50),
      links: { runbooks: 'https://runbooks.example.com' },
      alertmanager: {
        api: Endpoint.external('alertmanager', 'alerts.example.com'),
        replicas: { namespace: 'monitoring', service: 'alertmanager-operated', port: 'web' },
      },
    });
    for (const group of alerts.take('edge', 'platform')) hub.rules(group);
    const [{ rules }] = objectsOf(chart).one('PrometheusRule', 'edge-node-exporter-alerts').spec.groups;
    expect(rules.map(({ alert }: { alert: string }) => alert)).toContain('NodeFilesystemReadOnly');
    expect(agent.node.validate()).toEqual([]);
  });

  test('fails the synth when nobody takes them', () => {
    const { agent, nodes } = made();
    expect(agent.node.validate()).toEqual([]);
    agent.watch(new NodeExporter(nodes, 'node-exporter'));
    expect(agent.node.validate()).toEqual([
      expect.stringMatching(/^alerts: got '\d+ alerts that nobody took', allowed: alerts that are evaluated where the/),
    ]);
  });

  test.each([
    [{ replicas: 0 }, 'metrics/agent: replicas: got 0, allowed: a whole number, 1 or more'],
    [{ storage: Size.mebibytes(10) }, "metrics/agent: storage: got '10Mi', allowed: one gibibyte or more"],
    [
      { awsIdentity: true },
      'metrics/agent: awsIdentity: got undefined, allowed: a cluster whose profile says how pods',
    ],
  ])('refuses %j', (props, text) => {
    expect(() => made(props)).toThrow(text);
  });
});

describe('machines at AWS', () => {
  const what = {
    region: 'us-east-1',
    port: 9100,
    tags: { Component: 'load-balancer' },
    addresses: ['10.1.0.0/16'],
    labels: { component: 'Component' },
  } as const;

  test('are found by their tags, without keys, and known by their ids', () => {
    const { agent, chart } = made({ awsIdentity: true }, onEks());
    agent.scrapeEc2('proxies', what);
    const { spec } = objectsOf(chart).one('ScrapeConfig', 'proxies');
    expect(spec.ec2SDConfigs).toEqual([
      {
        region: 'us-east-1',
        port: 9100,
        filters: [
          { name: 'tag:Component', values: ['load-balancer'] },
          { name: 'instance-state-name', values: ['running'] },
        ],
      },
    ]);
    expect(spec.relabelings.map(({ targetLabel }: { targetLabel: string }) => targetLabel)).toEqual([
      'instance',
      'zone',
      'component',
    ]);
    expect(objectsOf(chart).one('ServiceAccount', 'agent').metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/agent',
    });
  });

  test('are reached by their addresses on that port, and AWS by its names', () => {
    const { agent, chart } = made({ awsIdentity: true }, onEks());
    agent.scrapeEc2('proxies', what);
    const { egress } = objectsOf(chart).one('NetworkPolicy', 'agent').spec;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.1.0.0/16' } }],
      ports: [{ port: 9100, protocol: 'TCP' }],
    });
  });

  test.each([
    [{ tags: {} }, 'metrics/agent: scrapeEc2 proxies: tags: got {}, allowed: one tag or more'],
    [{ region: 'USA' }, "scrapeEc2 proxies: region: got 'USA', allowed: a region of AWS"],
    [
      { labels: { instance: 'Name' } },
      "scrapeEc2 proxies: labels: got 'instance', allowed: labels beside job, instance",
    ],
  ])('refuses %j', (more, text) => {
    const { agent } = made({ awsIdentity: true }, onEks());
    expect(() => agent.scrapeEc2('proxies', { ...what, ...more })).toThrow(text);
  });

  test('are not found by an agent that is nobody there', () => {
    expect(() => made().agent.scrapeEc2('proxies', what)).toThrow(
      'metrics/agent: awsIdentity: got false, allowed: a Prometheus that is somebody at AWS; give it awsIdentity: true',
    );
  });
});

describe('pods that ask by their annotations', () => {
  const found = (ports: readonly [number, ...number[]] = [8080, 9090]) => {
    const { agent, chart } = made();
    agent.discoverAnnotated('annotated', { namespaces: ['shop'], ports });
    return objectsOf(chart);
  };

  test('are targets on the ports that are listed, and on no other', () => {
    const { spec } = found().one('ScrapeConfig', 'annotated');
    expect(spec.kubernetesSDConfigs).toEqual([{ role: 'Pod', namespaces: { names: ['shop'] } }]);
    expect(spec.relabelings).toContainEqual({
      action: 'keep',
      sourceLabels: ['__meta_kubernetes_pod_annotation_prometheus_io_port'],
      regex: '8080|9090',
    });
  });

  test('are reached on those ports alone', () => {
    const shop = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: {} };
    expect(found().one('NetworkPolicy', 'agent').spec.egress).toEqual(
      expect.arrayContaining([8080, 9090].map((port) => ({ to: [shop], ports: [{ port, protocol: 'TCP' }] }))),
    );
  });

  test('serve on a port that is one', () => {
    expect(() => found([0])).toThrow(
      'discoverAnnotated annotated: ports: got 0, allowed: whole numbers from 1 to 65535',
    );
  });
});

import { type App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { eks } from '../../../kernel/cluster-profile.js';
import { objectsOf } from '../../../testing/objects.js';
import { inCluster } from '../../../workload/cluster.js';
import { Namespace } from '../../../workload/namespace.js';
import { CloudWatchExporter, type CloudWatchExporterProps } from './cloudwatch-exporter.js';
import { applicationLoadBalancers, cloudFront, networkLoadBalancers } from './index.js';

const network = { cni: 'cilium', apiServer: { cidrs: ['10.0.0.0/16'], port: 443 }, nodes: ['10.0.0.0/16'] } as const;

const onEks = (): App => {
  const app = Testing.app();
  const value = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
  inCluster(app, {
    profile: eks('eu-west-1', { network, workloadIdentity: { annotation: 'eks.amazonaws.com/role-arn', value } }),
  });
  return app;
};

const made = (props: Partial<CloudWatchExporterProps> = {}, app = onEks()) => {
  const chart = new Chart(app, 'exporters', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const exporter = new CloudWatchExporter(chart, 'cloudwatch', { jobs: [cloudFront()], ...props });
  const config = (): unknown => parse(objectsOf(chart).one('ConfigMap', 'cloudwatch-config').data['config.yml']);
  return { exporter, objects: () => objectsOf(chart), config };
};

test('CloudFront is asked about in the one region that knows of it', () => {
  expect(made().config()).toMatchObject({
    apiVersion: 'v1alpha1',
    'sts-region': 'us-east-1',
    discovery: { jobs: [{ type: 'AWS/CloudFront', regions: ['us-east-1'], period: 60 }] },
  });
});

test('a load balancer is counted once, and its targets by group', () => {
  const { discovery } = made({
    jobs: [applicationLoadBalancers(['eu-west-1'], { tags: { Component: 'web.front' } })],
  }).config() as { discovery: { jobs: unknown[] } };
  const searchTags = [{ key: 'Component', value: '^web\\.front$' }];
  expect(discovery.jobs).toEqual([
    expect.objectContaining({ searchTags, dimensionNameRequirements: ['LoadBalancer'] }),
    expect.objectContaining({ searchTags, dimensionNameRequirements: ['LoadBalancer', 'TargetGroup'] }),
  ]);
});

test('it is somebody at AWS without keys, and reaches AWS alone, by name', () => {
  const objects = made({ jobs: [cloudFront(), networkLoadBalancers(['eu-west-1'])] }).objects();
  expect(objects.one('ServiceAccount', 'cloudwatch').metadata.annotations).toEqual({
    'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/cloudwatch',
  });
  const names = objects
    .one('CiliumNetworkPolicy', 'cloudwatch')
    .spec.egress.flatMap(({ toFQDNs }: { toFQDNs?: { matchName: string }[] }) => toFQDNs ?? [])
    .map(({ matchName }: { matchName: string }) => matchName);
  expect(names.sort()).toEqual([
    'iam.amazonaws.com',
    ...['monitoring', 'sts', 'tagging'].flatMap((one) =>
      ['eu-west-1', 'us-east-1'].map((r) => `${one}.${r}.amazonaws.com`),
    ),
  ]);
});

test('it is scraped as often as it asks, in the clear, since it serves no TLS', () => {
  const { exporter, objects } = made({ interval: Duration.minutes(5) });
  expect(exporter.telemetry.metrics[0]?.interval?.toMinutes()).toBe(5);
  expect(objects().one('Deployment', 'cloudwatch').spec.template.spec.containers[0].args).toContain(
    '--scraping-interval=300',
  );
  expect(objects().names('Certificate')).toEqual([]);
});

test('it yields, and alerts on, what it asks for', () => {
  const { yields, alerts } = made().exporter.telemetry;
  expect(yields.map(({ name }) => name)).toContain('aws_cloudfront_5xx_error_rate_average');
  expect(alerts.map(({ props }) => props.name)).toEqual(['CloudFrontErrorRateHigh', 'CloudWatchRequestsFailing']);
});

test('what no prop reaches can be patched until it is written', () => {
  const { exporter, config } = made();
  exporter.config.patch('/discovery/jobs/0/roundingPeriod', 300);
  expect(config()).toMatchObject({ discovery: { jobs: [{ roundingPeriod: 300 }] } });
});

test.each([
  [{ interval: Duration.seconds(15) }, "exporters/cloudwatch: interval: got '15s', allowed: a minute or more"],
  [{ jobs: [networkLoadBalancers(['Ireland'])] }, "jobs: regions: got 'Ireland', allowed: a region of AWS"],
] as const)('refuses %j', (props, text) => {
  expect(() => made(props as Partial<CloudWatchExporterProps>)).toThrow(text);
});

test('a tag without a name is refused', () => {
  expect(() => cloudFront({ tags: { '': 'web' } })).toThrow(
    'AWS/CloudFront: tags: got {"":"web"}, allowed: tags with names',
  );
});

test('a cluster that gives pods no identity is refused', () => {
  expect(() => made({}, Testing.app())).toThrow(
    'exporters/cloudwatch: cluster: got undefined, allowed: a cluster whose profile says how pods get an identity at AWS',
  );
});

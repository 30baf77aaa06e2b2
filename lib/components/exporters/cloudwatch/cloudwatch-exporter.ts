import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../../imports/manifest.js';
import { Config } from '../../../kernel/config.js';
import { Endpoint } from '../../../kernel/endpoint.js';
import { selecting } from '../../../kernel/labels.js';
import { Refusal, refuseAt } from '../../../kernel/refusal.js';
import { matchers } from '../../../query/matchers.js';
import { promql } from '../../../query/promql.js';
import { type Symptom, symptom } from '../../../signals/symptom.js';
import type { Telemetry, Watched } from '../../../signals/watched.js';
import { awsIdentity, checkRegion, dialAws } from '../../../workload/aws.js';
import { ConfigFiles } from '../../../workload/config-files.js';
import type { Resources } from '../../../workload/resources.js';
import { Site } from '../../../workload/site.js';
import { Workload } from '../../../workload/workload.js';
import { cloudWatchMetrics as m } from './catalogue.js';
import type { CloudWatchJob } from './cloud-watch-job.js';
import type { CloudWatchConfig } from './schema.js';

/** Props of {@link CloudWatchExporter}. */
export interface CloudWatchExporterProps {
  /** What it asks about: `cloudWatch.cloudFront()`, `cloudWatch.applicationLoadBalancers([…])`. */
  readonly jobs: readonly [CloudWatchJob, ...CloudWatchJob[]];
  /** How often it asks: AWS bills each metric of each time. @default 1 minute */
  readonly interval?: Duration;
  /** @default 0.1 cores, 256 MiB */
  readonly resources?: Resources;
}

const port = 5000;

/**
 * Asks CloudWatch about what no pod is, and tells Prometheus. Its pods are somebody at AWS, without keys, and that role must be
 * allowed tag:GetResources, cloudwatch:ListMetrics, cloudwatch:GetMetricData and iam:ListAccountAliases. One pod: a second would cost
 * the same again.
 *
 * @see https://github.com/prometheus-community/yet-another-cloudwatch-exporter/tree/v0.67.0
 */
export class CloudWatchExporter extends Construct implements Watched {
  public readonly telemetry: Telemetry;
  /** Its configuration, until it is written. */
  public readonly config: Config<CloudWatchConfig>;

  /** @throws Refusal when the cluster gives pods no identity, a region is none, or it would ask more often than CloudWatch counts */
  public constructor(scope: Construct, id: string, props: CloudWatchExporterProps) {
    super(scope, id);
    const name = nameOf(this);
    const interval = props.interval ?? Duration.minutes(1);
    const jobs = props.jobs.flatMap((job) => job.jobs);
    const regions = [...new Set(jobs.flatMap((job) => job.regions))].sort();
    this.refuse(interval, regions);
    const site = new Site(this, 'Site', {
      labels: selecting('cloudwatch-exporter', name),
      serviceAccountAnnotations: awsIdentity(this, 'cluster', name),
    });
    for (const region of regions) dialAws(site, region, ['monitoring', 'tagging']);
    site.dial(Endpoint.external('https', 'iam.amazonaws.com'));
    this.config = new Config<CloudWatchConfig>({
      apiVersion: 'v1alpha1',
      'sts-region': regions[0] ?? '',
      discovery: { jobs },
    });
    const metrics = site.listen('metrics', { port, plain: 'it serves no TLS' });
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'cloudwatch-exporter',
      args: () => [
        '--config.file=/etc/cloudwatch-exporter/config.yml',
        `--listen-address=:${port}`,
        `--scraping-interval=${interval.toSeconds()}`,
        '--labels-snake-case',
      ],
      env: { AWS_EC2_METADATA_DISABLED: 'true' },
      ports: { metrics: port },
      probes: { readiness: { path: '/healthz', port }, liveness: { path: '/healthz', port } },
      resources: props.resources ?? { cpu: 0.1, memory: Size.mebibytes(256) },
      config: {
        files: new ConfigFiles(this, 'config', () => ({ 'config.yml': this.config.toString() })),
        path: '/etc/cloudwatch-exporter',
      },
    });
    const own = matchers({ job: name });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name, interval }],
      yields: [...Object.values(m), ...new Set(props.jobs.flatMap((job) => job.yields))],
      alerts: [...props.jobs.flatMap((job) => job.symptoms(own)), refusedSymptom(name)],
      dashboards: [],
    };
  }

  private refuse(interval: Duration, regions: readonly string[]): void {
    refuseAt(this.node.path, () => regions.forEach((region) => checkRegion('jobs: regions', region)));
    if (interval.toSeconds() >= 60) return;
    throw new Refusal({
      at: this.node.path,
      field: 'interval',
      given: `${interval.toSeconds()}s`,
      allowed: 'a minute or more: CloudWatch counts by the minute',
      fix: 'leave it out, or ask less often, which costs less',
    });
  }
}

function refusedSymptom(job: string): Symptom {
  return symptom({
    name: 'CloudWatchRequestsFailing',
    when: promql`sum by (cluster, job, api_name) (increase(${m.errors}{${matchers({ job })}}[15m])) > 0`,
    for: Duration.minutes(15),
    severity: 'warning',
    summary: 'AWS refuses {{ $labels.api_name }} of {{ $labels.job }}',
    description:
      'the role lacks a right, or it is asked too often: alerts about load balancers and CloudFront are blind',
  });
}

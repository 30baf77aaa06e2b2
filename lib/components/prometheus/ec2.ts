import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { type RelabelConfig, ScrapeConfig } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Endpoint } from '../../kernel/endpoint.js';
import { label } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { checkLabel } from '../../query/labels.js';
import { checkRegion, dialAws } from '../../workload/aws.js';
import type { Site } from '../../workload/site.js';
import { checkInterval } from './limits.js';

/** Machines at AWS that serve a page of metrics. */
export interface Ec2Scraping {
  /** The region that they stand in: `us-east-1`. */
  readonly region: string;
  /** The port of their page. */
  readonly port: number;
  /** The tags that they all wear, by name. One at least, or every machine of the region would be meant. */
  readonly tags: Readonly<Record<string, string>>;
  /** The ranges of their private addresses, since a policy knows no tags. */
  readonly addresses: readonly [string, ...string[]];
  /** Tags whose values become labels, by the labels: `{ component: 'Component' }`. No other is taken over. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default '/metrics' */
  readonly path?: string;
  /** @default - the Prometheus' own scrape interval */
  readonly interval?: Duration;
}

/** Labels that a machine's series have anyhow. */
const given = ['job', 'instance', 'zone', 'cluster', 'prometheus_replica'];

/**
 * Scrapes them: a ScrapeConfig without keys, since the pods have an identity at AWS, which must be allowed ec2:DescribeInstances
 * and ec2:DescribeAvailabilityZones there.
 *
 * @throws Refusal when no tag says which machines, the region is none, or a label is taken
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#ec2_sd_config
 */
export function scrapeEc2(scope: Construct, id: string, site: Site, prometheus: string, what: Ec2Scraping): void {
  refuseAt(scope.node.path, () => check(id, what));
  dialAws(site, what.region, ['ec2']);
  site.dial(Endpoint.atAddresses('metrics', `ec2.${id}`, what.port, what.addresses));
  const filters = Object.entries(what.tags).map(([tag, value]) => ({ name: `tag:${tag}`, values: [value] }));
  new Manifest(
    scope,
    id,
    ScrapeConfig({
      metadata: { name: id, labels: { [label.prometheus]: prometheus } },
      spec: {
        jobName: id,
        metricsPath: what.path ?? '/metrics',
        ...(what.interval && { scrapeInterval: prometheusDuration(what.interval) }),
        ec2SDConfigs: [
          {
            region: what.region,
            port: what.port,
            filters: [...filters, { name: 'instance-state-name', values: ['running'] }],
          },
        ],
        relabelings: relabelings(what.labels ?? {}),
      },
    }),
  );
}

/** Private addresses are used again by other machines, so that a machine is known by its id. */
function relabelings(labels: Readonly<Record<string, string>>): RelabelConfig[] {
  const taken = Object.entries(labels).map(([to, tag]): [string, string] => [
    `__meta_ec2_tag_${tag.replace(/[^a-zA-Z0-9_]/g, '_')}`,
    to,
  ]);
  const all: [string, string][] = [
    ['__meta_ec2_instance_id', 'instance'],
    ['__meta_ec2_availability_zone', 'zone'],
    ...taken,
  ];
  return all.map(([from, targetLabel]) => ({ action: 'replace', sourceLabels: [from], targetLabel }));
}

function check(id: string, { region, tags, labels, interval }: Ec2Scraping): void {
  const field = `scrapeEc2 ${id}`;
  checkRegion(`${field}: region`, region);
  checkInterval(`${field}: interval`, interval);
  if (Object.keys(tags).length === 0) {
    throw new Refusal({
      field: `${field}: tags`,
      given: tags,
      allowed: 'one tag or more: none would mean every machine of the region',
      fix: "name the tag that they wear: { Component: 'proxy' }",
    });
  }
  for (const name of Object.keys(labels ?? {})) {
    checkLabel(`${field}: labels`, name);
    if (!given.includes(name) && !name.startsWith('__')) continue;
    throw new Refusal({
      field: `${field}: labels`,
      given: name,
      allowed: `labels beside ${given.join(', ')}, which every machine has`,
      fix: 'give the tag another label',
    });
  }
}

/** @throws Refusal when the pods are nobody at AWS, so that no machine would be found */
export function refuseNobody(at: Construct, identified: boolean): void {
  if (identified) return;
  throw new Refusal({
    at: at.node.path,
    field: 'awsIdentity',
    given: false,
    allowed: 'a Prometheus that is somebody at AWS',
    fix: 'give it awsIdentity: true',
  });
}

import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { type RelabelConfig, ScrapeConfig } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Endpoint } from '../../kernel/endpoint.js';
import { label } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Site } from '../../workload/site.js';
import { checkInterval } from './limits.js';

/**
 * Pods that ask to be scraped by their annotations: `prometheus.io/scrape: 'true'`, `prometheus.io/port`, and, where it is not
 * `/metrics`, `prometheus.io/path`.
 */
export interface AnnotatedDiscovery {
  /** The namespaces in which to look. */
  readonly namespaces: readonly [string, ...string[]];
  /**
   * The ports that annotations may name: a policy cannot follow an annotation. A pod that names another, or none, is no target, so
   * that nobody waits for what cannot be reached.
   */
  readonly ports: readonly [number, ...number[]];
  /** @default - the Prometheus' own scrape interval */
  readonly interval?: Duration;
  /** The pod label whose value becomes `job`; a pod without it has the id of this discovery. @default 'app.kubernetes.io/name' */
  readonly jobFrom?: string;
}

/**
 * Scrapes them: a ScrapeConfig, since a PodMonitor would make a target of each container port, and the way out to all pods of
 * those namespaces on those ports. Their own policies, if they have any, are theirs.
 *
 * @throws Refusal when a port is none
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod
 */
export function discoverAnnotated(
  scope: Construct,
  id: string,
  site: Site,
  prometheus: string,
  what: AnnotatedDiscovery,
): void {
  refuseAt(scope.node.path, () => check(id, what));
  for (const namespace of what.namespaces) {
    for (const port of what.ports) {
      site.dial(Endpoint.ofPods('metrics', `pods.${namespace}`, port, { namespace, labels: {} }));
    }
  }
  new Manifest(
    scope,
    id,
    ScrapeConfig({
      metadata: { name: id, labels: { [label.prometheus]: prometheus } },
      spec: {
        jobName: id,
        ...(what.interval && { scrapeInterval: prometheusDuration(what.interval) }),
        kubernetesSDConfigs: [{ role: 'Pod', namespaces: { names: [...what.namespaces] } }],
        relabelings: relabelings(what),
      },
    }),
  );
}

const annotation = (name: string): string => `__meta_kubernetes_pod_annotation_prometheus_io_${name}`;

/** What the targets of one pod have in common is all that is kept, so that Prometheus takes them as one. */
function relabelings({ ports, jobFrom }: AnnotatedDiscovery): RelabelConfig[] {
  const keep = (from: string, regex: string): RelabelConfig => ({ action: 'keep', sourceLabels: [from], regex });
  const copy = (from: string, targetLabel: string): RelabelConfig => ({
    action: 'replace',
    sourceLabels: [from],
    regex: '(.+)',
    targetLabel,
  });
  const address = (regex: string, replacement: string): RelabelConfig => ({
    action: 'replace',
    sourceLabels: ['__meta_kubernetes_pod_ip', annotation('port')],
    regex,
    replacement,
    targetLabel: '__address__',
  });
  const job = `__meta_kubernetes_pod_label_${(jobFrom ?? label.name).replace(/[^a-zA-Z0-9_]/g, '_')}`;
  return [
    keep(annotation('scrape'), 'true'),
    keep(annotation('port'), ports.join('|')),
    keep('__meta_kubernetes_pod_phase', 'Running'),
    copy(annotation('path'), '__metrics_path__'),
    address('([^:]+);(\\d+)', '$1:$2'),
    address('([^;]*:[^;]*);(\\d+)', '[$1]:$2'),
    copy('__meta_kubernetes_namespace', 'namespace'),
    copy('__meta_kubernetes_pod_name', 'pod'),
    copy(job, 'job'),
    copy(job, 'service'),
  ];
}

function check(id: string, { ports, interval }: AnnotatedDiscovery): void {
  const field = `discoverAnnotated ${id}`;
  checkInterval(`${field}: interval`, interval);
  const odd = ports.find((port) => !Number.isInteger(port) || port < 1 || port > 65_535);
  if (odd === undefined) return;
  throw new Refusal({
    field: `${field}: ports`,
    given: odd,
    allowed: 'whole numbers from 1 to 65535',
    fix: 'list the ports that the pods of these namespaces serve their metrics on',
  });
}

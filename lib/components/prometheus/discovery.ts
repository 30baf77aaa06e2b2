import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { PodMonitor } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Endpoint } from '../../kernel/endpoint.js';
import { label } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Site } from '../../workload/site.js';
import { checkInterval } from './limits.js';

/** Pods that are found by the labels they wear, whoever made them. */
export interface Discovery {
  /** The namespaces in which to look. */
  readonly namespaces: readonly [string, ...string[]];
  /** The labels that they all wear: the contract with those who make them. One at least, or everything there would be meant. */
  readonly labels: Readonly<Record<string, string>>;
  /** The container port of their page. */
  readonly port: number;
  /** @default '/metrics' */
  readonly path?: string;
  /** @default - the Prometheus' own scrape interval */
  readonly interval?: Duration;
  /** The pod label whose value becomes `job`. @default 'app.kubernetes.io/name' */
  readonly jobFrom?: string;
}

/**
 * Scrapes them: a PodMonitor, and the way out to their port. Their own policies, if they have any, are theirs.
 *
 * @throws Refusal when no label says which pods
 */
export function discover(scope: Construct, id: string, site: Site, prometheus: string, what: Discovery): void {
  if (Object.keys(what.labels).length === 0) {
    throw new Refusal({
      at: scope.node.path,
      field: `discover ${id}: labels`,
      given: what.labels,
      allowed: 'one label or more: none would mean every pod of the namespace',
      fix: "agree on a label with those who make the pods: { 'app.kubernetes.io/part-of': … }",
    });
  }
  refuseAt(scope.node.path, () => checkInterval(`discover ${id}: interval`, what.interval));
  for (const namespace of what.namespaces) {
    site.dial(Endpoint.ofPods('metrics', `pods.${namespace}`, what.port, { namespace, labels: what.labels }));
  }
  const job = (what.jobFrom ?? label.name).replace(/[^a-zA-Z0-9_]/g, '_');
  new Manifest(
    scope,
    id,
    PodMonitor({
      metadata: { name: id, labels: { [label.prometheus]: prometheus } },
      spec: {
        namespaceSelector: { matchNames: [...what.namespaces] },
        selector: { matchLabels: { ...what.labels } },
        podMetricsEndpoints: [
          {
            portNumber: what.port,
            path: what.path ?? '/metrics',
            ...(what.interval && { interval: prometheusDuration(what.interval) }),
            relabelings: [
              { action: 'replace', sourceLabels: [`__meta_kubernetes_pod_label_${job}`], targetLabel: 'job' },
              { action: 'replace', sourceLabels: [`__meta_kubernetes_pod_label_${job}`], targetLabel: 'service' },
            ],
          },
        ],
      },
    }),
  );
}

import type { Construct } from 'constructs';
import type { IPolicyRule } from '../../../imports/kubernetes.js';
import { PodMonitor, ServiceMonitor } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { label } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import type { ClusterTarget, Right, ScrapeTarget } from '../../signals/watched.js';
import type { Site } from '../../workload/site.js';
import { checkInterval, checkNames } from './limits.js';

/** Where the kubelet mounts a pod's token and the cluster's authority. */
const serviceAccountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the rights of a monitor's Prometheus must cover, so that it finds the pods behind. */
export const discovery = [
  { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
];

/** The pods' own page: a ServiceMonitor where a Service answers, else a PodMonitor. Returns the namespace in which it looks. */
export function monitor(scope: Construct, site: Site, prometheus: string, target: ScrapeTarget): string {
  const { host, encrypted } = site.dial(target.endpoint);
  const { pods, containerPort, service } = target.endpoint.answeredBy;
  if (pods === undefined) {
    throw new Refusal({
      field: `scrape ${target.job}`,
      given: host,
      allowed: 'an endpoint that pods of the cluster listen on',
      fix: 'probe what is outside with prometheus.probe',
    });
  }
  const metadata = { name: target.job, labels: { [label.prometheus]: prometheus } };
  const common = {
    ...scraping(target),
    scheme: encrypted ? ('https' as const) : ('http' as const),
    ...(encrypted && site.certificateSecret !== undefined && { tlsConfig: tlsBy(site.certificateSecret, host) }),
  };
  const namespaceSelector = { matchNames: [pods.namespace] };
  const written =
    service === undefined
      ? PodMonitor({
          metadata,
          spec: {
            namespaceSelector,
            selector: { matchLabels: { ...pods.labels } },
            podMetricsEndpoints: [{ ...common, portNumber: containerPort }],
          },
        })
      : ServiceMonitor({
          metadata,
          spec: {
            namespaceSelector,
            selector: { matchLabels: { ...service.labels } },
            endpoints: [{ ...common, port: service.portName }],
          },
        });
  new Manifest(scope, target.job, written);
  return pods.namespace;
}

/** A page of the cluster's own. Returns the namespace in which it looks. */
export function clusterMonitor(scope: Construct, site: Site, prometheus: string, target: ClusterTarget): string {
  site.dial(target.through);
  const { namespace, labels, portName } = target.service;
  const authenticated = target.authenticated && {
    bearerTokenFile: `${serviceAccountPath}/token`,
    tlsConfig: {
      ...(target.authenticated.selfSigned ? { insecureSkipVerify: true } : { caFile: `${serviceAccountPath}/ca.crt` }),
      ...(target.authenticated.serverName && { serverName: target.authenticated.serverName }),
    },
  };
  new Manifest(
    scope,
    target.job,
    ServiceMonitor({
      metadata: { name: target.job, labels: { [label.prometheus]: prometheus } },
      spec: {
        namespaceSelector: { matchNames: [namespace] },
        selector: { matchLabels: { ...labels } },
        endpoints: [
          { ...scraping(target), port: portName, scheme: target.authenticated ? 'https' : 'http', ...authenticated },
        ],
      },
    }),
  );
  return namespace;
}

/** The rights that pages of the cluster ask for, each once. */
export function rightsFor(targets: readonly ClusterTarget[]): IPolicyRule[] {
  const rights = targets.flatMap(({ authenticated }) => authenticated?.rights ?? []);
  const known = new Map(rights.map((right) => [JSON.stringify(right), ruleOf(right)]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}

function ruleOf(right: Right): IPolicyRule {
  if ('url' in right) return { nonResourceURLs: [right.url], verbs: [right.verb] };
  return { apiGroups: [''], resources: [right.resource], verbs: [right.verb] };
}

/** How a certificate of the platform is checked: by the authority in the Prometheus' own Secret, which rotates with it. */
export function tlsBy(
  secret: string,
  serverName: string,
): {
  readonly ca: { readonly secret: { readonly name: string; readonly key: string } };
  readonly cert: { readonly secret: { readonly name: string; readonly key: string } };
  readonly keySecret: { readonly name: string; readonly key: string };
  readonly serverName: string;
} {
  return {
    ca: { secret: { name: secret, key: 'ca.crt' } },
    cert: { secret: { name: secret, key: 'tls.crt' } },
    keySecret: { name: secret, key: 'tls.key' },
    serverName,
  };
}

function scraping(target: Omit<ScrapeTarget, 'endpoint'>): object {
  const { path, interval, honorLabels, drop, job, perNode, rename } = target;
  checkInterval(`scrape ${job}: interval`, interval);
  if (drop !== undefined) checkNames(`scrape ${job}: drop`, drop);
  const node = perNode
    ? [{ action: 'replace' as const, sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'instance' }]
    : [];
  const renamed = Object.entries(rename ?? {}).flatMap(([from, to]) => [
    { action: 'replace' as const, sourceLabels: [from], targetLabel: to },
    { action: 'labeldrop' as const, regex: from },
  ]);
  const dropped = drop === undefined ? [] : [{ action: 'drop' as const, sourceLabels: ['__name__'], regex: drop }];
  return {
    path: path ?? '/metrics',
    ...(interval && { interval: prometheusDuration(interval) }),
    ...(honorLabels && { honorLabels }),
    relabelings: [{ action: 'replace' as const, targetLabel: 'job', replacement: job }, ...node],
    ...(renamed.length + dropped.length > 0 && { metricRelabelings: [...renamed, ...dropped] }),
  };
}

import type { Duration } from 'cdk8s';
import type { Endpoint, Protocol } from '../kernel/endpoint.js';
import type { Metric } from '../query/metric.js';
import type { Dashboard } from './dashboard/dashboard.js';
import type { Symptom } from './symptom.js';

/** A page of metrics that somebody serves. */
export interface ScrapeTarget {
  readonly endpoint: Endpoint<'metrics'>;
  /** The `job` label of its series. */
  readonly job: string;
  /** @default '/metrics' */
  readonly path?: string;
  /** @default - the Prometheus' own scrape interval */
  readonly interval?: Duration;
  /** Keeps the labels that the page itself gives, where it speaks for others: kube-state-metrics, a gateway. @default false */
  readonly honorLabels?: boolean;
  /** Metrics to throw away at the door, as an anchored regular expression over names. @default - none */
  readonly drop?: string;
  /** Labels of the page that mean something else here, by the names that they get: old to new. @default - none */
  readonly rename?: Readonly<Record<string, string>>;
  /** Whether `instance` is the node's name: for what stands once on every node. @default false */
  readonly perNode?: boolean;
}

/** A page of the cluster's own, found by a Service that is not ours: the kubelet's, the API server's, CoreDNS'. */
export interface ClusterTarget extends Omit<ScrapeTarget, 'endpoint'> {
  readonly service: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly portName: string;
  };
  /** How it is reached: addresses or pods, for the policy. */
  readonly through: Endpoint<Protocol>;
  /** Whether it asks for the ServiceAccount's token over TLS, with which name in its certificate. @default - plain http, no token */
  readonly authenticated?: {
    readonly serverName?: string;
    /** Whether nobody can check its certificate. @default false */
    readonly selfSigned?: boolean;
    /** What the ServiceAccount must be allowed to. */
    readonly rights: readonly Right[];
  };
}

/** A right to read, of the whole cluster. */
export type Right =
  { readonly resource: 'nodes/metrics'; readonly verb: 'get' } | { readonly url: '/metrics'; readonly verb: 'get' };

/** How a component is watched; values only. */
export interface Telemetry {
  readonly metrics: readonly ScrapeTarget[];
  /** Pages of the cluster's own. @default - none */
  readonly cluster?: readonly ClusterTarget[];
  /** What its pages yield: a rule may ask for nothing else. */
  readonly yields: readonly Metric[];
  readonly alerts: readonly Symptom[];
  readonly dashboards: readonly Dashboard[];
}

/** Everything of ours tells how it is watched; `prometheus.watch(x)` and `grafana.watch(x)` make it so. */
export interface Watched {
  readonly telemetry: Telemetry;
}

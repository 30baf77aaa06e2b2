import type { Duration } from 'cdk8s';
import type { Endpoint } from '../kernel/endpoint.js';
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
}

/** How a component is watched; values only. */
export interface Telemetry {
  readonly metrics: readonly ScrapeTarget[];
  /** What its pages yield: a rule may ask for nothing else. */
  readonly yields: readonly Metric[];
  readonly alerts: readonly Symptom[];
  readonly dashboards: readonly Dashboard[];
}

/** Everything of ours tells how it is watched; `prometheus.watch(x)` and `grafana.watch(x)` make it so. */
export interface Watched {
  readonly telemetry: Telemetry;
}

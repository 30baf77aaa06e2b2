/**
 * The configuration file of yet-another-cloudwatch-exporter 0.67.0, as far as it is written here.
 *
 * @see https://github.com/prometheus-community/yet-another-cloudwatch-exporter/blob/v0.67.0/docs/configuration.md
 */
export interface CloudWatchConfig {
  readonly apiVersion: 'v1alpha1';
  /** The region whose token service is asked. */
  readonly 'sts-region': string;
  readonly discovery: { readonly jobs: readonly DiscoveryJob[] };
}

/** Resources that are found by their tags: one without any tag is not found. */
export interface DiscoveryJob {
  readonly type: 'AWS/CloudFront' | 'AWS/ApplicationELB' | 'AWS/NetworkELB';
  readonly regions: readonly string[];
  /** The value is a regular expression. */
  readonly searchTags?: readonly { readonly key: string; readonly value: string }[];
  /** Only metrics with exactly these dimensions: the others count the same again. */
  readonly dimensionNameRequirements?: readonly string[];
  /** In seconds. */
  readonly period: number;
  /** How far back to look for the newest value, in seconds. */
  readonly length: number;
  readonly metrics: readonly CloudWatchMetric[];
}

/** One metric of a resource. */
export interface CloudWatchMetric {
  readonly name: string;
  readonly statistics: readonly [Statistic, ...Statistic[]];
  /** Whether no value means that nothing happened. @default false */
  readonly nilToZero?: boolean;
}

/** What of a period's values is kept. */
export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'p95';

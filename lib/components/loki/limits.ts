import { Duration, type Size } from 'cdk8s';
import { bytes, goDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import type { LimitsConfig } from './schema.js';

/** What Loki takes in and gives out, at most. Defaults are upstream's unless said otherwise. */
export interface Limits {
  /** Of all streams together in a second, over all replicas. @default 4 MiB */
  readonly ingestionRate?: Size;
  /** Of all streams together at once, at one replica; no single push may be larger. @default 6 MiB */
  readonly ingestionBurst?: Size;
  /** Of one stream in a second. @default 3 MiB */
  readonly perStreamRate?: Size;
  /** Of one stream at once. @default 15 MiB */
  readonly perStreamBurst?: Size;
  /** Of one line; a longer one is discarded. @default 256 KiB */
  readonly maxLineSize?: Size;
  /** Streams that are written to, over all replicas. @default 5000 */
  readonly maxStreams?: number;
  /** Labels of a stream. @default 15 */
  readonly maxLabels?: number;
  /** How old a line may be when it arrives. @default a week, or the retention if that is shorter */
  readonly maxAge?: Duration;
  /** The time range of a query. @default the retention, so that nobody is refused what is kept */
  readonly maxQueryLength?: Duration;
  /** Series that a metric query may yield. @default 500 */
  readonly maxQuerySeries?: number;
  /** Lines that a query may yield. @default 5000 */
  readonly maxQueryLines?: number;
  /** How long a query may run. @default 1 minute */
  readonly queryTimeout?: Duration;
  /** What a line may carry beside its labels. @default 64 KiB in 128 entries */
  readonly structuredMetadata?: { readonly size?: Size; readonly entries?: number };
  /**
   * The resource attributes of OTLP that become labels of streams, by their names in OpenTelemetry; every other becomes
   * structured metadata. A few with few values: each combination is a stream.
   *
   * @default `service.name`, `k8s.namespace.name`, `deployment.environment.name`; upstream's list names the pod, too
   */
  readonly indexLabels?: readonly string[];
}

const standardLabels = ['service.name', 'k8s.namespace.name', 'deployment.environment.name'];
const mebibyte = 1024 * 1024;
const weekInHours = 7 * 24;

/** How long a query may run. */
export function queryTimeout(limits: Limits): Duration {
  return limits.queryTimeout ?? Duration.minutes(1);
}

/**
 * The limits as Loki reads them. Deleting by the API is off: whoever may push could delete, since nobody is asked who he is.
 *
 * @param retention - set here as `retention_period`, in hours
 * @throws Refusal when a number is not above zero, a burst is below its rate, or the labels of streams are none or too many
 */
export function limitsConfig(limits: Limits, retention: Duration, at: string): LimitsConfig {
  check(limits, at);
  const { structuredMetadata: metadata = {}, maxAge, maxQueryLength } = limits;
  const hours = retention.toHours();
  return {
    retention_period: `${hours}h`,
    deletion_mode: 'disabled',
    ingestion_rate_mb: size(limits.ingestionRate, 4 * mebibyte) / mebibyte,
    ingestion_burst_size_mb: size(limits.ingestionBurst, 6 * mebibyte) / mebibyte,
    per_stream_rate_limit: size(limits.perStreamRate, 3 * mebibyte),
    per_stream_rate_limit_burst: size(limits.perStreamBurst, 15 * mebibyte),
    max_line_size: size(limits.maxLineSize, mebibyte / 4),
    max_global_streams_per_user: limits.maxStreams ?? 5000,
    max_label_names_per_series: limits.maxLabels ?? 15,
    reject_old_samples: true,
    reject_old_samples_max_age: maxAge ? goDuration(maxAge) : `${Math.min(weekInHours, hours)}h`,
    max_query_length: maxQueryLength ? goDuration(maxQueryLength) : `${hours}h`,
    max_query_lookback: `${hours}h`,
    max_query_series: limits.maxQuerySeries ?? 500,
    max_entries_limit_per_query: limits.maxQueryLines ?? 5000,
    query_timeout: goDuration(queryTimeout(limits)),
    allow_structured_metadata: true,
    max_structured_metadata_size: size(metadata.size, mebibyte / 16),
    max_structured_metadata_entries_count: metadata.entries ?? 128,
    otlp_config: {
      resource_attributes: {
        ignore_defaults: true,
        attributes_config: [{ action: 'index_label', attributes: limits.indexLabels ?? standardLabels }],
      },
    },
  };
}

function size(given: Size | undefined, standard: number): number {
  return given === undefined ? standard : bytes(given);
}

function check(limits: Limits, at: string): void {
  const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
    new Refusal({ at, field: `limits.${field}`, given, allowed, fix });
  const { indexLabels = standardLabels, maxLabels = 15, structuredMetadata } = limits;
  const { maxStreams, maxQuerySeries, maxQueryLines } = limits;
  const counts = { maxStreams, maxLabels, maxQuerySeries, maxQueryLines, entries: structuredMetadata?.entries };
  for (const [field, count] of Object.entries(counts)) {
    if (count === undefined || (Number.isInteger(count) && count > 0)) continue;
    throw no(field, count, 'a whole number above zero', 'loki reads zero as no limit at all: give a bound');
  }
  const rate = size(limits.perStreamRate, 3 * mebibyte);
  const burst = size(limits.perStreamBurst, 15 * mebibyte);
  if (burst < rate) {
    throw no(
      'perStreamBurst',
      burst,
      `the rate of a second or more, ${rate} bytes`,
      'raise it, or lower perStreamRate',
    );
  }
  if (indexLabels.length === 0 || indexLabels.length > maxLabels) {
    const fix = 'name a few attributes with few values, service.name first';
    throw no('indexLabels', indexLabels, `1 to ${maxLabels} attributes: a stream is its labels`, fix);
  }
}

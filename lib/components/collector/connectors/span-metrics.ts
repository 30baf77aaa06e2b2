import type { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import { spanMetricsYield } from '../catalogue.js';
import { type Connector, idOf } from '../component.js';
import { flushInterval, latencyBuckets } from './buckets.js';

/** Props of {@link spanMetrics}. */
export interface SpanMetricsProps {
  /** What tells two of them apart. @default - there is one */
  readonly name?: string;
  /** Upper bounds. @default - from 5 ms to 10 s, with the usual objectives among them */
  readonly buckets?: readonly Duration[];
  /** Attributes that become labels, beside service, span, kind and status: each multiplies the series. @default - none */
  readonly dimensions?: readonly string[];
  /** Series of one metric and service; what is more is counted together. @default 2000 */
  readonly aggregationCardinalityLimit?: number;
}

/**
 * Counts calls, errors and latencies of spans, with exemplars. Its series carry `collector.instance.id`, so that each replica
 * writes its own. It counts what it sees: it must stand before sampling.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/spanmetricsconnector/README.md
 */
export function spanMetrics(props: SpanMetricsProps = {}): Connector<'traces', 'metrics'> {
  const id = idOf('span_metrics', props.name);
  const config = {
    histogram: { unit: 's', explicit: { buckets: (props.buckets ?? latencyBuckets).map(goDuration) } },
    ...(props.dimensions && { dimensions: props.dimensions.map((name) => ({ name })) }),
    exemplars: { enabled: true },
    resource_metrics_key_attributes: ['service.name', 'service.namespace'],
    metrics_flush_interval: goDuration(flushInterval),
    metrics_expiration: '5m',
    aggregation_cardinality_limit: props.aggregationCardinalityLimit ?? 2000,
  };
  return {
    kind: 'connectors',
    id,
    yields: Object.values(spanMetricsYield(props.dimensions ?? [])),
    config: () => ({ [id]: config }),
  };
}

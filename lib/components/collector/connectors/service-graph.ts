import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import { serviceGraphYield } from '../catalogue.js';
import type { Connector } from '../component.js';
import { flushInterval, latencyBuckets } from './buckets.js';

/** Props of {@link serviceGraph}. */
export interface ServiceGraphProps {
  /** Upper bounds. @default - from 5 ms to 10 s, with the usual objectives among them */
  readonly buckets?: readonly Duration[];
  /** Attributes that become labels `client_…` and `server_…`. @default - none */
  readonly dimensions?: readonly string[];
  /** How long one side of a call waits for the other. @default 10 seconds */
  readonly ttl?: Duration;
  /** Calls that wait at once. @default 10000 */
  readonly maxItems?: number;
}

/**
 * Who calls whom, how often and how fast: it pairs the two sides of a call, so it must see all of a trace.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/servicegraphconnector/README.md
 */
export function serviceGraph(props: ServiceGraphProps = {}): Connector<'traces', 'metrics'> {
  const config = {
    latency_histogram_buckets: (props.buckets ?? latencyBuckets).map(goDuration),
    ...(props.dimensions && { dimensions: props.dimensions }),
    store: { ttl: goDuration(props.ttl ?? Duration.seconds(10)), max_items: props.maxItems ?? 10_000 },
    virtual_node_peer_attributes: ['peer.service', 'db.namespace', 'db.name', 'db.system'],
    metrics_flush_interval: goDuration(flushInterval),
  };
  return {
    kind: 'connectors',
    id: 'service_graph',
    needs: { wholeTraces: true },
    yields: Object.values(serviceGraphYield(props.dimensions ?? [])),
    config: () => ({ service_graph: config }),
  };
}

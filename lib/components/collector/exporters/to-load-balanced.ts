import type { Endpoint } from '../../../kernel/endpoint.js';
import type { Signal } from '../../../kernel/signal.js';
import { grpcTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';

/**
 * Where a collector takes OTLP from a load-balancing tier: a headless Service, each of whose pods is dialled by itself. Only a
 * collector with `otlpBalanced()` makes one.
 */
export interface BalancedEndpoint<in S extends Signal> {
  readonly replicas: Endpoint<'otlp-grpc'>;
  /** Never set: it carries the signals in the type. */
  readonly takes?: (signal: S) => void;
}

/** Props of {@link toLoadBalanced}. */
export interface ToLoadBalancedProps {
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
  /** What stays together: the spans of a trace, or all of a service. @default 'traceID' */
  readonly routingKey?: 'traceID' | 'service';
}

/**
 * Sends what belongs together to one replica. The certificate is checked against the Service, since each replica is dialled by
 * its address.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/loadbalancingexporter/README.md
 */
export function toLoadBalanced<S extends Signal>(
  to: BalancedEndpoint<S>,
  props: ToLoadBalancedProps = {},
): Exporter<S> {
  const id = idOf('load_balancing', props.name);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = at.dial(to.replicas);
      return {
        [id]: {
          routing_key: props.routingKey ?? 'traceID',
          protocol: { otlp: { tls: grpcTls(dialled, dialled.host), timeout: '5s' } },
          resolver: { dns: { hostname: dialled.host, port: String(dialled.port), interval: '5s', timeout: '2s' } },
          sending_queue: at.queue(),
          retry_on_failure: at.retry(),
        },
      };
    },
  };
}

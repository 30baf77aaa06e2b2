import type { Signal } from '../../../kernel/signal.js';
import type { At } from '../at.js';
import type { Balanced, Listening } from '../component.js';
import type { ComponentConfig } from '../schema.js';

/** The ports that OTLP is registered with. @see https://opentelemetry.io/docs/specs/otlp/ */
export const otlpPorts = { grpc: 4317, http: 4318 } as const;

/** A long connection sticks to one replica, so that one that is added would stand idle: clients connect anew from time to time. */
const keepalive = { server_parameters: { max_connection_age: '60s', max_connection_age_grace: '30s' } };

/** OTLP from whoever dials the collector, over gRPC and HTTP. */
export function otlp(): Listening<Signal> {
  return { kind: 'receivers', id: 'otlp', listens: 'otlp', config: (at) => ({ otlp: { protocols: both(at) } }) };
}

/**
 * OTLP from a load-balancing tier: the spans of one trace come to one replica. Nobody else can dial it, since then they would
 * come to any.
 */
export function otlpBalanced(): Balanced<'traces' | 'logs'> {
  return {
    kind: 'receivers',
    id: 'otlp',
    balanced: 'otlp',
    config: (at) => ({ otlp: { protocols: { grpc: grpc(at, true) } } }),
  };
}

function both(at: At): ComponentConfig {
  const tls = at.open({ protocol: 'otlp-http', port: otlpPorts.http, portName: 'otlp-http' });
  return { grpc: grpc(at, false), http: { endpoint: `0.0.0.0:${otlpPorts.http}`, ...(tls && { tls }) } };
}

function grpc(at: At, balanced: boolean): ComponentConfig {
  const tls = at.open({ protocol: 'otlp-grpc', port: otlpPorts.grpc, portName: 'otlp-grpc', balanced });
  return { endpoint: `0.0.0.0:${otlpPorts.grpc}`, ...(tls && { tls }), ...(!balanced && { keepalive }) };
}

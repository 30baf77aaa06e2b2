import type { Protocol } from '../../kernel/endpoint.js';

/** What a gateway can carry: HTTP, and gRPC, which is HTTP. */
export type Routable = Extract<
  Protocol,
  | 'prometheus'
  | 'remote-write'
  | 'alertmanager'
  | 'grafana'
  | 'otlp-grpc'
  | 'otlp-http'
  | 'jaeger-query'
  | 'loki'
  | 'elasticsearch'
  | 'fluent-http'
  | 'webhook'
  | 'https'
>;

/** Whether it is spoken as gRPC. */
export function isGrpc(protocol: Routable): boolean {
  return protocol === 'otlp-grpc';
}

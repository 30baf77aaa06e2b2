import type { Receiver } from '../component.js';

/** @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/jaegerreceiver/README.md */
const ports = { grpc: 14_250, thrift_http: 14_268, thrift_compact: 6831, thrift_binary: 6832 } as const;

/**
 * Spans of Jaeger's retired clients. The two UDP ports cannot be encrypted, and no endpoint opens them: where a NetworkPolicy
 * holds, spans come by gRPC and HTTP.
 */
export function jaeger(): Receiver<'traces'> {
  return {
    kind: 'receivers',
    id: 'jaeger',
    config(at) {
      const grpc = at.open({ protocol: 'jaeger', port: ports.grpc, portName: 'jaeger-grpc' });
      const http = at.open({ protocol: 'jaeger', port: ports.thrift_http, portName: 'jaeger-http' });
      const protocols = {
        grpc: { endpoint: `0.0.0.0:${ports.grpc}`, ...(grpc && { tls: grpc }) },
        thrift_http: { endpoint: `0.0.0.0:${ports.thrift_http}`, ...(http && { tls: http }) },
        thrift_compact: { endpoint: `0.0.0.0:${ports.thrift_compact}` },
        thrift_binary: { endpoint: `0.0.0.0:${ports.thrift_binary}` },
      };
      return { jaeger: { protocols } };
    },
  };
}

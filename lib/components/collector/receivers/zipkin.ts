import type { Receiver } from '../component.js';

const port = 9411;

/** Spans of Zipkin's clients. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/zipkinreceiver/README.md */
export function zipkin(): Receiver<'traces'> {
  return {
    kind: 'receivers',
    id: 'zipkin',
    config(at) {
      const tls = at.open({ protocol: 'zipkin', port, portName: 'zipkin' });
      return { zipkin: { endpoint: `0.0.0.0:${port}`, ...(tls && { tls }) } };
    },
  };
}

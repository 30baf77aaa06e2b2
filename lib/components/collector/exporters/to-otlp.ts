import type { OtlpEndpoint } from '../../../kernel/endpoint.js';
import type { Signal } from '../../../kernel/signal.js';
import { grpcTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';
import type { Authenticator } from '../extensions/authenticator.js';

/** Props of {@link toOtlp}. */
export interface ToOtlpProps {
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
  /** @default - the certificate alone */
  readonly auth?: Authenticator;
}

/**
 * Sends by OTLP over gRPC.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlpexporter/README.md
 */
export function toOtlp<S extends Signal>(to: OtlpEndpoint<S>, props: ToOtlpProps = {}): Exporter<S> {
  const id = idOf('otlp_grpc', props.name);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = at.dial(to.grpc);
      const auth = props.auth && { auth: { authenticator: at.use(props.auth) } };
      const written = { endpoint: dialled.authority, tls: grpcTls(dialled), ...auth };
      return { [id]: { ...written, sending_queue: at.queue(), retry_on_failure: at.retry() } };
    },
  };
}

import { Endpoint, type OtlpEndpoint } from '../../../kernel/endpoint.js';
import { type PlainHeaders, refuseCredentials } from '../../../kernel/headers.js';
import { written } from '../../../kernel/labels.js';
import type { Signal } from '../../../kernel/signal.js';
import { httpTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';
import type { Authenticator } from '../extensions/authenticator.js';

/** Props of {@link toOtlpHttp}. */
export interface ToOtlpHttpProps {
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
  /** Never a secret: `X-Scope-OrgID`, the tenant. @default - none */
  readonly headers?: PlainHeaders;
  /** @default - the certificate alone */
  readonly auth?: Authenticator;
}

/**
 * Sends by OTLP over HTTP: to a collector, or to Loki, which takes logs.
 *
 * @throws Refusal when a header is a credential
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlphttpexporter/README.md
 * @see https://grafana.com/docs/loki/latest/send-data/otel/ for Loki's path
 */
export function toOtlpHttp(to: Endpoint<'loki'>, props?: ToOtlpHttpProps): Exporter<'logs'>;
export function toOtlpHttp<S extends Signal>(to: OtlpEndpoint<S>, props?: ToOtlpHttpProps): Exporter<S>;
export function toOtlpHttp<S extends Signal>(
  to: OtlpEndpoint<S> | Endpoint<'loki'>,
  props: ToOtlpHttpProps = {},
): Exporter<S> | Exporter<'logs'> {
  const id = idOf('otlp_http', props.name);
  const fix = 'give auth: otel.basicAuth(…) or otel.bearerTokenAuth(…), which read a SecretRef';
  refuseCredentials(`${id}.headers`, props.headers, fix);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = at.dial(to instanceof Endpoint ? to : to.http);
      const tls = httpTls(dialled);
      const client = {
        endpoint: to instanceof Endpoint ? `${dialled.url}/otlp` : dialled.url,
        ...(tls && { tls }),
        ...(props.headers && { headers: written(props.headers) }),
        ...(props.auth && { auth: { authenticator: at.use(props.auth) } }),
      };
      return { [id]: { ...client, sending_queue: at.queue(), retry_on_failure: at.retry() } };
    },
  };
}

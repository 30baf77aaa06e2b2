import type { Endpoint } from '../../../kernel/endpoint.js';
import type { Signal } from '../../../kernel/signal.js';
import { httpTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';
import type { Authenticator } from '../extensions/authenticator.js';

/** Props of {@link toElasticsearch}. */
export interface ToElasticsearchProps {
  /** Who writes: a user with a role of its own, never a superuser. */
  readonly auth: Authenticator;
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
  /** How documents are written. @default 'otel' */
  readonly mapping?: 'otel' | 'ecs' | 'none';
}

/**
 * Writes into Elasticsearch's data streams, which it routes to by `data_stream.*` attributes.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/elasticsearchexporter/README.md
 */
export function toElasticsearch(to: Endpoint<'elasticsearch'>, props: ToElasticsearchProps): Exporter<Signal> {
  const id = idOf('elasticsearch', props.name);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = at.dial(to);
      const tls = httpTls(dialled);
      return {
        [id]: {
          endpoints: [dialled.url],
          auth: { authenticator: at.use(props.auth) },
          ...(tls && { tls }),
          mapping: { mode: props.mapping ?? 'otel' },
          sending_queue: at.queue(),
          retry: { enabled: true, max_retries: 10 },
        },
      };
    },
  };
}

import type { Doors, Endpoint } from '../../../kernel/endpoint.js';
import type { At } from '../at.js';
import { httpTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';
import type { Authenticator } from '../extensions/authenticator.js';
import type { ComponentConfig } from '../schema.js';

/** Props of {@link toRemoteWrite}. */
export interface ToRemoteWriteProps {
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
  /** @default - the certificate alone */
  readonly auth?: Authenticator;
}

/** The path of Prometheus' receiver. @see https://prometheus.io/docs/prometheus/latest/querying/api/#remote-write-receiver */
const path = '/api/v1/write';

/**
 * Writes into every replica of a Prometheus by an exporter of its own: a balancer would give each replica only a part. The
 * queue of this exporter is in memory, whatever the collector has: upstream's keeps samples in order, not on disk.
 *
 * @param to - a Prometheus' `write`, or `Doors.one(…)` of what copies between its replicas itself
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusremotewriteexporter/README.md
 */
export function toRemoteWrite(to: Doors<'remote-write'>, props: ToRemoteWriteProps = {}): Exporter<'metrics'> {
  const id = idOf('prometheus_remote_write', props.name);
  const name = (ordinal: number, count: number): string =>
    count === 1 ? id : `${id}${props.name ? '-' : '/'}${ordinal}`;
  return {
    kind: 'exporters',
    id,
    config: (at) =>
      Object.fromEntries(to.each((door, ordinal, count) => [name(ordinal, count), written(at, door, props)])),
  };
}

function written(at: At, door: Endpoint<'remote-write'>, props: ToRemoteWriteProps): ComponentConfig {
  const dialled = at.dial(door);
  const tls = httpTls(dialled);
  return {
    endpoint: `${dialled.url}${path}`,
    ...(tls && { tls }),
    ...(props.auth && { auth: { authenticator: at.use(props.auth) } }),
    remote_write_queue: { enabled: true, queue_size: 10_000, num_consumers: 5 },
    retry_on_failure: at.retry(),
  };
}

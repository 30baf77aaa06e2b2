import type { Endpoint } from '../../kernel/endpoint.js';
import type { Site } from '../../workload/site.js';

/** The Service that the operator makes for all Prometheus of a namespace. */
const governing = 'prometheus-operated';

/** The port that Prometheus serves everything on. */
export const port = 9090;

/** A replicated store has two doors. */
export interface Doors {
  /** Any replica answers a question. */
  readonly read: Endpoint<'prometheus'>;
  /** Every replica must get every sample: a door each. @default - empty, unless the remote-write receiver is on */
  readonly write: readonly Endpoint<'remote-write'>[];
  /** Where its own page is. */
  readonly metrics: Endpoint<'metrics'>;
}

/** Opens the doors of a Prometheus' replicas. */
export function doorsOf(site: Site, name: string, replicas: number, receives: boolean): Doors {
  const service = { service: name, port, portName: 'web' };
  const ordinals = Array.from({ length: receives ? replicas : 0 }, (_, ordinal) => ordinal);
  return {
    read: site.listen('prometheus', service),
    metrics: site.listen('metrics', service),
    write: ordinals.map((ordinal) =>
      site.listen('remote-write', {
        port,
        service: governing,
        madeBy: 'prometheus-operator',
        pod: `prometheus-${name}-${ordinal}`,
      }),
    ),
  };
}

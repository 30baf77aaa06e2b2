import { Doors, type Endpoint } from '../../kernel/endpoint.js';
import type { Site } from '../../workload/site.js';

/** The Service that the operator makes for all Prometheus of a namespace. */
const governing = 'prometheus-operated';

/** The port that Prometheus serves everything on. */
export const port = 9090;

/** The ways into a Prometheus. */
export interface PrometheusDoors {
  /** Any replica answers a question. */
  readonly read: Endpoint<'prometheus'>;
  /** Every replica must get every sample. @default - none, unless the remote-write receiver is on */
  readonly write?: Doors<'remote-write'>;
  /** Where its own page is. */
  readonly metrics: Endpoint<'metrics'>;
}

/** Opens the doors of a Prometheus' replicas. */
export function doorsOf(site: Site, name: string, replicas: number, receives: boolean): PrometheusDoors {
  const service = { service: name, port, portName: 'web' };
  const door = (ordinal: number): Endpoint<'remote-write'> =>
    site.listen('remote-write', {
      port,
      service: governing,
      madeBy: 'prometheus-operator',
      pod: `prometheus-${name}-${ordinal}`,
    });
  const others = (): Endpoint<'remote-write'>[] => Array.from({ length: replicas - 1 }, (_, at) => door(at + 1));
  return {
    read: site.listen('prometheus', service),
    metrics: site.listen('metrics', service),
    ...(receives && { write: new Doors(door(0), ...others()) }),
  };
}

import type { Signal } from '../../../kernel/signal.js';
import { type Connector, idOf } from '../component.js';

/** A condition of OTTL and what it looks at. */
export interface Route {
  /** @default 'resource' */
  readonly context?: 'resource' | 'span' | 'metric' | 'datapoint' | 'log';
  readonly condition: string;
}

/** A connector with an exit for each route, and one for what takes none. */
export interface Routing<in S extends Signal, R extends string> extends Connector<S, never> {
  /** Begins the pipeline of a route. */
  readonly by: { readonly [K in R]: Connector<never, S> };
  /** Begins the pipeline of the rest. */
  readonly otherwise: Connector<never, S>;
}

/**
 * Sends each signal the first way whose condition holds. Pipelines begin with its exits, so no name can be wrong:
 * `from: [tenant.by.eu]`.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/routingconnector/README.md
 */
export function routing<S extends Signal, const R extends string = string>(
  name: string,
  routes: { readonly [K in R]: Route },
): Routing<S, R> {
  const id = idOf('routing', name);
  const exit = (): Connector<never, S> => ({ kind: 'connectors', id, exitOf: self, config: () => ({}) });
  const names = Object.keys(routes) as R[];
  const self: Routing<S, R> = {
    kind: 'connectors',
    id,
    get by() {
      return by;
    },
    get otherwise() {
      return otherwise;
    },
    get exits() {
      return [...names.map((route) => by[route]), otherwise];
    },
    config: (at) => ({
      [id]: {
        error_mode: 'ignore',
        default_pipelines: at.begunBy(otherwise),
        table: names.map((route) => ({
          context: routes[route].context ?? 'resource',
          condition: routes[route].condition,
          pipelines: at.begunBy(by[route]),
        })),
      },
    }),
  };
  const by = Object.fromEntries(names.map((route) => [route, exit()])) as { readonly [K in R]: Connector<never, S> };
  const otherwise = exit();
  return self;
}

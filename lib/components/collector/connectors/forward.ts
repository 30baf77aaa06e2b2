import type { Signal } from '../../../kernel/signal.js';
import { type Connector, idOf } from '../component.js';

/**
 * Joins pipelines of one signal: one may feed several, several may feed one.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/connector/forwardconnector/README.md
 */
export function forward<S extends Signal>(name: string): Connector<S, S> {
  const id = idOf('forward', name);
  return { kind: 'connectors', id, config: () => ({ [id]: {} }) };
}

import { exceptionsYield } from '../catalogue.js';
import type { Connector } from '../component.js';

/** Props of {@link exceptions}. */
export interface ExceptionsProps {
  /** Attributes that become labels; a message is none: it is never the same twice. @default - the exception's type */
  readonly dimensions?: readonly string[];
}

/**
 * Counts the exceptions that spans carry as events.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/exceptionsconnector/README.md
 */
export function exceptions({ dimensions = ['exception.type'] }: ExceptionsProps = {}): Connector<'traces', 'metrics'> {
  const config = { dimensions: dimensions.map((name) => ({ name })), exemplars: { enabled: true } };
  return {
    kind: 'connectors',
    id: 'exceptions',
    yields: Object.values(exceptionsYield(dimensions)),
    config: () => ({ exceptions: config }),
  };
}

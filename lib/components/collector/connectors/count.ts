import type { Signal } from '../../../kernel/signal.js';
import { type Connector, idOf } from '../component.js';

/** What is counted into one metric. */
export interface Counted {
  readonly description?: string;
  /** Conditions of OTTL, one of which must hold. @default - everything is counted */
  readonly conditions?: readonly string[];
  /** Attributes that become labels. @default - none */
  readonly attributes?: readonly string[];
}

const keys = { traces: 'spans', metrics: 'datapoints', logs: 'logs' } as const;

/**
 * Counts spans, data points or log records: `count({ logs: { 'app.errors': { conditions: ['severity_number >= 17'] } } })`.
 *
 * @param metrics - by signal, then by the metric's name
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/countconnector/README.md
 */
export function count<S extends Signal>(
  metrics: { readonly [K in S]: Readonly<Record<string, Counted>> },
  name?: string,
): Connector<S, 'metrics'> {
  const id = idOf('count', name);
  const written = (Object.keys(metrics) as S[]).map((signal) => [
    keys[signal],
    Object.fromEntries(Object.entries<Counted>(metrics[signal]).map(entry)),
  ]);
  return { kind: 'connectors', id, config: () => ({ [id]: Object.fromEntries(written) }) };
}

function entry([name, counted]: [string, Counted]): [string, object] {
  const attributes = counted.attributes && { attributes: counted.attributes.map((key) => ({ key })) };
  return [name, { ...counted, ...attributes }];
}

import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';

/** Conditions of OTTL; what fulfils one of them is dropped. Their contexts are those of the signal. */
interface Dropped {
  readonly traces: { readonly span?: readonly string[]; readonly spanevent?: readonly string[] };
  readonly metrics: { readonly metric?: readonly string[]; readonly datapoint?: readonly string[] };
  readonly logs: { readonly log_record?: readonly string[] };
}

/**
 * Drops what fulfils one of the conditions: `filter({ traces: { span: ['attributes["http.route"] == "/healthz"'] } })`.
 *
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/README.md
 */
export function filter<S extends Signal>(conditions: { readonly [K in S]: Dropped[K] }, name?: string): Processor<S> {
  const id = idOf('filter', name);
  return { kind: 'processors', id, config: () => ({ [id]: { error_mode: 'ignore', ...conditions } }) };
}

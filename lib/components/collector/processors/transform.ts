import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';

/** Statements of OTTL by signal. They name their context: `set(span.name, …)`. */
export type Statements<S extends Signal> = { readonly [K in S]: readonly string[] };

const keys = { traces: 'trace_statements', metrics: 'metric_statements', logs: 'log_statements' } as const;

/**
 * Rewrites by statements of OTTL; one that fails is logged and passed over.
 *
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/transformprocessor/README.md
 */
export function transform<S extends Signal>(statements: Statements<S>, name?: string): Processor<S> {
  const id = idOf('transform', name);
  const written = (Object.keys(statements) as S[]).map((signal) => [keys[signal], statements[signal]]);
  return {
    kind: 'processors',
    id,
    config: () => ({ [id]: { error_mode: 'ignore', ...Object.fromEntries(written) } }),
  };
}

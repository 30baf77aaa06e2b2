import type { Signal } from '../../../kernel/signal.js';
import type { Redaction } from '../../../signals/logs/redaction.js';
import type { Processor } from '../component.js';
import { redaction } from './redaction.js';

/** Masks what a platform's catalogue names: the values under its keys, and what its patterns find in any value. */
export function redacting(catalogue: Redaction): Processor<Signal> {
  return redaction({
    allowedKeys: 'all',
    blockedKeyPatterns: catalogue.fields.map((field) => `(?i)${field.split('_').join('[_. -]?')}$`),
    blockedValues: catalogue.patterns.map(({ re2 }) => re2),
    name: 'catalogue',
  });
}

/**
 * Masks what {@link redacting} does not look at: the status of a span, where errors end up word for word, and its name. Nothing
 * is stored that could not be masked.
 */
export function redactingSpans(catalogue: Redaction): Processor<'traces'> {
  const statements = catalogue.patterns.flatMap(({ re2 }) =>
    ['span.status.message', 'span.name'].map((path) => `replace_pattern(${path}, ${literal(re2)}, "****")`),
  );
  const id = 'transform/catalogue';
  return {
    kind: 'processors',
    id,
    config: () => ({ [id]: { error_mode: 'propagate', trace_statements: statements } }),
  };
}

/** A text as OTTL writes it. */
function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

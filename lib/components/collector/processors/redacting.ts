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

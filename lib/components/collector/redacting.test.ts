import { standardRedaction } from '../../signals/logs/redaction.js';
import { redacting, redactingSpans } from './processors/redacting.js';
import type { At } from './at.js';

const nowhere = {} as At;

test('every key and every pattern of the catalogue is masked in attributes', () => {
  const written = Object.values(redacting(standardRedaction).config(nowhere))[0] as Record<string, string[]>;
  expect(written['blocked_key_patterns']).toHaveLength(standardRedaction.fields.length);
  expect(written['blocked_values']).toEqual(standardRedaction.patterns.map(({ re2 }) => re2));
});

test('the status and the name of a span are masked too, by the same patterns, and an error stores nothing', () => {
  const written = Object.values(redactingSpans(standardRedaction).config(nowhere))[0] as {
    error_mode: string;
    trace_statements: string[];
  };
  expect(written.error_mode).toBe('propagate');
  expect(written.trace_statements).toHaveLength(standardRedaction.patterns.length * 2);
  const [first] = written.trace_statements;
  expect(first).toMatch(/^replace_pattern\(span\.status\.message, "\\\\b/);
});

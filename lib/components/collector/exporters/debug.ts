import type { Signal } from '../../../kernel/signal.js';
import type { Exporter } from '../component.js';

/**
 * Counts in the collector's own log what arrives; `detailed` writes all of it, secrets too.
 *
 * @param verbosity - @default 'basic'
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/debugexporter/README.md
 */
export function debug(verbosity: 'basic' | 'normal' | 'detailed' = 'basic'): Exporter<Signal> {
  return { kind: 'exporters', id: 'debug', config: () => ({ debug: { verbosity } }) };
}

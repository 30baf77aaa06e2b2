import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';
import { type AttributeAction, writtenAction } from './attribute-action.js';

/**
 * Changes attributes of spans, data points and log records. It does not see those of the resource.
 *
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/attributesprocessor/README.md
 */
export function attributes(actions: readonly AttributeAction[], name?: string): Processor<Signal> {
  const id = idOf('attributes', name);
  return { kind: 'processors', id, config: () => ({ [id]: { actions: actions.map(writtenAction) } }) };
}

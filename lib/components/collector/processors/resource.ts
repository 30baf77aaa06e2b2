import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';
import { type AttributeAction, writtenAction } from './attribute-action.js';

/**
 * Changes attributes of the resource: what the signals come from.
 *
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourceprocessor/README.md
 */
export function resource(actions: readonly AttributeAction[], name?: string): Processor<Signal> {
  const id = idOf('resource', name);
  return { kind: 'processors', id, config: () => ({ [id]: { attributes: actions.map(writtenAction) } }) };
}

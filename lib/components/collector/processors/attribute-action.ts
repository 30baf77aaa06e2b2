/**
 * What is done to an attribute.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/attributesprocessor/README.md
 */
export type AttributeAction =
  | { readonly action: 'insert' | 'update' | 'upsert'; readonly key: string; readonly value: string | number | boolean }
  | { readonly action: 'insert' | 'update' | 'upsert'; readonly key: string; readonly fromAttribute: string }
  | { readonly action: 'delete' | 'hash'; readonly key: string }
  | { readonly action: 'extract'; readonly key: string; readonly pattern: string };

/** Attributes to set whatever they were before. */
export function upserts(attributes: Readonly<Record<string, string | number | boolean>>): AttributeAction[] {
  return Object.entries(attributes).map(([key, value]) => ({ action: 'upsert', key, value }));
}

/** An action as the configuration writes it. */
export function writtenAction(action: AttributeAction): object {
  if (!('fromAttribute' in action)) return action;
  const { fromAttribute, ...rest } = action;
  return { ...rest, from_attribute: fromAttribute };
}

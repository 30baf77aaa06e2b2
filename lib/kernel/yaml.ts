import { stringify } from 'yaml';

/** A configuration that is an object until it is written. */
export type Document = { readonly [key: string]: unknown };

/** Writes a program's configuration as YAML: the same object gives the same bytes, keys in the order in which they were written. */
export function yaml(document: Document): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0, version: '1.1' });
}

/** The same object without its undefined members, all the way down. */
export function present<T>(value: T): T {
  if (Array.isArray(value)) return value.map(present) as T;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, present(member)]),
  ) as T;
}

/** The same text for equal configurations, whatever the order of their keys. */
export function signature(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/**
 * The same configuration with `$` as the Collector wants it: doubled, since one begins a variable. `${env:…}` stays.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/#environment-variables
 */
export function escaped<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\$(?!\{env:\w+\})/g, '$$$$') as T;
  if (Array.isArray(value)) return value.map(escaped) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)])) as T;
}

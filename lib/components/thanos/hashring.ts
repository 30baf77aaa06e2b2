import type { Hashrings } from './schema.js';

/**
 * One ring for all tenants, over the ingesters' names, which stay. Ketama moves few series when an ingester is added; the default,
 * `hashmod`, moves nearly all.
 *
 * @see https://thanos.io/v0.40/components/receive.md "Series distribution algorithms"
 */
export function hashrings(members: readonly string[]): string {
  const rings: Hashrings = [
    { hashring: 'all', algorithm: 'ketama', endpoints: members.map((address) => ({ address })) },
  ];
  return `${JSON.stringify(rings, undefined, 2)}\n`;
}

import { Doors, type Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TlsFiles } from '../../kernel/site.js';
import { yaml } from '../../kernel/yaml.js';
import type { Site } from '../../workload/site.js';
import type { EndpointConfig } from './schema.js';

/** Who answers for series: each of several, which know different ones, or any of those behind one name, which know the same. */
export type Stores = Doors<'thanos-store'> | Endpoint<'thanos-store'>;

/** What was dialled. */
export interface AskedStores {
  /** The file of `--endpoint.sd-config-file`. */
  readonly file: string;
  /** How they are asked: not at all over TLS, or all of them with these files. */
  readonly tls: TlsFiles | undefined;
  /** How many connections a query holds when all are there. */
  readonly count: number;
}

/**
 * Lets a site through to all stores.
 *
 * @throws Refusal when there is none, or some talk TLS and some do not: Thanos 0.40 has one setting for all
 */
export function askStores(site: Site, stores: readonly Stores[]): AskedStores {
  const asked = stores.flatMap((one) =>
    one instanceof Doors
      ? one.each((door) => ({ ...site.dial(door), group: false }))
      : [{ ...site.dial(one), group: true }],
  );
  const [first] = asked;
  if (first === undefined)
    throw no([], 'one store or more', 'give the stores of a receive, and the endpoint of a store');
  if (asked.some(({ encrypted }) => encrypted !== first.encrypted)) {
    const given = asked.map(({ authority, encrypted }) => `${authority}: ${encrypted ? 'TLS' : 'plain'}`);
    throw no(given, 'stores that all talk TLS, or none', 'have them all in clusters with TLS');
  }
  const config: EndpointConfig = {
    endpoints: asked
      .map(({ authority, group }) => ({ address: authority, ...(group && { group: true as const }) }))
      .sort((a, b) => (a.address < b.address ? -1 : 1)),
  };
  return { file: yaml({ ...config }), tls: first.tls, count: asked.length };
}

function no(given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field: 'stores', given, allowed, fix });
}

import type { ClusterProfile } from './cluster-profile.js';
import type { Load } from './load.js';
import { Refusal } from './refusal.js';
import type { Retention } from './retention.js';
import type { SecretRef } from './secret-ref.js';

/** How much is at stake: sizes, replicas and TLS follow from it, by one table. */
export type Tier = 'development' | 'staging' | 'production';

/** Where images come from, when not from their own registries. */
export interface Images {
  /** A mirror that every image is pulled through: `registry.example.com/mirror`. @default - the images' own registries */
  readonly registry?: string;
  /** The pull secret of that registry, a `.dockerconfigjson`. @default - none */
  readonly pullSecret?: SecretRef;
}

/** One environment is one cluster. */
export interface Environment {
  /** Unique over all platforms: its folder in `dist/`. */
  readonly name: string;
  readonly platform: string;
  readonly tier: Tier;
  /** The cloud region that it runs in. */
  readonly region: string;
  /** The DNS domain below which its public names stand. */
  readonly domain: string;
  readonly cluster: ClusterProfile;
  readonly load: Load;
  readonly retention: Retention;
  /** @default - the images' own registries, no pull secret */
  readonly images?: Images;
}

/** A row of {@link environmentsOf}: its name is its key. */
export type EnvironmentRow = Omit<Environment, 'name' | 'platform'>;

/**
 * A platform's environments as a table, a row each.
 *
 * @throws Refusal when a name is not a DNS label
 */
export function environmentsOf<const Name extends string>(
  platform: string,
  rows: { readonly [N in Name]: EnvironmentRow },
): readonly (Environment & { readonly name: Name })[] {
  const names = Object.keys(rows) as Name[];
  return names.map((name) => {
    const full = `${platform}-${name}`;
    if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(full) || full.length > 63) {
      throw new Refusal({
        field: 'environment',
        given: full,
        allowed: 'a DNS label of at most 63 characters',
        fix: 'rename the row of the table',
      });
    }
    return { ...rows[name], name: full as Name, platform };
  });
}

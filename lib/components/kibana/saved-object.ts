import { Refusal } from '../../kernel/refusal.js';
import type { SavedObjectAttributes } from './schema.js';

/** The kinds of saved object that we write. */
export type SavedObjectKind = keyof SavedObjectAttributes;

/** The version of each kind's attributes; a newer Kibana brings them up to its own. @see https://www.elastic.co/docs/reference/kibana/saved-objects */
const versions: Readonly<Record<SavedObjectKind, string>> = {
  'index-pattern': '8.0.0',
  lens: '8.9.0',
  search: '8.0.0',
  dashboard: '8.9.0',
};

/** An object that another one stands on, and the name that it has there. */
export interface Use {
  readonly name: string;
  readonly object: SavedObject;
}

/** Something that Kibana keeps. It holds what it stands on, so that nothing can be named that is not there. */
export class SavedObject<K extends SavedObjectKind = SavedObjectKind> {
  /** @throws Refusal when the id cannot stand in a link */
  public constructor(
    public readonly kind: K,
    /** Stable: people's links stand on it. */
    public readonly id: string,
    public readonly attributes: SavedObjectAttributes[K],
    public readonly uses: readonly Use[] = [],
  ) {
    if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(id)) return;
    throw new Refusal({
      at: `${kind} ${id}`,
      field: 'id',
      given: id,
      allowed: 'lower case letters, digits and dashes',
      fix: 'choose an id that can stand in a link',
    });
  }

  /** One line of NDJSON. */
  public toJSON(): object {
    return {
      id: this.id,
      type: this.kind,
      coreMigrationVersion: '8.8.0',
      typeMigrationVersion: versions[this.kind],
      attributes: this.attributes,
      references: this.uses.map(({ name, object }) => ({ name, type: object.kind, id: object.id })),
    };
  }
}

/**
 * Objects and all that they stand on, in the order in which they are needed, as Kibana's import takes them.
 *
 * @throws Refusal when two different objects have one id
 */
export function ndjson(objects: readonly SavedObject[]): string {
  const all = new Map<string, string>();
  const add = (object: SavedObject): void => {
    object.uses.forEach((use) => add(use.object));
    const key = `${object.kind} ${object.id}`;
    const line = JSON.stringify(object);
    if ((all.get(key) ?? line) !== line) {
      const allowed = 'one object of a kind and id';
      throw new Refusal({ field: 'saved object', given: key, allowed, fix: 'give one of the two another id' });
    }
    all.set(key, line);
  };
  objects.forEach(add);
  return [...all.values()].map((line) => `${line}\n`).join('');
}

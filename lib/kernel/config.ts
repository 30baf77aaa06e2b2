import { Refusal } from './refusal.js';
import { type Document, yaml } from './yaml.js';

/** A program's configuration: an object until it is written, so that what no prop reaches can still be set. */
export class Config<T extends object> {
  #value: T;

  public constructor(value: T) {
    this.#value = structuredClone(value);
  }

  /** What will be written. */
  public get value(): T {
    return this.#value;
  }

  /**
   * The last hatch: sets a field that no prop reaches. Parents that are missing are made; nothing is checked.
   *
   * @param pointer - a JSON pointer: `/limits_config/volume_enabled`, with `~1` for a slash in a key
   * @param value - undefined takes the field away
   * @throws Refusal when the pointer is none, or leads through something that has no fields
   */
  public patch(pointer: string, value: unknown): void {
    const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop();
    if (keys[0] !== '' || last === undefined || last === '') {
      throw this.no(pointer, "a JSON pointer, which begins with '/' and names a field", 'write /section/field');
    }
    const parent = keys.slice(1).reduce<Record<string, unknown>>(
      (at, key) => {
        const next = (at[key] ??= {});
        if (typeof next === 'object' && next !== null) return next as Record<string, unknown>;
        throw this.no(pointer, `a way through sections, and '${key}' is a value`, 'shorten the pointer');
      },
      this.#value as Record<string, unknown>,
    );
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }

  /** As YAML. */
  public toString(): string {
    return yaml(this.#value as Document);
  }

  private no(given: string, allowed: string, fix: string): Refusal {
    return new Refusal({ field: 'config.patch', given, allowed, fix });
  }
}

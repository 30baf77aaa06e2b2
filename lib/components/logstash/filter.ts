import type { Condition } from './condition.js';
import type { FilterOptions } from './schema.js';
import { type Branches, type Node, plugin as pluginOf, type Plugins } from './syntax.js';

/** Something that is done to events. */
export interface Filter {
  readonly nodes: readonly Node[];
}

/** A plugin as a filter, its options checked by their types. */
export function plugin<P extends keyof FilterOptions>(name: P, options: FilterOptions[P]): Filter {
  return { nodes: [pluginOf(name, options as Plugins[P])] };
}

/** Filters that only some events pass through. */
export class When implements Filter {
  /** @internal use {@link when} */
  public constructor(private readonly node: Branches) {}

  public get nodes(): readonly Node[] {
    return [this.node];
  }

  /** For those that did not meet what was asked before. */
  public elseWhen(condition: Condition, ...filters: readonly [Filter, ...Filter[]]): When {
    const branches = [...this.node.branches, { when: condition, then: flat(filters) }];
    return new When({ ...this.node, branches });
  }

  /** For all others. */
  public otherwise(...filters: readonly [Filter, ...Filter[]]): Filter {
    return new When({ ...this.node, otherwise: flat(filters) });
  }
}

/** Filters for the events of which something is true. */
export function when(condition: Condition, ...filters: readonly [Filter, ...Filter[]]): When {
  return new When({ branches: [{ when: condition, then: flat(filters) }], otherwise: [] });
}

/** The nodes of filters, one after the other. */
export function flat(filters: readonly Filter[]): Node[] {
  return filters.flatMap(({ nodes }) => nodes);
}

import type { DataView, Fields } from './data-view.js';
import { everything, kql } from './kql.js';
import { SavedObject } from './saved-object.js';

/** Documents themselves, one below the other. */
export type Search = SavedObject<'search'>;

/** What {@link search} is told. */
export interface SearchProps<F extends Fields> {
  readonly id: string;
  readonly title: string;
  /** @default - none */
  readonly description?: string;
  readonly of: DataView<F>;
  /** The fields that are shown, in their order. */
  readonly columns: readonly [keyof F & string, ...(keyof F & string)[]];
  /** Shows only what this KQL finds. @default - all */
  readonly query?: string;
}

/** Documents, the newest first. */
export function search<const F extends Fields>(props: SearchProps<F>): Search {
  const { id, title, description = '', of, columns, query } = props;
  const name = 'kibanaSavedObjectMeta.searchSourceJSON.index';
  const source = { query: query === undefined ? everything : kql(query), filter: [], indexRefName: name };
  const attributes = {
    title,
    description,
    columns,
    sort: [[of.attributes.timeFieldName, 'desc'] as const],
    kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(source) },
  };
  return new SavedObject('search', id, attributes, [{ name, object: of }]);
}

import { Refusal } from '../../kernel/refusal.js';
import { regexFault } from '../../query/regex.js';
import { type Field, type FieldValue, plain, written } from './field.js';
import { type Filter, flat, plugin } from './filter.js';
import type { Conversion, FilterOptions } from './schema.js';
import { Hash, Regex } from './value.js';

/** What one {@link mutate} does, in the order in which it is written. Each member is a block of its own. */
export interface Mutations {
  /** Old to new. */
  readonly rename?: readonly (readonly [Field, Field])[];
  /** From, to. */
  readonly copy?: readonly (readonly [Field, Field])[];
  /** A field that is there already becomes a list. */
  readonly addField?: readonly (readonly [Field, FieldValue])[];
  /** Sets a field, whether it is there or not. */
  readonly replace?: readonly (readonly [Field, FieldValue])[];
  readonly removeField?: readonly Field[];
  readonly convert?: readonly (readonly [Field, Conversion])[];
  readonly lowercase?: readonly Field[];
  readonly uppercase?: readonly Field[];
  /** Takes the space around a text away. */
  readonly strip?: readonly Field[];
  /** Makes a list of a text, at each separator. */
  readonly split?: readonly (readonly [Field, string])[];
  /** Everything that is found is replaced; `\1` is what the first group matched. */
  readonly gsub?: readonly { readonly field: Field; readonly regex: string; readonly with: string }[];
  readonly addTag?: readonly string[];
  readonly removeTag?: readonly string[];
}

type Options = FilterOptions['mutate'];

const refs = (fields: readonly Field[]): string[] => fields.map(({ ref }) => ref);
const values = (pairs: readonly (readonly [Field, FieldValue])[]): Hash =>
  new Hash(pairs.map(([{ ref }, value]) => [ref, written(value)]));
const moves = (pairs: readonly (readonly [Field, Field])[]): Hash =>
  new Hash(pairs.map(([from, to]) => [from.ref, to.ref]));

const writes: { readonly [M in keyof Mutations]-?: (of: NonNullable<Mutations[M]>) => Options } = {
  rename: (of) => ({ rename: moves(of) }),
  copy: (of) => ({ copy: moves(of) }),
  addField: (of) => ({ add_field: values(of) }),
  replace: (of) => ({ replace: values(of) }),
  removeField: (of) => ({ remove_field: refs(of) }),
  convert: (of) => ({ convert: new Hash(of.map(([{ ref }, to]) => [ref, to])) }),
  lowercase: (of) => ({ lowercase: refs(of) }),
  uppercase: (of) => ({ uppercase: refs(of) }),
  strip: (of) => ({ strip: refs(of) }),
  split: (of) => ({ split: new Hash(of.map(([{ ref }, at]) => [ref, plain('split', at)])) }),
  gsub: (of) => ({ gsub: of.flatMap((one) => [one.field.ref, checked(one.regex), plain('gsub.with', one.with)]) }),
  addTag: (of) => ({ add_tag: of.map((tag) => plain('tag', tag)) }),
  removeTag: (of) => ({ remove_tag: of.map((tag) => plain('tag', tag)) }),
};

/**
 * Changes fields, in the order in which it is written: within one block Logstash has an order of its own.
 *
 * @throws Refusal when nothing is to be done, or a text cannot be written
 * @see https://www.elastic.co/docs/reference/logstash/plugins/plugins-filters-mutate#plugins-filters-mutate-proc_order
 */
export function mutate(mutations: Mutations): Filter {
  const names = (Object.keys(mutations) as (keyof Mutations)[]).filter((name) => (mutations[name]?.length ?? 0) > 0);
  if (names.length === 0) {
    throw new Refusal({
      field: 'mutate',
      given: mutations,
      allowed: 'at least one mutation of at least one field',
      fix: 'say what to change, or leave it out',
    });
  }
  return { nodes: flat(names.map((name) => plugin('mutate', optionsOf(name, mutations)))) };
}

/** The table pairs each name with what is under it; the compiler forgets that once the name is any of them. */
function optionsOf(name: keyof Mutations, mutations: Mutations): Options {
  return (writes[name] as (of: unknown) => Options)(mutations[name]);
}

function checked(regex: string): Regex {
  const fault = regexFault(regex);
  if (fault === undefined) return new Regex(regex);
  const allowed = 'a regular expression that every engine reads alike';
  throw new Refusal({ field: 'gsub', given: regex, allowed, fix: fault });
}

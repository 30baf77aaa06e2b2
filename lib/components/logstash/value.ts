import type { SecretRef } from '../../kernel/secret-ref.js';

/** A regular expression as an option's value: quotes in it can be escaped, as they cannot in other strings. */
export class Regex {
  public constructor(public readonly source: string) {}
}

/** What an option may be. A hash is a list of pairs, since its keys keep their order. */
export type Value = string | number | boolean | Regex | SecretRef | readonly Value[] | Hash;

/** Keys and values, in their order. */
export class Hash {
  public constructor(public readonly pairs: readonly (readonly [string, Value])[]) {}
}

/** Options by name; what is undefined is not written. */
export type Options = Readonly<Record<string, Value | undefined>>;

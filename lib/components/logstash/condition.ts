import { Refusal } from '../../kernel/refusal.js';
import { regexFault } from '../../query/regex.js';
import { type Field, plain } from './field.js';
import { quoted } from './quoted.js';

/** Something that is true of an event, or not. Only the functions beside it make one. */
export class Condition {
  /** @internal */
  public constructor(public readonly text: string) {}
}

/** Whether the event has the field, and it is neither false nor null. */
export function exists({ ref }: Field): Condition {
  return new Condition(ref);
}

/** @throws Refusal when the value cannot be written */
export function equals({ ref }: Field, value: string | number): Condition {
  return new Condition(`${ref} == ${literal(value)}`);
}

/** Also true of an event that has no such field. @throws Refusal when the value cannot be written */
export function differs({ ref }: Field, value: string | number): Condition {
  return new Condition(`${ref} != ${literal(value)}`);
}

/** Compares numbers. Never true of an event without the field: there is nothing to compare. */
export function compares(of: Field, how: '<' | '<=' | '>' | '>=', number: number): Condition {
  return new Condition(`${of.ref} and ${of.ref} ${how} ${number}`);
}

/** Whether the field is one of these. @throws Refusal when there are none, or one cannot be written */
export function within({ ref }: Field, values: readonly [string, ...string[]]): Condition {
  // A list of one is not read as a list.
  if (values.length === 1) return new Condition(`${ref} == ${literal(values[0])}`);
  return new Condition(`${ref} in [${values.map(literal).join(', ')}]`);
}

/**
 * Whether a regular expression is found in the field.
 *
 * @throws Refusal when no engine reads it alike
 */
export function matches({ ref }: Field, regex: string): Condition {
  const fault = regexFault(regex);
  if (fault !== undefined) {
    const allowed = 'a regular expression that every engine reads alike';
    throw new Refusal({ at: `condition on ${ref}`, field: 'regex', given: regex, allowed, fix: fault });
  }
  return new Condition(`${ref} =~ /${regex.replace(/\\[^]|\//g, (token) => (token === '/' ? '\\/' : token))}/`);
}

/** Whether a filter has tagged the event: `_grokparsefailure`, say. */
export function tagged(tag: string): Condition {
  return new Condition(`${literal(tag)} in [tags]`);
}

/** Whether all of them hold. */
export function all(...of: readonly [Condition, ...Condition[]]): Condition {
  return joined(of, 'and');
}

/** Whether one of them holds. */
export function any(...of: readonly [Condition, ...Condition[]]): Condition {
  return joined(of, 'or');
}

/** Whether it does not hold. */
export function not({ text }: Condition): Condition {
  return new Condition(`!(${text})`);
}

function joined(of: readonly Condition[], word: 'and' | 'or'): Condition {
  const parts = of.map(({ text }) => (of.length === 1 ? text : `(${text})`));
  return new Condition(parts.join(` ${word} `));
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : quoted(plain('condition', value));
}

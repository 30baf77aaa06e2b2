import type { SensitivePattern } from '../../signals/logs/pattern.js';
import type { Redaction } from '../../signals/logs/redaction.js';
import { Field, field } from './field.js';
import { type Filter, flat, plugin } from './filter.js';
import { Regex } from './value.js';

/** Where {@link redacted} looks beside the top of the event. */
export interface RedactedPlaces {
  /** Texts that are masked, where they are there. */
  readonly texts: readonly Field[];
  /** Objects whose members are removed too, by the ways in which a key is usually written. */
  readonly nested: readonly Field[];
}

/**
 * A catalogue of sensitive data as filters. At the top of the event a key is removed however it is written. It can do less
 * than an agent's script: below the top only in the given objects and the usual spellings, masks only in the given texts, and
 * no numbers. The line as it came in (`[event][original]`, which inputs keep) is removed whole.
 */
export function redacted(redaction: Redaction, { texts, nested }: RedactedPlaces): Filter {
  const { fields, patterns } = redaction;
  const members = nested.flatMap(({ path }) => fields.flatMap(spellings).map((key) => new Field([...path, key]).ref));
  const original = field('event', 'original').ref;
  const masks = texts.flatMap(({ ref }) => patterns.flatMap((pattern) => [ref, ruby(pattern), replacement(pattern)]));
  return {
    nodes: flat([
      plugin('mutate', { remove_field: [original, ...members] }),
      ...(fields.length === 0 ? [] : [plugin('prune', { blacklist_names: [new Regex(keys(fields))] })]),
      ...(masks.length === 0 ? [] : [plugin('mutate', { gsub: masks })]),
    ]),
  };
}

/**
 * What keys look like that are removed: they end with the words of a field, whatever stands between and after them.
 *
 * @param fields - in snake case
 */
export function keys(fields: readonly string[]): string {
  const other = '[^a-z0-9]*';
  return `(?i)(?:${fields.map((one) => one.split('_').join(other)).join('|')})${other}$`;
}

function spellings(name: string): string[] {
  const words = name.split('_');
  const capital = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const camel = [words[0], ...capital.slice(1)].join('');
  const all = [name, words.join('-'), words.join(''), camel, capital.join(''), capital.join('-'), name.toUpperCase()];
  return [...new Set(all)];
}

function ruby({ re2 }: SensitivePattern): Regex {
  return new Regex(re2);
}

function replacement({ replacement: given }: SensitivePattern): string {
  return given.replace(/\$(\d)/g, '\\$1');
}

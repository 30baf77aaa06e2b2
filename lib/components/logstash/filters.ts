import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import { regexFault } from '../../query/regex.js';
import { type Field, plain } from './field.js';
import { type Filter, plugin } from './filter.js';
import { checkPattern, type Known } from './grok-patterns.js';
import type { FingerprintMethod } from './schema.js';
import { Hash, Regex } from './value.js';

/** What {@link json} is told. */
export interface JsonProps {
  readonly source: Field;
  /** @default - the event itself */
  readonly target?: Field;
}

/** Takes a JSON text apart. What is none is tagged `_jsonparsefailure` and stays. */
export function json({ source, target }: JsonProps): Filter {
  return plugin('json', { source: source.ref, target: target?.ref });
}

/** What {@link grok} is told. */
export interface GrokProps<Pattern extends string, Own extends string> {
  readonly source: Field;
  /** Tried in turn, until one matches. `%{IP:[source][ip]}` finds and names, `%{NUMBER:took:float}` converts too. */
  readonly patterns: readonly [Known<Pattern, NoInfer<Own>>, ...Known<Pattern, NoInfer<Own>>[]];
  /** Patterns of your own, by name. @default - none */
  readonly definitions?: Readonly<Record<Own, string>>;
  /** Fields that are replaced by what is found, instead of becoming lists. @default - none */
  readonly overwrite?: readonly Field[];
}

/**
 * Finds fields in a line by named patterns. A line that no pattern matches is tagged `_grokparsefailure`.
 *
 * @throws Refusal when a pattern asks for one that nobody defines
 */
export function grok<const Pattern extends string, const Own extends string = never>(
  props: GrokProps<Pattern, Own>,
): Filter {
  const { source, patterns, definitions = {}, overwrite } = props;
  const own = Object.entries<string>(definitions);
  const names = own.map(([name]) => name);
  [...patterns, ...own.map(([, pattern]) => pattern)].forEach((pattern) => checkPattern(pattern, names));
  const written = patterns.map((pattern) => new Regex(pattern));
  return plugin('grok', {
    match: new Hash([[source.ref, written.length === 1 ? (written[0] as Regex) : written]]),
    pattern_definitions: names.length === 0 ? undefined : new Hash(own.map(([name, one]) => [name, new Regex(one)])),
    overwrite: overwrite?.map(({ ref }) => ref),
  });
}

/** What {@link date} is told. */
export interface DateProps {
  readonly source: Field;
  /** Joda's words, or `ISO8601`, `UNIX`, `UNIX_MS`; tried in turn. */
  readonly formats: readonly [string, ...string[]];
  /** @default - the event's own time */
  readonly target?: Field;
  /** Of times that name none: `Europe/Paris`. @default - the pod's, which is UTC */
  readonly timezone?: string;
}

/** Reads a time. What is none is tagged `_dateparsefailure`. */
export function date({ source, formats, target, timezone }: DateProps): Filter {
  // English, because that is what the names of months are in, wherever the pod stands.
  const locale = formats.some((format) => /MMM|EEE/.test(format)) ? 'en' : undefined;
  return plugin('date', {
    match: [source.ref, ...formats.map((format) => plain('formats', format))],
    target: target?.ref,
    timezone,
    locale,
  });
}

/** What {@link geoip} is told. */
export interface GeoIpProps {
  /** The address. */
  readonly source: Field;
  /** Where `geo` and `as` are put. @default - the parent of a field called `ip`, as ECS has it */
  readonly target?: Field;
  /** @default 'City' */
  readonly database?: 'City' | 'ASN';
}

/**
 * Says where an address lies, by the database in the image: a newer one would be downloaded from the internet.
 *
 * @throws Refusal when nobody says where it goes
 */
export function geoip({ source, target, database }: GeoIpProps): Filter {
  if (target === undefined && (source.path.length < 2 || source.path.at(-1) !== 'ip')) {
    throw new Refusal({
      field: 'geoip.target',
      given: source.ref,
      allowed: 'a target, or a source called ip below its owner: [client][ip]',
      fix: "give target: field('client')",
    });
  }
  return plugin('geoip', { source: source.ref, target: target?.ref, default_database_type: database });
}

/** Takes a user agent apart. @param target - @default `[user_agent]` */
export function useragent({ source, target }: { readonly source: Field; readonly target?: Field }): Filter {
  return plugin('useragent', { source: source.ref, target: target?.ref });
}

/** What {@link fingerprint} is told. */
export interface FingerprintProps {
  readonly source: readonly [Field, ...Field[]];
  readonly target: Field;
  /** @default 'SHA256' */
  readonly method?: FingerprintMethod;
  /** Makes it an HMAC: without one, few possible values are soon guessed. @default - a plain hash */
  readonly key?: SecretRef;
}

/** Puts a hash in the place of what must be told apart and not read. */
export function fingerprint({ source, target, method = 'SHA256', key }: FingerprintProps): Filter {
  return plugin('fingerprint', {
    source: source.map(({ ref }) => ref),
    target: target.ref,
    method,
    key,
    concatenate_sources: source.length > 1 || undefined,
  });
}

/** What {@link prune} is told: regular expressions over names of fields at the top of the event. */
export type PruneProps =
  { readonly remove: readonly [string, ...string[]] } | { readonly keep: readonly [string, ...string[]] };

/**
 * Removes fields by their names, at the top of the event alone.
 *
 * @throws Refusal when an expression is none
 */
export function prune(props: PruneProps): Filter {
  return 'keep' in props
    ? plugin('prune', { whitelist_names: names(props.keep) })
    : plugin('prune', { blacklist_names: names(props.remove) });
}

function names(regexes: readonly string[]): Regex[] {
  return regexes.map((regex) => {
    const fault = regexFault(regex);
    if (fault === undefined) return new Regex(regex);
    const allowed = 'a regular expression that every engine reads alike';
    throw new Refusal({ field: 'prune', given: regex, allowed, fix: fault });
  });
}

/**
 * Throws events away. Say which by `when`.
 *
 * @param percentage - of those that reach it. @default 100
 */
export function drop(percentage?: number): Filter {
  if (percentage === undefined || (percentage > 0 && percentage <= 100)) return plugin('drop', { percentage });
  const fix = 'leave it out to drop all';
  throw new Refusal({ field: 'drop', given: percentage, allowed: 'more than 0 and at most 100', fix });
}

/** What {@link translate} is told. */
export interface TranslateProps {
  readonly source: Field;
  readonly target: Field;
  /** What each value becomes. */
  readonly dictionary: Readonly<Record<string, string>>;
  /** What all others become. @default - nothing is set */
  readonly fallback?: string;
}

/** Looks a value up in a table. */
export function translate({ source, target, dictionary, fallback }: TranslateProps): Filter {
  const pairs = Object.entries(dictionary).map(([key, value]) => [key, plain('dictionary', value)] as const);
  return plugin('translate', { source: source.ref, target: target.ref, dictionary: new Hash(pairs), fallback });
}

/** What {@link scaled} is told. */
export interface ScaledProps {
  readonly source: Field;
  readonly by: number;
  readonly target: Field;
}

/**
 * Multiplies a number: seconds to milliseconds. Logstash computes in Ruby alone; this is all of it that can be written here.
 *
 * @throws Refusal when the factor is no finite number
 */
export function scaled({ source, by, target }: ScaledProps): Filter {
  if (!Number.isFinite(by)) {
    throw new Refusal({ field: 'scaled.by', given: by, allowed: 'a finite number', fix: 'give the factor' });
  }
  const code = `v = event.get('${source.ref}'); event.set('${target.ref}', v.to_f * ${by}) unless v.nil?`;
  return plugin('ruby', { code });
}

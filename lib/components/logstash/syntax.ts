import { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import type { Condition } from './condition.js';
import { quoted, quotedRegex } from './quoted.js';
import type { FilterOptions, InputOptions, OutputOptions } from './schema.js';
import { Hash, type Options, Regex, type Value } from './value.js';

/** How long a list may be on one line. */
const width = 100;

/** One plugin with its options. */
export interface Plugin {
  readonly plugin: string;
  readonly options: Options;
}

/** The options of each plugin that we write. */
export type Plugins = InputOptions & FilterOptions & OutputOptions;

/** A plugin with its options, which must be its own. */
export function plugin<P extends keyof Plugins>(name: P, options: Plugins[P]): Plugin {
  return { plugin: name, options: options as Readonly<object> as Options };
}

/** Plugins that only some events reach. */
export interface Branches {
  readonly branches: readonly { readonly when: Condition; readonly then: readonly Node[] }[];
  readonly otherwise: readonly Node[];
}

/** What stands in a section of a pipeline. */
export type Node = Plugin | Branches;

/**
 * One section in Logstash's configuration language. Secrets are asked for by `at` and written as `${NAME}`.
 *
 * @see https://www.elastic.co/docs/reference/logstash/configuration-file-structure (9.4)
 * @throws Refusal when a text cannot be quoted
 */
export function section(name: 'input' | 'filter' | 'output', nodes: readonly Node[], at: Site): string {
  return block(name, nodes, at).join('\n');
}

function block(head: string, nodes: readonly Node[], at: Site): string[] {
  return [`${head} {`, ...indented(nodes.flatMap((node) => lines(node, at))), '}'];
}

function lines(node: Node, at: Site): string[] {
  if ('plugin' in node) {
    const options = Object.entries(node.options).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} => ${rendered(value, at)}`],
    );
    return options.length === 0 ? [`${node.plugin} {}`] : [`${node.plugin} {`, ...indented(options), '}'];
  }
  const branches = node.branches.flatMap(({ when, then }, index) =>
    block(`${index === 0 ? '' : 'else '}if ${when.text}`, then, at),
  );
  return [...branches, ...(node.otherwise.length === 0 ? [] : block('else', node.otherwise, at))];
}

function indented(of: readonly string[]): string[] {
  return of.flatMap((lines) => lines.split('\n')).map((line) => `  ${line}`);
}

function rendered(value: Value, at: Site): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Regex) return quotedRegex(value.source);
  if (value instanceof SecretRef) return `"\${${at.secretEnv(value)}}"`;
  if (value instanceof Hash) {
    return `{ ${value.pairs.map(([key, one]) => `${quoted(key)} => ${rendered(one, at)}`).join(' ')} }`;
  }
  return list(value.map((one) => rendered(one, at)));
}

/** A list on one line, or, where that would be too long to read, on as many as it needs. */
function list(items: readonly string[]): string {
  if (items.join(', ').length <= width) return `[${items.join(', ')}]`;
  const rows = items.reduce<string[]>((done, item, index) => {
    const word = index === items.length - 1 ? item : `${item},`;
    const last = done.at(-1);
    if (last === undefined || last.length + word.length >= width) return [...done, word];
    return [...done.slice(0, -1), `${last} ${word}`];
  }, []);
  return ['[', ...indented(rows), ']'].join('\n');
}

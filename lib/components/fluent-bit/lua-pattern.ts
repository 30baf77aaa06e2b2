import { Refusal } from '../../kernel/refusal.js';
import type { SensitivePattern } from '../../signals/logs/pattern.js';
import { type Node, NotLua, RegexReader } from './lua-regex.js';

/** A substitution as Lua's `string.gsub` takes it. */
export interface LuaSubstitution {
  readonly pattern: string;
  readonly replacement: string;
}

/** More passes over every text than this would be felt on a busy node. */
const most = 16;

/** A part of a Lua pattern; `word` says of its first and last character whether it is a letter, a digit or an underscore. */
interface Part {
  readonly text: string;
  readonly boundary?: true;
  readonly starts?: boolean;
  readonly ends?: boolean;
}

/**
 * A sensitive pattern in Lua's own patterns, the only ones that Fluent Bit's Lua has: they know no choices, so each way
 * through the expression is a substitution of its own.
 *
 * @see https://www.lua.org/manual/5.1/manual.html#5.4.1
 * @throws Refusal when the expression says what they cannot
 */
export function luaSubstitutions(sensitive: SensitivePattern): readonly LuaSubstitution[] {
  try {
    const ways = alternatives(new RegexReader(sensitive.regex, sensitive.ignoreCase).read());
    if (ways.length > most) throw new NotLua(`more than ${most} ways through it, here ${ways.length}`);
    const replacement = sensitive.replacement.replace(/%/g, '%%').replace(/\$(\d)/g, '%$1');
    return ways.map((parts) => ({ pattern: written(parts), replacement }));
  } catch (error) {
    if (!(error instanceof NotLua)) throw error;
    throw new Refusal({
      at: `sensitive pattern ${sensitive.name}`,
      field: 'regex',
      given: sensitive.regex,
      allowed: "what Lua's patterns can say: sets, boundaries, groups that repeat a counted number of times",
      fix: `rewrite it without ${error.message}`,
    });
  }
}

function alternatives(choices: readonly (readonly Node[])[]): Part[][] {
  return choices.flatMap((sequence) => sequence.reduce<Part[][]>((ways, node) => joined(ways, partsOf(node)), [[]]));
}

/** All ways of `before`, each followed by each of `after`; refused at once when they would be too many to hold. */
function joined(before: readonly Part[][], after: readonly Part[][]): Part[][] {
  if (before.length * after.length > most) throw new NotLua(`more than ${most} ways through it`);
  return before.flatMap((first) => after.map((second) => [...first, ...second]));
}

function partsOf(node: Node): Part[][] {
  switch (node.kind) {
    case 'boundary':
      return [[{ text: '', boundary: true }]];
    case 'one':
      return [[{ text: node.set, starts: node.word, ends: node.word }]];
    case 'group': {
      const ways = alternatives(node.choices);
      return node.captures ? ways.map((way) => [{ text: '(' }, ...way, { text: ')' }]) : ways;
    }
    case 'repeat':
      return repeated(node.of, node.least, node.most);
  }
}

function repeated(of: Node, least: number, most: number): Part[][] {
  if (of.kind === 'group' && of.captures) throw new NotLua('a repeated group that captures');
  const copies = (count: number): Part[][] =>
    Array.from({ length: count }).reduce<Part[][]>((ways) => joined(ways, partsOf(of)), [[]]);
  if (most === Infinity) {
    if (of.kind !== 'one') throw new NotLua('a group that repeats without end');
    return copies(least).map((way) => [...way, { text: `${of.set}*`, ...(least > 0 && { ends: of.word }) }]);
  }
  if (of.kind === 'one' && most - least === 1) {
    return copies(least).map((way) => [...way, { text: `${of.set}?`, ...(least > 0 && { ends: of.word }) }]);
  }
  // The longest first: a shorter one would leave the rest of a longer match behind.
  return Array.from({ length: most - least + 1 }, (_, less) => most - less).flatMap(copies);
}

/**
 * A run of characters is tried from its beginning only, by a frontier: from every place in it the answer would be the same,
 * and a long line would take the square of its length.
 */
function written(parts: readonly Part[]): string {
  const run = parts[0]?.text;
  const again = parts.find(({ text }) => text === `${run}*`);
  return (again !== undefined && again === parts[1] ? `%f${run}` : '') + patternOf(parts);
}

function patternOf(parts: readonly Part[]): string {
  return parts
    .map((part, at) => {
      if (!part.boundary) return part.text;
      const beside = (parts: readonly Part[]): Part | undefined => parts.find(({ text }) => !/^[()]?$/.test(text));
      if (beside(parts.slice(at + 1))?.starts) return '%f[%w_]';
      if (beside(parts.slice(0, at).reverse())?.ends) return '%f[^%w_]';
      throw new NotLua('a boundary that is beside no letter, digit or underscore');
    })
    .join('');
}

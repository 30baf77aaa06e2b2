/** One character of a text, as a Lua class, and whether it can only be a letter, a digit or an underscore. */
export interface OneOf {
  readonly kind: 'one';
  readonly set: string;
  readonly word: boolean;
}

/** What a regular expression is made of, as far as Lua's patterns can say it. */
export type Node =
  | OneOf
  | { readonly kind: 'boundary' }
  | { readonly kind: 'group'; readonly captures: boolean; readonly choices: readonly (readonly Node[])[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number };

/** Why a regular expression has no pattern in Lua. */
export class NotLua extends Error {}

const classes: Readonly<Record<string, string>> = { d: '%d', s: '%s', w: '%w_', D: '%D', S: '%S' };
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

/** Reads a regular expression. */
export class RegexReader {
  #at = 0;

  public constructor(
    private readonly text: string,
    private readonly ignoreCase: boolean,
  ) {}

  /** Its choices, each a sequence. @throws NotLua when it says what Lua cannot */
  public read(): readonly (readonly Node[])[] {
    const choices = this.choices();
    if (this.#at < this.text.length) throw new NotLua(`an unmatched ${this.text[this.#at]}`);
    return choices;
  }

  private choices(): Node[][] {
    const choices: Node[][] = [[]];
    while (this.#at < this.text.length && this.text[this.#at] !== ')') {
      if (this.take('|')) choices.push([]);
      else choices.at(-1)?.push(this.repeated(this.atom()));
    }
    return choices;
  }

  private repeated(of: Node): Node {
    const [least, most] = this.bounds() ?? [1, 1];
    if (least === 1 && most === 1) return of;
    if (this.take('?') || this.take('+')) throw new NotLua('lazy and possessive repetition');
    return { kind: 'repeat', of, least, most };
  }

  private bounds(): [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    const counted = /^\{(\d+)(,?)(\d*)\}/.exec(this.text.slice(this.#at));
    if (counted === null) return undefined;
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    return [least, counted[2] === '' ? least : counted[3] === '' ? Infinity : Number(counted[3])];
  }

  private atom(): Node {
    const char = this.next();
    if (char === '(') return this.group();
    if (char === '[') return this.set();
    if (char === '.') return { kind: 'one', set: '[^\n]', word: false };
    if (char === '^' || char === '$') throw new NotLua('anchors: what is sensitive is so anywhere in a text');
    if (char !== '\\') return this.literal(char);
    const escaped = this.next();
    if (escaped === 'b') return { kind: 'boundary' };
    const known = classes[escaped];
    if (known !== undefined) return { kind: 'one', set: `[${known}]`, word: 'dw'.includes(escaped) };
    return this.literal(this.unescaped(escaped));
  }

  private group(): Node {
    const captures = !this.take('?:');
    if (captures && this.text[this.#at] === '?') throw new NotLua('groups with names or flags');
    const choices = this.choices();
    if (!this.take(')')) throw new NotLua('an unclosed group');
    return { kind: 'group', captures, choices };
  }

  private literal(char: string): OneOf {
    return { kind: 'one', set: `[${this.cased(char)}]`, word: isWord(char) };
  }

  private set(): OneOf {
    const negated = this.take('^');
    let set = '';
    let word = !negated;
    while (!this.take(']')) {
      const char = this.next();
      const escaped = char === '\\' ? this.next() : undefined;
      const known = escaped === undefined ? undefined : classes[escaped];
      if (known !== undefined) {
        set += known;
        word &&= 'dw'.includes(escaped ?? '');
        continue;
      }
      const from = escaped === undefined ? char : this.unescaped(escaped);
      const to = this.rangeEnd();
      set += to === undefined ? this.cased(from) : this.range(from, to);
      word &&= isWord(from);
    }
    return { kind: 'one', set: `[${negated ? '^' : ''}${set}]`, word };
  }

  private rangeEnd(): string | undefined {
    const [dash, to] = [this.text[this.#at], this.text[this.#at + 1]];
    if (dash !== '-' || to === undefined || to === ']') return undefined;
    this.#at += 2;
    return to;
  }

  private range(from: string, to: string): string {
    if (!/^(?:\d\d|[a-z]{2}|[A-Z]{2})$/.test(from + to)) throw new NotLua('ranges other than of letters and digits');
    const other = this.ignoreCase && /[a-z]/i.test(from) ? `${swapped(from)}-${swapped(to)}` : '';
    return `${from}-${to}${other}`;
  }

  private cased(char: string): string {
    if (char > '\x7f') throw new NotLua('characters beyond ASCII: Lua counts bytes');
    return escape(char) + (this.ignoreCase && /[a-z]/i.test(char) ? swapped(char) : '');
  }

  private unescaped(escaped: string): string {
    if (!/[a-z0-9]/i.test(escaped)) return escaped;
    const control = controls[escaped];
    if (control === undefined) throw new NotLua(`\\${escaped}`);
    return control;
  }

  private next(): string {
    const char = this.text[this.#at++];
    if (char === undefined) throw new NotLua('an expression that ends too early');
    return char;
  }

  private take(text: string): boolean {
    const there = this.text.startsWith(text, this.#at);
    if (there) this.#at += text.length;
    return there;
  }
}

function isWord(char: string): boolean {
  return /^[A-Za-z0-9_]$/.test(char);
}

function swapped(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

function escape(char: string): string {
  return /[^A-Za-z0-9_\s]/.test(char) ? `%${char}` : char;
}

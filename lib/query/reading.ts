import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { refusalOf, type Fault, type Language } from './fault.js';
import { regexFault } from './regex.js';
import { unquoted } from './string-literal.js';

/** One walk through the tree of an expression: what both languages have in common. */
export abstract class Reading {
  /** Whether the last line is a comment, which would swallow what is written after it. */
  public endsInComment = false;
  private readonly syntax: Fault[] = [];
  private readonly faults: Fault[] = [];

  public constructor(
    private readonly language: Language,
    private readonly text: string,
  ) {}

  /** Called with every node, from the outside in and from left to right. */
  public enter(node: SyntaxNodeRef): void {
    if (node.type.isError) this.unreadable(node.from, node.to);
    else if (node.name === 'LineComment') this.endsInComment = node.to === this.text.length;
    else this.look(node.name, node.node);
  }

  /** Whether the grammar read all of it. */
  public get parses(): boolean {
    return this.syntax.length === 0;
  }

  /** Refuses what was found, syntax before meaning, left before right. */
  public refuse(): void {
    const [fault] = this.parses ? this.faults.sort((a, b) => a.from - b.from) : this.syntax;
    if (fault !== undefined) throw refusalOf(this.language, this.text, fault);
  }

  /** Remembers what is wrong. */
  public fault(from: number, says: string): void {
    this.faults.push({ from, says });
  }

  /** What a language looks for in a node. */
  protected abstract look(name: string, node: SyntaxNode): void;

  /** Looks at the escapes of a string literal. */
  protected string({ from, to }: SyntaxNode): void {
    if (unquoted(this.text.slice(from, to)) === undefined)
      this.fault(from, 'the string has an escape that go does not know');
  }

  /** Looks at a string literal that is a regular expression. */
  protected regex(literal: SyntaxNode | null | undefined): boolean {
    const says = literal == null ? undefined : regexFault(this.value(literal));
    if (literal != null && says !== undefined) this.fault(literal.from, says);
    return says === undefined;
  }

  /** A node as it is written. */
  protected written(node: SyntaxNode | null | undefined): string {
    return node == null ? '' : this.text.slice(node.from, node.to);
  }

  /** What a node stands for: a string without its quotes and escapes. One that cannot be read matches something. */
  protected value(node: SyntaxNode | null | undefined): string {
    const written = this.written(node);
    return /^["'`]/.test(written) ? (unquoted(written) ?? '.+') : written;
  }

  private unreadable(from: number, to: number): void {
    const found = this.text.slice(from, to).trim();
    const called = found.startsWith('(') ? /(\w+)\s*$/.exec(this.text.slice(0, from))?.[1] : undefined;
    const missing = from >= this.text.length ? 'something is missing at the end' : 'something is missing here';
    const unexpected = called === undefined ? `'${found}' is not expected here` : `'${called}' is no function`;
    this.syntax.push({ from, says: found === '' ? missing : unexpected });
  }
}

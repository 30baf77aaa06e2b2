import type { SyntaxNode } from '@lezer/common';
import { parser } from '@grafana/lezer-logql';
import { withoutIntervals } from './interval.js';
import type { MatchOp, Matcher } from './matchers.js';
import { Reading } from './reading.js';
import { selects } from './selector.js';

/** What an expression of LogQL yields: lines, or numbers. */
export type LogQLKind = 'log' | 'metric';

/** What was read in an expression. */
export interface ReadLogQL {
  readonly kind: LogQLKind;
  /** The stream selectors, in the order in which they are written. */
  readonly streams: readonly (readonly Matcher[])[];
  /** Whether its last line is a comment, which would swallow what is written after it. */
  readonly endsInComment: boolean;
}

/**
 * Reads an expression by Grafana's grammar, then by those of Loki's own checks that the grammar leaves to the server
 * (`pkg/logql/syntax/ast.go` of Loki 3).
 * @throws Refusal with a caret
 */
export function readLogQL(written: string): ReadLogQL {
  const tree = parser.parse(withoutIntervals(written, 'logql'));
  const reading = new LogQLReading('logql', written);
  tree.iterate({ enter: (node) => reading.enter(node) });
  reading.refuse();
  const { streams, endsInComment } = reading;
  return { kind: kindOf(tree.topNode.getChild('Expr')), streams, endsInComment };
}

function kindOf(expression: SyntaxNode | null): LogQLKind {
  return expression?.getChild('LogExpr') == null ? 'metric' : 'log';
}

class LogQLReading extends Reading {
  public readonly streams: (readonly Matcher[])[] = [];

  protected look(name: string, node: SyntaxNode): void {
    if (name === 'String') this.string(node);
    else if (name === 'Selector') this.selector(node);
    else if (name === 'Matcher' && node.parent?.name !== 'Matchers') this.matcher(node);
    else if (name === 'LineFilter') this.lineFilter(node);
    else if (name === 'LabelParser') this.parser(node);
    else if (name === 'LabelReplaceExpr') this.regex(node.getChildren('String')[3]);
    else if (name === 'VectorAggregationExpr') this.parameter(node, this.written(node.getChild('VectorOp')));
    else if (name === 'RangeAggregationExpr') this.range(node);
    else if (name === 'BinOpExpr') this.legs(node);
  }

  private selector(node: SyntaxNode): void {
    const all: Matcher[] = [];
    node.cursor().iterate(({ name, node: each }) => {
      if (name === 'Matcher') all.push(this.matcher(each));
    });
    if (!selects(all)) this.fault(node.from, 'a stream selector needs one label that must be there');
    this.streams.push(all);
  }

  private matcher(node: SyntaxNode): Matcher {
    const label = node.getChild('Identifier');
    const op = this.written(label?.nextSibling) as MatchOp;
    const literal = node.getChild('String');
    const readable = !op.includes('~') || this.regex(literal);
    return { label: this.written(label), op, value: readable ? this.value(literal) : '.+' };
  }

  private lineFilter(node: SyntaxNode): void {
    if (/^[|!]~$/.test(this.written(node.getChild('Filter')))) this.regex(node.getChild('String'));
  }

  private parser(node: SyntaxNode): void {
    const literal = node.getChild('String');
    if (node.getChild('Regexp') === null || literal === null || !this.regex(literal)) return;
    if (!/\(\?P?<\w/.test(this.value(literal))) this.fault(literal.from, 'regexp names what it captures: (?P<name>…)');
  }

  private parameter(node: SyntaxNode, operation: string): void {
    const given = node.getChild('Number') !== null;
    if (given === parameterised.test(operation)) return;
    this.fault(node.from, `${operation} takes ${given ? 'no' : 'a'} number before what it is over`);
  }

  private range(node: SyntaxNode): void {
    const operation = this.written(node.getChild('RangeOp'));
    const unwraps = node.getChild('LogRangeExpr')?.getChild('UnwrapExpr') != null;
    this.parameter(node, operation);
    if (numbers.test(operation) && !unwraps)
      this.fault(node.from, `${operation} wants '| unwrap <label>' before the range`);
    if (lines.test(operation) && unwraps) this.fault(node.from, `${operation} counts lines: it takes no unwrap`);
    const grouped = node.getChild('Grouping') !== null;
    if (grouped && !groupable.test(operation))
      this.fault(node.from, `${operation} takes no grouping: sum around it does`);
  }

  private legs(node: SyntaxNode): void {
    const leg = node.getChildren('Expr').find((each) => kindOf(each) === 'log');
    if (leg !== undefined) this.fault(leg.from, 'only numbers can be calculated with, and these are lines');
  }
}

/** What reads a number out of a line, and what counts lines; `rate` and `absent_over_time` do both. */
const numbers = /^(?:sum|avg|min|max|stddev|stdvar|quantile|first|last)_over_time$|^rate_counter$/;
const lines = /^(?:count|bytes)_over_time$|^bytes_rate$/;
const groupable = /^(?:avg|min|max|stddev|stdvar|quantile|first|last)_over_time$/;
const parameterised = /^(?:topk|bottomk|quantile_over_time)$/;

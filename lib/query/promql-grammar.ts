import type { SyntaxNode, Tree } from '@lezer/common';
import { Parser } from '@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js';
import { parser } from '@prometheus-io/lezer-promql';
import { withoutIntervals } from './interval.js';
import type { MatchOp, Matcher } from './matchers.js';
import { Reading } from './reading.js';
import { selects } from './selector.js';

/** What an expression of PromQL evaluates to. */
export type PromQLType = 'scalar' | 'vector' | 'matrix' | 'string';

/** Series that an expression asks for. */
export interface SelectedSeries {
  /** Their metric; undefined where a regular expression names it, or nothing does. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
}

/** What was read in an expression. */
export interface ReadPromQL {
  readonly type: PromQLType;
  readonly selectors: readonly SelectedSeries[];
  /** The labels in `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`. */
  readonly grouped: readonly string[];
  /** The ranges, in seconds, over which a function compares samples: it needs two of them. */
  readonly compared: readonly number[];
  /** The functions and aggregations that Prometheus knows only with `--enable-feature=promql-experimental-functions`. */
  readonly experimental: readonly string[];
  /** Whether its last line is a comment, which would swallow what is written after it. */
  readonly endsInComment: boolean;
}

/**
 * Reads an expression as Prometheus does: by its own grammar, then by its own type check, then by what both leave to the server.
 * @throws Refusal with a caret
 */
export function readPromQL(written: string): ReadPromQL {
  const text = withoutIntervals(written, 'promql');
  const tree = parser.parse(text);
  const reading = new PromQLReading('promql', written);
  tree.iterate({ enter: (node) => reading.enter(node) });
  const type = reading.parses ? typed(tree, text, reading) : 'vector';
  reading.refuse();
  const { selectors, grouped, compared, experimental, endsInComment } = reading;
  return { type, selectors, grouped, compared, experimental, endsInComment };
}

/** Adds what the type check finds. Upstream's checker asks the editor for two things only, and gets them without an editor. */
function typed(tree: Tree, text: string, reading: Reading): PromQLType {
  const asked = { field: () => ({ tree }), sliceDoc: (from: number, to: number) => text.slice(from, to) };
  const checker = new Parser(asked as unknown as ConstructorParameters<typeof Parser>[0]);
  const expression: unknown = tree.topNode.getChild('Expr');
  const type: string = checker.checkAST(expression as Parameters<Parser['checkAST']>[0]);
  for (const { severity, from, message } of checker.getDiagnostics()) {
    if (severity === 'error') reading.fault(from, message);
  }
  return type as PromQLType;
}

class PromQLReading extends Reading {
  public readonly selectors: SelectedSeries[] = [];
  public readonly grouped: string[] = [];
  public readonly compared: number[] = [];
  public readonly experimental: string[] = [];

  protected look(name: string, node: SyntaxNode): void {
    if (name === 'StringLiteral') this.string(node);
    else if (name === 'VectorSelector') this.selector(node);
    else if (name === 'GroupingLabels') this.grouping(node);
    else if (name === 'MatrixSelector') this.ranged(node);
    else if (name === 'SubqueryExpr') this.subquery(node);
    else if (name === 'OffsetExpr' || name === 'StepInvariantExpr') this.moved(node);
    else if (name === 'AggregateExpr') this.aggregation(node);
    else if (name === 'FunctionIdentifier' || name === 'AggregateOp') this.called(node);
    else if (name === 'LabelReplace')
      this.regex(node.parent?.parent?.getChild('FunctionCallBody')?.getChildren('Expr')[4]);
  }

  private selector(node: SyntaxNode): void {
    const list = node.getChild('LabelMatchers');
    const unquoted = list?.getChildren('UnquotedLabelMatcher') ?? [];
    const quoted = list?.getChildren('QuotedLabelMatcher') ?? [];
    const all = [...unquoted, ...quoted].sort((a, b) => a.from - b.from).map((each) => this.matcher(each));
    const name = node.getChild('Identifier') ?? list?.getChild('QuotedLabelName');
    const exactly = all.find(({ label, op }) => label === '__name__' && op === '=');
    const metric = name == null ? exactly?.value : this.value(name);
    if (metric === undefined && !selects(all)) this.fault(node.from, 'a selector needs one label that must be there');
    this.selectors.push({ metric, matchers: all.filter((each) => each !== exactly) });
  }

  private matcher(node: SyntaxNode): Matcher {
    const label = this.value(node.getChild('LabelName') ?? node.getChild('QuotedLabelName'));
    const op = this.written(node.getChild('MatchOp')) as MatchOp;
    const literal = node.getChild('StringLiteral');
    const readable = !op.includes('~') || this.regex(literal);
    return { label, op, value: readable ? this.value(literal) : '.+' };
  }

  private grouping(node: SyntaxNode): void {
    const names = [...node.getChildren('LabelName'), ...node.getChildren('QuotedLabelName')];
    this.grouped.push(...names.map((each) => this.value(each)));
  }

  private ranged(node: SyntaxNode): void {
    const says = 'a range follows a selector; a subquery, [5m:1m], follows anything in parentheses';
    if (node.getChild('Expr')?.name !== 'VectorSelector') this.fault(node.from, says);
    const duration = node.getChild('DurationExpr');
    if (duration !== null && zero.test(this.written(duration)))
      this.fault(duration.from, 'a range is longer than nothing');
  }

  private subquery(node: SyntaxNode): void {
    if (!compound.test(node.getChild('Expr')?.name ?? '')) return;
    this.fault(node.from, 'put what the subquery is over in parentheses: it binds tighter than an operator');
  }

  /** Upstream's grammar reads `a / b offset 1w` as `(a / b) offset 1w`, the server as `a / (b offset 1w)`. */
  private moved(node: SyntaxNode): void {
    let operand = node.getChild('Expr');
    while (operand !== null && compound.test(operand.name)) operand = operand.getChildren('Expr').at(-1) ?? null;
    if (operand === null) return;
    if (operand.name === node.name) this.fault(operand.from, 'this is said twice');
    else if (!movable.test(operand.name)) this.fault(operand.from, 'offset and @ follow a selector or a subquery');
  }

  private aggregation(node: SyntaxNode): void {
    const operation = this.written(node.getChild('AggregateOp')).toLowerCase();
    const given = node.getChild('FunctionCallBody')?.getChildren('Expr').length ?? 0;
    const most = parameterised.test(operation) ? 2 : 1;
    if (given > most) this.fault(node.from, `${operation} takes ${most} argument${most > 1 ? 's' : ''}, not ${given}`);
  }

  private called(node: SyntaxNode): void {
    const name = this.written(node).toLowerCase();
    if (experiments.has(name)) this.experimental.push(name);
    if (comparing.test(name)) this.comparison(node.parent?.getChild('FunctionCallBody')?.getChild('Expr'));
  }

  private comparison(over: SyntaxNode | null | undefined): void {
    let ranged = over;
    while (ranged != null && ranged.name !== 'MatrixSelector') ranged = ranged.getChild('Expr');
    const seconds = secondsIn(this.written(ranged?.getChild('DurationExpr')));
    if (seconds !== undefined) this.compared.push(seconds);
  }
}

/** A duration as it is written, in seconds; undefined where Grafana, or arithmetic, makes it. */
function secondsIn(written: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written);
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(written)) return undefined;
  const parts = [...written.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ''] ?? 0), 0);
}

const unitSeconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};
const comparing = /^(?:rate|irate|increase|delta|idelta|deriv|predict_linear|double_exponential_smoothing)$/;
const zero = /^0+(?:ms|[smhdwy])?$/;
const compound = /^(?:BinaryExpr|UnaryExpr)$/;
const movable = /^(?:(?:Vector|Matrix)Selector|(?:Subquery|Offset|StepInvariant|Anchored|Smoothed)Expr)$/;
const parameterised = /^(?:topk|bottomk|limitk|limit_ratio|quantile|count_values)$/;

/** Of Prometheus 3.16 (`promql/parser/functions.go` and `lex.go`). */
const experiments = new Set([
  ...['double_exponential_smoothing', 'end', 'histogram_quantiles', 'info', 'integral', 'limit_ratio', 'limitk'],
  ...['mad_over_time', 'max_of', 'min_of', 'range', 'sort_by_label', 'sort_by_label_desc', 'start', 'start_timestamp'],
  ...['step', 'ts_of_first_over_time', 'ts_of_last_over_time', 'ts_of_max_over_time', 'ts_of_min_over_time'],
]);

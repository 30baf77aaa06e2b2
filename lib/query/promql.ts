import { Duration } from 'cdk8s';
import { prometheusDuration } from '../kernel/dialect.js';
import { type Interval, intervalsIn } from './interval.js';
import type { Labels } from './labels.js';
import type { Matchers } from './matchers.js';
import { Memo } from './memo.js';
import type { Metric } from './metric.js';
import { readPromQL, type PromQLType, type ReadPromQL, type SelectedSeries } from './promql-grammar.js';
import type { Selector } from './selector.js';
import { durationText, filled, numberText, sorted, variablesIn } from './template.js';
import { writtenBy } from './written-at.js';

/** What may stand in a hole of {@link promql}: never a bare string. */
export type PromQLHole = PromQL | Selector | Metric | Matchers | Labels | Duration | Interval<'promql'> | number;

/** An expression of PromQL that Prometheus accepts. */
export class PromQL {
  /**
   * Reads an expression that comes from elsewhere: a rule in YAML. What is written in TypeScript is written with {@link promql}.
   * @throws Refusal with a caret under what is wrong
   */
  public static parse(text: string): PromQL {
    return memo.get(text, () => new PromQL(text, readPromQL(text)));
  }

  private constructor(
    /** As it was written, with Grafana's variables as they are. */
    public readonly text: string,
    private readonly read: ReadPromQL,
  ) {}

  /** What it evaluates to: a rule wants a vector or a scalar. */
  public get type(): PromQLType {
    return this.read.type;
  }

  /** The series that it asks for, in the order in which they are written. */
  public get selectors(): readonly SelectedSeries[] {
    return this.read.selectors;
  }

  /** The metrics that it asks for by name, sorted. */
  public get metrics(): readonly string[] {
    return sorted(this.selectors.flatMap(({ metric }) => metric ?? []));
  }

  /** The labels that it groups or joins by, sorted. */
  public get grouped(): readonly string[] {
    return sorted(this.read.grouped);
  }

  /** The ranges, in seconds, over which a function compares samples, of which it needs two: `rate`, `increase`, `deriv`. */
  public get compared(): readonly number[] {
    return this.read.compared;
  }

  /** The functions that Prometheus knows only with `--enable-feature=promql-experimental-functions`, sorted. */
  public get experimental(): readonly string[] {
    return sorted(this.read.experimental);
  }

  /** The variables that Grafana fills in, sorted, without the `$`. A rule has none. */
  public get variables(): readonly string[] {
    const values = this.selectors.flatMap(({ matchers }) => matchers.map(({ value }) => value));
    return sorted([...intervalsIn(this.text, 'promql'), ...values.flatMap(variablesIn)]);
  }

  /** As it stands inside another expression. */
  public get inner(): string {
    return `(${this.text}${this.read.endsInComment ? '\n' : ''})`;
  }

  public toString(): string {
    return this.text;
  }
}

const memo = new Memo<PromQL>();

/**
 * Writes PromQL as PromQL, and has it read where it is written: `promql\`rate(${requests}[5m])\``.
 * @throws Refusal with the text, a caret under what is wrong, and the line that wrote it
 */
export function promql(parts: TemplateStringsArray, ...holes: readonly PromQLHole[]): PromQL {
  return writtenBy(promql, () => PromQL.parse(filled(parts, holes.map(holeText))));
}

function holeText(hole: PromQLHole): string {
  if (typeof hole === 'number') return numberText(hole);
  if (hole instanceof Duration) return durationText(hole, prometheusDuration);
  return hole instanceof PromQL ? hole.inner : hole.toString();
}

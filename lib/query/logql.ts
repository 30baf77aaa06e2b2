import { Duration } from 'cdk8s';
import { goDuration } from '../kernel/dialect.js';
import { type Interval, intervalsIn } from './interval.js';
import type { Labels } from './labels.js';
import { readLogQL, type LogQLKind, type ReadLogQL } from './logql-grammar.js';
import type { Matcher, Matchers } from './matchers.js';
import { Memo } from './memo.js';
import type { LogSelector } from './selector.js';
import { durationText, filled, numberText, sorted, variablesIn } from './template.js';
import { writtenBy } from './written-at.js';

/** What may stand in a hole of {@link logql}: never a bare string. */
export type LogQLHole = LogQL | LogSelector | Matchers | Labels | Duration | Interval<'logql'> | number;

/** An expression of LogQL that Loki accepts. */
export class LogQL {
  /**
   * Reads an expression that comes from elsewhere: a rule in YAML. What is written in TypeScript is written with {@link logql}.
   * @throws Refusal with a caret under what is wrong
   */
  public static parse(text: string): LogQL {
    return memo.get(text, () => new LogQL(text, readLogQL(text)));
  }

  private constructor(
    /** As it was written, with Grafana's variables as they are. */
    public readonly text: string,
    private readonly read: ReadLogQL,
  ) {}

  /** Whether it yields lines or numbers: a rule wants numbers. */
  public get kind(): LogQLKind {
    return this.read.kind;
  }

  /** The stream selectors that it reads, in the order in which they are written. */
  public get streams(): readonly (readonly Matcher[])[] {
    return this.read.streams;
  }

  /** The variables that Grafana fills in, sorted, without the `$`. A rule has none. */
  public get variables(): readonly string[] {
    const values = this.streams.flat().map(({ value }) => value);
    return sorted([...intervalsIn(this.text, 'logql'), ...values.flatMap(variablesIn)]);
  }

  /** As it stands inside another expression: Loki reads no pipeline after parentheses, so lines stay bare. */
  public get inner(): string {
    const text = `${this.text}${this.read.endsInComment ? '\n' : ''}`;
    return this.kind === 'log' ? text : `(${text})`;
  }

  public toString(): string {
    return this.text;
  }
}

const memo = new Memo<LogQL>();

/**
 * Writes LogQL as LogQL, and has it read where it is written: `logql\`rate(${api} |= "error" [5m])\``.
 * @throws Refusal with the text, a caret under what is wrong, and the line that wrote it
 */
export function logql(parts: TemplateStringsArray, ...holes: readonly LogQLHole[]): LogQL {
  return writtenBy(logql, () => LogQL.parse(filled(parts, holes.map(holeText))));
}

function holeText(hole: LogQLHole): string {
  if (typeof hole === 'number') return numberText(hole);
  // Label filters read durations as Go does, which knows no days; ranges read both.
  if (hole instanceof Duration) return durationText(hole, goDuration);
  return hole instanceof LogQL ? hole.inner : hole.toString();
}

import { Refusal } from '../kernel/refusal.js';
import { Matchers, matchers, type Matching } from './matchers.js';
import type { Metric } from './metric.js';
import { matchesEmpty } from './regex.js';
import { writtenBy } from './written-at.js';

/** The series of one metric, in PromQL. In a hole it takes a range: `rate(${requests}[5m])`. */
export class Selector {
  /** @internal use {@link selector} */
  public constructor(
    private readonly of: Metric,
    private readonly matching: Matchers,
  ) {}

  /** The metric whose series these are. */
  public get metric(): Metric {
    return this.of;
  }

  /** What their labels are to be. */
  public get matchers(): Matchers {
    return this.matching;
  }

  /** Those of them whose labels are also so. */
  public and(more: Matchers | Matching): Selector {
    return new Selector(this.of, this.matching.and(more));
  }

  public toString(): string {
    return this.matching.all.length === 0 ? this.of.name : `${this.of.name}{${this.matching}}`;
  }
}

/**
 * The series of one metric: `selector(requests, { code: /5../ })`.
 * @param matching @default - all of its series
 */
export function selector(metric: Metric, matching: Matchers | Matching = {}): Selector {
  return writtenBy(selector, () => new Selector(metric, matching instanceof Matchers ? matching : matchers(matching)));
}

/** The streams whose labels are so, in LogQL: `{app="api"}`. */
export class LogSelector {
  /** @internal use {@link logSelector} */
  public constructor(private readonly matching: Matchers) {
    if (selects(matching.all)) return;
    throw new Refusal({
      field: 'logSelector',
      given: `{${matching}}`,
      allowed: 'at least one label that must be there',
      fix: 'say what one of the labels is, not only what it is not: loki refuses to read every stream',
    });
  }

  /** What their labels are to be. */
  public get matchers(): Matchers {
    return this.matching;
  }

  /** Those of them whose labels are also so. */
  public and(more: Matchers | Matching): LogSelector {
    return new LogSelector(this.matching.and(more));
  }

  public toString(): string {
    return `{${this.matching}}`;
  }
}

/**
 * The streams whose labels are so: `logSelector({ app: 'api' })`.
 * @throws Refusal when it would read every stream
 */
export function logSelector(matching: Matchers | Matching): LogSelector {
  return writtenBy(logSelector, () => new LogSelector(matching instanceof Matchers ? matching : matchers(matching)));
}

/** Whether a selector selects: both engines want one comparison that a series without the label fails. */
export function selects(all: Matchers['all']): boolean {
  return all.some(({ op, value }) => {
    if (op === '=') return value !== '';
    if (op === '!=') return value === '';
    return matchesEmpty(value) === (op === '!~');
  });
}

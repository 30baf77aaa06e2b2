import type { SyntaxNode } from '@lezer/common';
import { parser as logqlParser } from '@grafana/lezer-logql';
import { parser as promqlParser } from '@prometheus-io/lezer-promql';
import { Refusal } from '../../kernel/refusal.js';
import { withoutIntervals } from '../../query/interval.js';
import { LogQL } from '../../query/logql.js';
import { PromQL } from '../../query/promql.js';
import { promqlFault } from './lint-variables.js';
import { panelsOf, pointsAt, type LintedTarget, type Rule } from './linted.js';

/** Queries of Loki can be read. */
export const targetLogql: Rule = targets('loki', true, ({ expr = '' }) => logqlFault(expr));

/** Queries of Loki leave the range to Grafana. */
export const targetLogqlAuto: Rule = targets('loki', true, ({ expr = '' }) => {
  if (expr.includes('$__auto') || logqlFault(expr) !== undefined) return undefined;
  return nodes(logqlParser.parse(withoutIntervals(expr, 'logql')).topNode, 'Range').length > 0
    ? 'should have the range [$__auto]'
    : undefined;
});

/** Queries of Prometheus can be read. */
export const targetPromql: Rule = targets('prometheus', true, ({ expr = '' }) => promqlFault(expr));

/** Rates are over `$__rate_interval`, which is never shorter than four scrapes. */
export const targetRateInterval: Rule = targets('prometheus', true, ({ expr = '' }) => {
  const rated = readable(expr, 'MatrixSelector').some((range) => {
    const written = expr.slice(range.from, range.to);
    return /^i?rate$/.test(calledWith(range, expr)) && !/\[\s*\$__rate_interval\s*\]$/.test(written);
  });
  return rated ? 'should have the range [$__rate_interval] in rate and irate' : undefined;
});

/** Queries of Prometheus are narrowed by the reader's choice of jobs, or of instances, in each of their selectors. */
export function targetNarrowed(label: 'job' | 'instance'): Rule {
  return targets('prometheus', false, ({ expr = '' }) => {
    if (promqlFault(expr) !== undefined) return undefined;
    const open = PromQL.parse(expr).selectors.some(
      ({ matchers }) =>
        !matchers.some((each) => each.label === label && each.op === '=~' && each.value === `$${label}`),
    );
    return open ? `should have ${label}=~"$${label}" in each selector` : undefined;
  });
}

/** Counters, whose names end in `_total`, are shown by how they grow. Upstream looks at those without matchers only. */
export const targetCounterAgg: Rule = targets('prometheus', false, ({ expr = '' }) => {
  const bare = readable(expr, 'VectorSelector').find((selector) => {
    const name = selector.getChild('Identifier');
    if (name === null || !expr.slice(name.from, name.to).endsWith('_total')) return false;
    const range = selector.parent;
    return range?.name !== 'MatrixSelector' || !/^(?:i?rate|increase)$/.test(calledWith(range, expr));
  });
  return bare && `'${expr.slice(bare.from, bare.to)}' should be in rate, irate or increase`;
});

/** Kinds of panel whose queries upstream reads. */
const queried = ['singlestat', 'gauge', 'table', 'stat', 'state-timeline', 'timeseries'];

/**
 * A rule over the queries of one kind of datasource. Each query is known by its own datasource: upstream takes all of a
 * dashboard's for the kind of its first datasource variable, and so reads LogQL as PromQL where a dashboard asks both.
 */
function targets(kind: string, queriedOnly: boolean, says: (target: LintedTarget) => string | undefined): Rule {
  return (dashboard) =>
    panelsOf(dashboard)
      .filter(({ type = '' }) => !queriedOnly || queried.includes(type))
      .flatMap(({ title, datasource, targets: all = [] }) =>
        all
          .filter(
            (target) =>
              (kind === 'prometheus' || target.hide !== true) &&
              pointsAt(target.datasource ?? datasource).type === kind,
          )
          .flatMap((target) => says(target) ?? [])
          .map((message) => ({ panel: title, message })),
      );
}

function logqlFault(text: string): string | undefined {
  try {
    LogQL.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.props.fix;
    throw error;
  }
}

/** The nodes of a query of Prometheus, which is another rule's when it cannot be read. */
function readable(expr: string, name: string): readonly SyntaxNode[] {
  if (promqlFault(expr) !== undefined) return [];
  return nodes(promqlParser.parse(withoutIntervals(expr, 'promql')).topNode, name);
}

function nodes(top: SyntaxNode, name: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  top.cursor().iterate((node) => {
    if (node.name === name) found.push(node.node);
  });
  return found;
}

/** The function that a range is given to, past `offset`, `@` and parentheses. */
function calledWith(range: SyntaxNode, expr: string): string {
  let node = range.parent;
  while (node !== null && passed.test(node.name)) node = node.parent;
  const identifier = node?.parent?.getChild('FunctionIdentifier');
  return node?.name === 'FunctionCallBody' && identifier ? expr.slice(identifier.from, identifier.to) : '';
}

const passed = /^(?:Offset|StepInvariant|Anchored|Smoothed|Paren)Expr$/;

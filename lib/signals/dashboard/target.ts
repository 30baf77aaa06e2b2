import type { DatasourceKind } from '../../kernel/datasource-ref.js';
import { Refusal } from '../../kernel/refusal.js';
import { LogQL } from '../../query/logql.js';
import { PromQL } from '../../query/promql.js';
import type { TargetModel } from './model.js';

/** A query with what its result is called. */
export interface PanelQuery<Q extends PromQL | LogQL = PromQL | LogQL> {
  readonly query: Q;
  /** What a series is called, with its labels in braces: `{{pod}}`. @default - Grafana's own choice */
  readonly legend?: string;
}

/** One query, or several that are shown together. */
export type Asking<Q extends PromQL | LogQL, One extends PanelQuery<Q> = PanelQuery<Q>> =
  (One & { readonly queries?: never }) | { readonly queries: readonly One[]; readonly query?: never };

/** Numbers from one language: a panel asks one datasource, so that languages do not mix. */
export type AskingNumbers = Asking<PromQL> | Asking<LogQL>;

/** What a panel wants: `range` is over time, `instant` is now, `table` is now with a column for each label. */
export type Shape = 'range' | 'instant' | 'table';

/** The queries of a panel, in order. */
export function queriesOf<One extends PanelQuery>(asking: One | { readonly queries: readonly One[] }): readonly One[] {
  return 'queries' in asking && asking.queries !== undefined ? asking.queries : [asking as One];
}

/** The language's datasource: the class of the query decides. */
export function kindOf(query: PromQL | LogQL): DatasourceKind & ('prometheus' | 'loki') {
  return query instanceof PromQL ? 'prometheus' : 'loki';
}

/** The variable that holds a datasource, by the name that dashboard-linter wants where there are several. */
export function datasourceVariable(kind: DatasourceKind): string {
  return `${kind}_datasource`;
}

/** The datasource of a language, as a panel or a variable names it. */
export function datasourceOf(kind: DatasourceKind): { readonly type: string; readonly uid: string } {
  return { type: kind, uid: `\${${datasourceVariable(kind)}}` };
}

/**
 * The queries as Grafana sends them.
 * @throws Refusal when there are none, or more than letters, or one yields no numbers
 */
export function targetsOf(queries: readonly PanelQuery[], shape: Shape): readonly TargetModel[] {
  if (queries.length === 0 || queries.length > letters.length) {
    const allowed = `1 to ${letters.length} queries`;
    throw new Refusal({ field: 'queries', given: queries.length, allowed, fix: 'ask something, or split the panel' });
  }
  return queries.map((each, i) => {
    refuseLines(each.query);
    return target(each, letters[i] ?? '', shape);
  });
}

/** One query as Grafana sends it. */
export function target({ query, legend }: PanelQuery, refId: string, shape: Shape): TargetModel {
  const datasource = datasourceOf(kindOf(query));
  const common = { refId, datasource, expr: query.text, editorMode: 'code' } as const;
  if (query instanceof LogQL) {
    return { ...common, queryType: shape === 'range' ? 'range' : 'instant', ...(legend && { legendFormat: legend }) };
  }
  const range = shape === 'range';
  const format = shape === 'table' ? 'table' : 'time_series';
  return { ...common, format, range, instant: !range, legendFormat: legend ?? '__auto' };
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function refuseLines(query: PromQL | LogQL): void {
  const yields = query instanceof PromQL ? query.type : query.kind;
  if (yields === 'vector' || yields === 'scalar' || yields === 'metric') return;
  const allowed = 'a query that yields numbers';
  const fix = yields === 'log' ? 'count the lines, or show them in a logs panel' : 'put a function around it';
  throw new Refusal({ field: 'query', given: query.text, allowed, fix });
}

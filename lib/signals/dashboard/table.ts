import type { FieldConfig, Options } from '@grafana/grafana-foundation-sdk/table';
import type { PromQL } from '../../query/promql.js';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { fields, inPanel, Panel, type ColoredProps } from './panel.js';
import { queriesOf, targetsOf, type Asking, type PanelQuery } from './target.js';
import type { Unit } from './unit.js';

/** A column of numbers; the labels of its series are columns too. */
export interface ColumnQuery extends PanelQuery<PromQL> {
  /** The column's title. @default 'Value', and the query's letter where there are several */
  readonly legend?: string;
  /** @default - the table's */
  readonly unit?: Unit;
}

/** Props of {@link table}. PromQL only: Loki's result has no column for a label. */
export type TableProps = ColoredProps & Asking<PromQL, ColumnQuery>;

/**
 * Series as lines, as they are now: a column for each label and for each query
 * (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/table/).
 * Of 24 columns it takes 24, and 8 steps of height.
 * @throws Refusal when the thresholds do not rise
 */
export function table(props: TableProps): Panel {
  return writtenBy(table, () => inPanel(props.title, () => tableOf(props)));
}

function tableOf(props: TableProps): Panel {
  const queries = queriesOf<ColumnQuery>(props);
  const targets = targetsOf(queries, 'table');
  // Grafana names the numbers of several table queries after their letters.
  const columns = queries.map(({ legend, unit = props.unit }, i) => {
    const value = queries.length === 1 ? 'Value' : `Value #${targets[i]?.refId}`;
    return { value, title: legend ?? value, unit };
  });
  const cellOptions = { type: props.thresholds === undefined ? 'auto' : 'color-text' } as const;
  const body: PanelBody<Plain<Options>, Plain<FieldConfig>> = {
    type: 'table',
    targets,
    options: { frameIndex: 0, showHeader: true, cellHeight: 'sm' },
    fieldConfig: {
      defaults: {
        ...fields(props),
        color: { mode: 'thresholds' },
        custom: { align: 'auto', inspect: false, cellOptions },
      },
      overrides: columns.filter(({ unit }) => unit !== props.unit).map(unitOf),
    },
    transformations: [...(queries.length > 1 ? [{ id: 'merge', options: {} }] : []), named(columns)],
  };
  return new Panel(
    props,
    queries.map(({ query }) => query),
    body,
    { width: 24, height: 8 },
  );
}

/** A column of numbers: as Grafana names it, and as it is shown. */
interface Column {
  readonly value: string;
  readonly title: string;
  readonly unit: Unit;
}

function unitOf({ title, unit }: Column): PanelBody['fieldConfig']['overrides'][number] {
  return { matcher: { id: 'byName', options: title }, properties: [{ id: 'unit', value: unit }] };
}

function named(columns: readonly Column[]): { readonly id: string; readonly options: object } {
  const renameByName = Object.fromEntries(columns.map(({ value, title }) => [value, title]));
  return { id: 'organize', options: { excludeByName: { Time: true }, renameByName } };
}

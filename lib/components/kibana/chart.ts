import { Refusal } from '../../kernel/refusal.js';
import type { Grouping, Measure } from './data-view.js';
import { everything, kql } from './kql.js';
import { SavedObject } from './saved-object.js';
import type { LensColumn, LensState, MetricState, SeriesType, TableState, XyState } from './schema.js';

/** A chart, as a dashboard shows it. */
export type Chart = SavedObject<'lens'>;

/** What every chart is told. */
export interface ChartProps {
  readonly id: string;
  readonly title: string;
  /** @default - none */
  readonly description?: string;
  /** Asks only about what this KQL finds. @default - all */
  readonly query?: string;
}

/** What {@link xy} is told. */
export interface XyProps extends ChartProps {
  readonly draw: 'lines' | 'areas' | 'bars' | 'horizontal bars';
  readonly x: Grouping;
  readonly y: readonly [Measure, ...Measure[]];
  /** A series for each of these. @default - one series for each measure */
  readonly by?: Grouping;
}

const layerId = 'layer';

const series: Readonly<Record<XyProps['draw'], SeriesType>> = {
  lines: 'line',
  areas: 'area_stacked',
  bars: 'bar_stacked',
  'horizontal bars': 'bar_horizontal_stacked',
};

/** Lines, areas or bars. @throws Refusal when its columns are of several data views */
export function xy({ draw, x, y, by, ...props }: XyProps): Chart {
  const groups = { x, ...(by && { by }) };
  const seriesType = series[draw];
  const visualization: XyState = {
    legend: { isVisible: by !== undefined || y.length > 1, position: 'right' },
    valueLabels: 'hide',
    fittingFunction: 'None',
    preferredSeriesType: seriesType,
    layers: [
      {
        layerId,
        layerType: 'data',
        seriesType,
        xAccessor: 'x',
        accessors: y.map((_, index) => `y${index}`),
        ...(by && { splitAccessor: 'by' }),
      },
    ],
  };
  return chart('lnsXY', props, groups, y, visualization);
}

/** What {@link number} is told. */
export interface NumberProps extends ChartProps {
  readonly of: Measure;
  /** One for each of these. @default - one */
  readonly by?: Grouping;
}

/** One number, or a few. @throws Refusal when its columns are of several data views */
export function number({ of, by, ...props }: NumberProps): Chart {
  const visualization: MetricState = {
    layerId,
    layerType: 'data',
    metricAccessor: 'y0',
    ...(by && { breakdownByAccessor: 'by' }),
  };
  return chart('lnsMetric', props, by ? { by } : {}, [of], visualization);
}

/** What {@link table} is told. */
export interface TableProps extends ChartProps {
  readonly rows: readonly [Grouping, ...Grouping[]];
  readonly values: readonly [Measure, ...Measure[]];
}

/** Rows, grouped by one thing after the other. @throws Refusal when its columns are of several data views */
export function table({ rows, values, ...props }: TableProps): Chart {
  const groups = Object.fromEntries(rows.map((row, index) => [`row${index}`, row]));
  const columns = [...Object.keys(groups), ...values.map((_, index) => `y${index}`)];
  const visualization: TableState = {
    layerId,
    layerType: 'data',
    columns: columns.map((columnId) => ({ columnId })),
  };
  return chart('lnsDatatable', props, groups, values, visualization);
}

function chart(
  visualizationType: 'lnsXY' | 'lnsMetric' | 'lnsDatatable',
  { id, title, description = '', query }: ChartProps,
  groups: Readonly<Record<string, Grouping>>,
  measures: readonly [Measure, ...Measure[]],
  visualization: LensState['visualization'],
): Chart {
  const { view } = measures[0];
  const stranger = [...Object.values(groups), ...measures].find((one) => one.view !== view);
  if (stranger !== undefined) {
    throw new Refusal({
      at: `chart ${id}`,
      field: 'columns',
      given: stranger.view.id,
      allowed: `columns of one data view, ${view.id}`,
      fix: 'make a chart of each, and show them beside each other',
    });
  }
  const columns: Record<string, LensColumn> = {
    ...Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, group.grouped('y0')])),
    ...Object.fromEntries(measures.map(({ measured }, index) => [`y${index}`, measured])),
  };
  const state: LensState = {
    query: query === undefined ? everything : kql(query),
    filters: [],
    internalReferences: [],
    adHocDataViews: {},
    datasourceStates: {
      formBased: {
        layers: { [layerId]: { columns, columnOrder: Object.keys(columns), incompleteColumns: {}, sampling: 1 } },
      },
    },
    visualization,
  };
  const uses = [{ name: `indexpattern-datasource-layer-${layerId}`, object: view }];
  return new SavedObject('lens', id, { title, description, visualizationType, state }, uses);
}

import type { FieldConfig, Options } from '@grafana/grafana-foundation-sdk/timeseries';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { fields, inPanel, Panel, type NumbersProps } from './panel.js';
import { queriesOf, targetsOf, type AskingNumbers, type PanelQuery } from './target.js';

/** Props of {@link timeseries}. */
export type TimeseriesProps = NumbersProps & AskingNumbers;

/**
 * Numbers over time; thresholds are dashed lines
 * (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/time-series/).
 * Of 24 columns it takes 12, and 8 steps of height.
 * @throws Refusal when a query yields lines, or the thresholds do not rise
 */
export function timeseries(props: TimeseriesProps): Panel {
  return writtenBy(timeseries, () => inPanel(props.title, () => timeseriesOf(props)));
}

function timeseriesOf(props: TimeseriesProps): Panel {
  const queries = queriesOf<PanelQuery>(props);
  const custom: Plain<FieldConfig> = {
    drawStyle: 'line',
    lineWidth: 1,
    fillOpacity: 10,
    showPoints: 'auto',
    spanNulls: false,
    thresholdsStyle: { mode: props.thresholds === undefined ? 'off' : 'dashed' },
  };
  const body: PanelBody<Plain<Options>, Plain<FieldConfig>> = {
    type: 'timeseries',
    targets: targetsOf(queries, 'range'),
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: { defaults: { ...fields(props), color: { mode: 'palette-classic' }, custom }, overrides: [] },
  };
  return new Panel(
    props,
    queries.map(({ query }) => query),
    body,
    { width: 12, height: 8 },
  );
}

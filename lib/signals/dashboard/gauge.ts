import type { Options } from '@grafana/grafana-foundation-sdk/gauge';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { fields, inPanel, Panel, type ColoredProps } from './panel.js';
import { queriesOf, targetsOf, type AskingNumbers, type PanelQuery } from './target.js';

/** What a {@link gauge} says beside its queries. */
export interface GaugeScale extends ColoredProps {
  /** Where the scale begins, in the panel's unit. @default 0 */
  readonly min?: number;
  /**
   * Where the scale ends, in the panel's unit.
   * @default - 1 for 'percentunit', 100 for 'percent', else the greatest value shown
   */
  readonly max?: number;
}

/** Props of {@link gauge}. */
export type GaugeProps = GaugeScale & AskingNumbers;

/**
 * A number on a scale, now (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/gauge/).
 * Of 24 columns it takes 6, and 6 steps of height.
 * @throws Refusal when a query yields lines, or the thresholds do not rise
 */
export function gauge(props: GaugeProps): Panel {
  return writtenBy(gauge, () => inPanel(props.title, () => gaugeOf(props)));
}

const ends: Partial<Record<GaugeProps['unit'], number>> = { percentunit: 1, percent: 100 };

function gaugeOf(props: GaugeProps): Panel {
  const queries = queriesOf<PanelQuery>(props);
  const { min = 0, max = ends[props.unit] } = props;
  const scale = { min, ...(max !== undefined && { max }) };
  const body: PanelBody<Plain<Options>> = {
    type: 'gauge',
    targets: targetsOf(queries, 'instant'),
    options: {
      showThresholdLabels: false,
      showThresholdMarkers: true,
      sizing: 'auto',
      minVizWidth: 75,
      minVizHeight: 75,
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: { ...fields(props), ...scale, color: { mode: 'thresholds' } }, overrides: [] },
  };
  return new Panel(
    props,
    queries.map(({ query }) => query),
    body,
    { width: 6, height: 6 },
  );
}

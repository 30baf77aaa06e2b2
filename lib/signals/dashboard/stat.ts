import type { Options } from '@grafana/grafana-foundation-sdk/stat';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { fields, inPanel, Panel, type ColoredProps } from './panel.js';
import { queriesOf, targetsOf, type AskingNumbers, type PanelQuery } from './target.js';

/** Props of {@link stat}. */
export type StatProps = ColoredProps & AskingNumbers;

/**
 * A number, as it is now (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/stat/).
 * Of 24 columns it takes 6, and 4 steps of height.
 * @throws Refusal when a query yields lines, or the thresholds do not rise
 */
export function stat(props: StatProps): Panel {
  return writtenBy(stat, () => inPanel(props.title, () => statOf(props)));
}

function statOf(props: StatProps): Panel {
  const queries = queriesOf<PanelQuery>(props);
  const body: PanelBody<Plain<Options>> = {
    type: 'stat',
    targets: targetsOf(queries, 'instant'),
    options: {
      graphMode: 'none',
      colorMode: 'value',
      justifyMode: 'auto',
      textMode: 'auto',
      wideLayout: true,
      showPercentChange: false,
      percentChangeColorMode: 'standard',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: { ...fields(props), color: { mode: 'thresholds' } }, overrides: [] },
  };
  return new Panel(
    props,
    queries.map(({ query }) => query),
    body,
    { width: 6, height: 4 },
  );
}

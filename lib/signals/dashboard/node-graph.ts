import type { Options } from '@grafana/grafana-foundation-sdk/nodegraph';
import { checkLabel } from '../../query/labels.js';
import { PromQL } from '../../query/promql.js';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { inPanel, Panel, type PanelProps } from './panel.js';
import { target } from './target.js';
import type { Unit } from './unit.js';

/** Props of {@link nodeGraph}. */
export interface NodeGraphProps extends PanelProps {
  /** A series for each edge, with the labels `from` and `to`. */
  readonly query: PromQL;
  /** The label that names where an edge begins. @default 'client', as in metrics of service graphs */
  readonly from?: string;
  /** The label that names where an edge ends. @default 'server', as in metrics of service graphs */
  readonly to?: string;
  /** What the number of an edge counts. */
  readonly unit: Unit;
}

/**
 * Who calls whom. Grafana wants a frame `edges` with `id`, `source` and `target`, and finds the nodes by itself
 * (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/).
 * Of 24 columns it takes 24, and 12 steps of height.
 * @throws Refusal when a label cannot be named so
 */
export function nodeGraph(props: NodeGraphProps): Panel {
  return writtenBy(nodeGraph, () => inPanel(props.title, () => nodeGraphOf(props)));
}

function nodeGraphOf(props: NodeGraphProps): Panel {
  const { query, from = 'client', to = 'server', unit } = props;
  checkLabel('from', from);
  checkLabel('to', to);
  const edges = PromQL.parse(`label_join(${query.inner}, "id", "/", "${from}", "${to}")`);
  const body: PanelBody<Plain<Options>> = {
    type: 'nodeGraph',
    targets: [target({ query: edges }, 'edges', 'table')],
    options: { nodes: { mainStatUnit: unit }, edges: { mainStatUnit: unit } },
    fieldConfig: { defaults: { unit }, overrides: [] },
    transformations: [
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          renameByName: { [from]: 'source', [to]: 'target', Value: 'mainstat' },
        },
      },
    ],
  };
  return new Panel(props, [edges], body, { width: 24, height: 12 });
}

import type { Options } from '@grafana/grafana-foundation-sdk/logs';
import { Refusal } from '../../kernel/refusal.js';
import type { LogQL } from '../../query/logql.js';
import { writtenBy } from '../../query/written-at.js';
import type { PanelBody, Plain } from './model.js';
import { inPanel, Panel, type PanelProps } from './panel.js';
import { target } from './target.js';

/** Props of {@link logs}. */
export interface LogsProps extends PanelProps {
  /** Which lines to show. */
  readonly query: LogQL;
}

/**
 * Lines of logs, the newest first (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/logs/).
 * Of 24 columns it takes 24, and 10 steps of height.
 * @throws Refusal when the query yields numbers
 */
export function logs(props: LogsProps): Panel {
  return writtenBy(logs, () => inPanel(props.title, () => logsOf(props)));
}

function logsOf(props: LogsProps): Panel {
  const { query } = props;
  if (query.kind !== 'log') {
    const fix = 'show the numbers in a timeseries panel, or take the aggregation away';
    throw new Refusal({ field: 'query', given: query.text, allowed: 'a query that yields lines', fix });
  }
  const body: PanelBody<Plain<Options>> = {
    type: 'logs',
    targets: [target({ query }, 'A', 'range')],
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      showLogContextToggle: true,
      wrapLogMessage: true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      sortOrder: 'Descending',
      dedupStrategy: 'none',
    },
    fieldConfig: { defaults: {}, overrides: [] },
  };
  return new Panel(props, [query], body, { width: 24, height: 10 });
}

import { Duration } from 'cdk8s';
import { goDuration } from '../../kernel/dialect.js';
import { label } from '../../kernel/labels.js';

/** How a manifest finds the Grafana that it belongs to. */
export interface Selection {
  readonly instanceSelector: { readonly matchLabels: Record<string, string> };
  readonly allowCrossNamespaceImport: false;
  readonly resyncPeriod: string;
}

/** How long a Grafana may lack what is in Git after it lost its database. */
const resync = Duration.minutes(2);

/** Selects exactly one Grafana, by its own name in its own namespace. */
export function selectionOf(grafana: string): Selection {
  return {
    instanceSelector: { matchLabels: { [label.grafana]: grafana } },
    allowCrossNamespaceImport: false,
    resyncPeriod: goDuration(resync),
  };
}

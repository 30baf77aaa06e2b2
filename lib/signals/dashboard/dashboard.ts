import type { DatasourceKind, DatasourceRef } from '../../kernel/datasource-ref.js';

/** A dashboard as Grafana provisions it, before it knows which datasources it asks. */
export interface Dashboard {
  /** Stable for ever: links stand on it. */
  readonly uid: string;
  readonly title: string;
  /** The kinds of datasource that its panels ask. */
  readonly asks: readonly DatasourceKind[];
  /** The model, with the datasources filled in. */
  json(from: { readonly [K in DatasourceKind]?: DatasourceRef<K> }): object;
}

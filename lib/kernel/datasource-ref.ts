/** The kinds of store that Grafana asks. */
export type DatasourceKind = 'prometheus' | 'loki' | 'elasticsearch' | 'jaeger';

/** A datasource that was added to a Grafana: only adding an endpoint there makes one, so no panel can point at nothing. */
export interface DatasourceRef<out K extends DatasourceKind> {
  readonly kind: K;
  /** Stable across clusters: links and dashboards stand on it. */
  readonly uid: string;
  /** What people read. */
  readonly name: string;
}

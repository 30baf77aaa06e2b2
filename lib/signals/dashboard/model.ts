import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type { dataquery as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import type { Dataquery as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus';

/**
 * A type of Grafana's own SDK as it is written down: its enumerations are their values, its methods are gone. Only
 * types are taken from there: the model is checked against Grafana's schema, and 70 CPU ms of loading builders are saved.
 */
export type Plain<T> = 0 extends 1 & T
  ? unknown
  : T extends string
    ? `${T}`
    : T extends number | boolean | null | undefined
      ? T
      : T extends readonly (infer E)[]
        ? readonly Plain<E>[]
        : { readonly [K in keyof T as T[K] extends () => void ? never : K]: Plain<T[K]> };

/** A place on the grid of 24 columns. */
export type GridPos = Plain<sdk.GridPos>;

/** A link of a dashboard. */
export type DashboardLinkModel = Plain<sdk.DashboardLink>;

/** A link of a value; the SDK types it as a dashboard's, of which Grafana reads these fields only. */
export type DataLinkModel = Pick<DashboardLinkModel, 'title' | 'targetBlank'> & { readonly url: string };

/** How the values of a panel are shown. */
export type FieldModel<Custom = unknown> = Omit<Plain<sdk.FieldConfig>, 'links' | 'custom'> & {
  readonly links?: readonly DataLinkModel[];
  readonly custom?: Custom;
};

/** One query of a panel. */
export type TargetModel = Plain<PrometheusQuery> | Plain<LokiQuery>;

/** What a kind of panel says beside its title and place. */
export interface PanelBody<Options = unknown, Custom = unknown> {
  readonly type: string;
  readonly targets: readonly TargetModel[];
  readonly options: Options;
  readonly fieldConfig: {
    readonly defaults: FieldModel<Custom>;
    readonly overrides: Plain<sdk.FieldConfigSource>['overrides'];
  };
  readonly transformations?: Plain<sdk.Panel>['transformations'];
}

/** A panel in its place. */
export type PanelModel = PanelBody & Pick<Plain<sdk.Panel>, 'id' | 'title' | 'description' | 'datasource' | 'gridPos'>;

/** A row's title line; the panels are in it only while it is collapsed. */
export type RowModel = Omit<Plain<sdk.RowPanel>, 'panels'> & { readonly panels: readonly PanelModel[] };

/** A variable. */
export type VariableModel = Plain<sdk.VariableModel>;

/** A whole dashboard, as Grafana provisions it. */
export type DashboardModel = Omit<Plain<sdk.Dashboard>, 'panels'> & {
  readonly panels: readonly (PanelModel | RowModel)[];
};

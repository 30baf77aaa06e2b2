/**
 * Settings of kibana.yml that a user may write; what ECK or the other props decide is left out.
 *
 * @see https://www.elastic.co/docs/reference/kibana/configuration-reference (9.4)
 */
export interface KibanaSettings {
  /** Milliseconds until an answer of Elasticsearch must be there. @default 30000 */
  readonly 'elasticsearch.requestTimeout'?: number;
  /** @default 'info' */
  readonly 'logging.root.level'?: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  /** The largest body of a request, in bytes. @default 1048576 */
  readonly 'server.maxPayload'?: number;
  /** Longest import of saved objects, in bytes. @default 26214400 */
  readonly 'savedObjects.maxImportPayloadBytes'?: number;
  /** A message above the login form. @default - none */
  readonly 'xpack.security.loginAssistanceMessage'?: string;
}

/** How people log in, by kind and name; the lowest order is offered first. */
export interface Providers {
  readonly oidc?: Readonly<Record<string, Provider>>;
  readonly saml?: Readonly<Record<string, Provider>>;
  readonly basic: { readonly basic: { readonly order: number } };
}

/** A way to log in, through a realm of Elasticsearch. */
export interface Provider {
  readonly order: number;
  readonly realm: string;
  readonly description?: string;
}

/** The settings as they are written: the user's, and ours. */
export interface WrittenKibanaSettings extends KibanaSettings {
  readonly 'server.publicBaseUrl': string;
  readonly 'telemetry.optIn': false;
  readonly 'telemetry.allowChangingOptInStatus': false;
  readonly 'newsfeed.enabled': false;
  readonly 'xpack.fleet.isAirGapped': true;
  readonly 'xpack.security.session.idleTimeout': string;
  readonly 'xpack.security.session.lifespan': string;
  readonly 'xpack.security.audit.enabled'?: true;
  readonly 'xpack.security.authc.providers'?: Providers;
}

/** A query of people, in KQL. */
export interface Query {
  readonly query: string;
  readonly language: 'kuery';
}

/**
 * Attributes of saved objects, as far as we write them. Kibana documents none of them; they are as exports of 8.9 and later
 * have them, which 9.4 still takes.
 *
 * @see https://github.com/elastic/kibana/tree/v8.9.0/x-pack/plugins/lens/public/datasources/form_based for columns
 * @see https://github.com/elastic/kibana/tree/v8.9.0/src/plugins/dashboard/common/content_management for dashboards
 */
export interface SavedObjectAttributes {
  readonly 'index-pattern': { readonly title: string; readonly name: string; readonly timeFieldName: string };
  readonly search: {
    readonly title: string;
    readonly description: string;
    readonly columns: readonly string[];
    readonly sort: readonly (readonly [string, 'asc' | 'desc'])[];
    readonly kibanaSavedObjectMeta: { readonly searchSourceJSON: string };
  };
  readonly lens: {
    readonly title: string;
    readonly description: string;
    readonly visualizationType: 'lnsXY' | 'lnsMetric' | 'lnsDatatable';
    readonly state: LensState;
  };
  readonly dashboard: {
    readonly title: string;
    readonly description: string;
    readonly version: 1;
    readonly timeRestore: boolean;
    readonly timeFrom?: string;
    readonly timeTo?: 'now';
    readonly panelsJSON: string;
    readonly optionsJSON: string;
    readonly kibanaSavedObjectMeta: { readonly searchSourceJSON: string };
  };
}

/** What a chart asks, and how it shows the answer. */
export interface LensState {
  readonly query: Query;
  readonly filters: readonly never[];
  readonly internalReferences: readonly never[];
  readonly adHocDataViews: Readonly<Record<string, never>>;
  readonly datasourceStates: { readonly formBased: { readonly layers: Readonly<Record<string, LensLayer>> } };
  readonly visualization: XyState | MetricState | TableState;
}

/** The columns of one question. */
export interface LensLayer {
  readonly columns: Readonly<Record<string, LensColumn>>;
  readonly columnOrder: readonly string[];
  readonly incompleteColumns: Readonly<Record<string, never>>;
  readonly sampling: 1;
}

/** One column: what is counted, or by what it is grouped. */
export interface LensColumn {
  readonly label: string;
  readonly customLabel: boolean;
  readonly dataType: 'number' | 'string' | 'date' | 'ip' | 'boolean';
  readonly operationType: string;
  readonly sourceField: string;
  readonly isBucketed: boolean;
  readonly scale: 'ratio' | 'interval' | 'ordinal';
  readonly params?: Readonly<Record<string, unknown>>;
  readonly filter?: Query;
}

/** Lines, bars and areas. */
export interface XyState {
  readonly legend: { readonly isVisible: boolean; readonly position: 'right' };
  readonly valueLabels: 'hide';
  readonly fittingFunction: 'None';
  readonly preferredSeriesType: SeriesType;
  readonly layers: readonly {
    readonly layerId: string;
    readonly layerType: 'data';
    readonly seriesType: SeriesType;
    readonly xAccessor: string;
    readonly accessors: readonly string[];
    readonly splitAccessor?: string;
  }[];
}

/** How a series is drawn. */
export type SeriesType = 'line' | 'area_stacked' | 'bar_stacked' | 'bar_horizontal_stacked';

/** One number. */
export interface MetricState {
  readonly layerId: string;
  readonly layerType: 'data';
  readonly metricAccessor: string;
  readonly breakdownByAccessor?: string;
}

/** Rows. */
export interface TableState {
  readonly layerId: string;
  readonly layerType: 'data';
  readonly columns: readonly { readonly columnId: string }[];
}

import { Duration } from 'cdk8s';
import { prometheusDuration } from '../../kernel/dialect.js';
import type { DatasourceKind } from '../../kernel/datasource-ref.js';
import type { Credentials } from './credentials.js';

/** What any datasource may be told. */
export interface DatasourceOptions {
  /** Chosen in new panels, and by dashboards where several of its kind are. Only one may be. @default false */
  readonly default?: boolean;
  /** @default - nothing is shown but, with TLS, Grafana's certificate */
  readonly credentials?: Credentials;
}

/** How Prometheus, or what speaks its language, is asked. */
export interface PrometheusOptions extends DatasourceOptions {
  /** What is behind: the query editor knows what each can do. @default 'Prometheus' */
  readonly flavor?: 'Prometheus' | 'Thanos' | 'Mimir' | 'Cortex';
  /** How often it scrapes: `$__rate_interval` is at least four times that. @default 30 seconds */
  readonly scrapeInterval?: Duration;
  /** @default 60 seconds */
  readonly queryTimeout?: Duration;
  /** Sent as `X-Scope-OrgID`. @default - none */
  readonly tenant?: string;
}

/** How Loki is asked. */
export interface LokiOptions extends DatasourceOptions {
  /** Lines that a query shows at most. @default 1000 */
  readonly maxLines?: number;
  /** Sent as `X-Scope-OrgID`. @default - none */
  readonly tenant?: string;
}

/** How Jaeger is asked. */
export type JaegerOptions = DatasourceOptions;

/** How Elasticsearch is asked. */
export interface ElasticsearchOptions extends DatasourceOptions {
  /** The indices or data streams, as a pattern: `logs-*`. */
  readonly index: string;
  /** @default '@timestamp' */
  readonly timeField?: string;
  /** The field that holds the line. @default 'message' */
  readonly messageField?: string;
  /** @default 'log.level' */
  readonly levelField?: string;
}

/** The options of each kind. */
export interface OptionsOf {
  readonly prometheus: PrometheusOptions;
  readonly loki: LokiOptions;
  readonly jaeger: JaegerOptions;
  readonly elasticsearch: ElasticsearchOptions;
}

/**
 * The options as each plugin writes them in `jsonData`.
 *
 * @see https://grafana.com/docs/grafana/v13.1/datasources/
 */
export const jsonData: { readonly [K in DatasourceKind]: (options: OptionsOf[K]) => object } = {
  prometheus: ({ flavor, scrapeInterval, queryTimeout }) => ({
    httpMethod: 'POST',
    prometheusType: flavor ?? 'Prometheus',
    timeInterval: prometheusDuration(scrapeInterval ?? Duration.seconds(30)),
    queryTimeout: prometheusDuration(queryTimeout ?? Duration.seconds(60)),
    manageAlerts: false,
  }),
  // A number in a string is what the plugin expects here.
  loki: ({ maxLines }) => ({ maxLines: String(maxLines ?? 1000), manageAlerts: false }),
  jaeger: () => ({ nodeGraph: { enabled: true } }),
  elasticsearch: ({ index, timeField, messageField, levelField }) => ({
    index,
    timeField: timeField ?? '@timestamp',
    logMessageField: messageField ?? 'message',
    logLevelField: levelField ?? 'log.level',
    maxConcurrentShardRequests: 5,
  }),
};

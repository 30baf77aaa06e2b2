/**
 * The parts of the Collector's configuration that we write, as version 0.155 reads them.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export interface CollectorConfig {
  readonly receivers: Components;
  readonly processors: Components;
  readonly exporters: Components;
  readonly connectors?: Components;
  readonly extensions: Components;
  readonly service: ServiceConfig;
}

/** A component's own configuration: what is in it is the component's. */
export type ComponentConfig = Readonly<Record<string, unknown>>;

/** Components of one kind, by id: `type`, or `type/name`. */
export type Components = Readonly<Record<string, ComponentConfig>>;

/** What of the components runs, and how they are connected. */
export interface ServiceConfig {
  readonly extensions: readonly string[];
  /** Keyed by signal, or `signal/name`. */
  readonly pipelines: Readonly<Record<string, PipelineConfig>>;
  readonly telemetry: TelemetryConfig;
}

/** Ids of components; a connector stands among exporters and among receivers. */
export interface PipelineConfig {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** What the Collector tells of itself. @see https://opentelemetry.io/docs/collector/internal-telemetry/ */
export interface TelemetryConfig {
  readonly logs: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly encoding: 'json' | 'console' };
  readonly metrics: {
    readonly level: 'none' | 'basic' | 'normal' | 'detailed';
    readonly readers: readonly {
      readonly pull: { readonly exporter: { readonly prometheus: PrometheusReader } };
    }[];
  };
}

/** The page of the Collector's own metrics. It knows no TLS. */
export interface PrometheusReader {
  readonly host: string;
  readonly port: number;
  /** Names end in `_total` when false, and in their unit: without them they are not those that upstream's pages show. */
  readonly without_type_suffix: boolean;
  readonly without_units: boolean;
  readonly without_scope_info: boolean;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/README.md */
export interface ServerTls extends ComponentConfig {
  readonly cert_file: string;
  readonly key_file: string;
  readonly reload_interval: string;
  readonly min_version: '1.2' | '1.3';
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/README.md */
export interface ClientTls extends ComponentConfig {
  /** Plain text, for gRPC; HTTP says it by its URL. */
  readonly insecure?: boolean;
  readonly ca_file?: string;
  readonly cert_file?: string;
  readonly key_file?: string;
  readonly reload_interval?: string;
  /** The name that the far end's certificate must carry, where it is not the one that was dialled. */
  readonly server_name_override?: string;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/README.md */
export interface SendingQueue extends ComponentConfig {
  readonly enabled: true;
  /** The id of the extension that keeps it. */
  readonly storage?: string;
  readonly sizer: 'requests' | 'items' | 'bytes';
  readonly queue_size: number;
  readonly batch: {
    readonly flush_timeout: string;
    readonly sizer: 'items' | 'bytes';
    readonly min_size: number;
    readonly max_size: number;
  };
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configretry/README.md */
export interface RetryOnFailure extends ComponentConfig {
  readonly enabled: true;
  readonly initial_interval: string;
  readonly max_interval: string;
  /** Zero never gives up. */
  readonly max_elapsed_time: string;
}

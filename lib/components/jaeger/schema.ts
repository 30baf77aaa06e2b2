import type { TelemetryConfig } from '../collector/schema.js';

/**
 * The parts of Jaeger's configuration that we write, as version 2.20 reads them: the Collector's, with extensions and an
 * exporter of its own. `B` are the names of its backends of traces and `M` of those of metrics: what names another one does not
 * compile.
 *
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/components.go
 */
export interface JaegerConfig<B extends string = string, M extends string = string> {
  readonly receivers: { readonly otlp: OtlpReceiver } | { readonly kafka: KafkaReceiver } | { readonly nop: Nothing };
  readonly processors: { readonly memory_limiter?: MemoryLimiter };
  readonly exporters:
    | { readonly jaeger_storage_exporter: JaegerStorageExporter<NoInfer<B>> }
    | { readonly kafka: KafkaExporter }
    | { readonly nop: Nothing };
  readonly extensions: {
    readonly healthcheckv2: HealthCheck;
    readonly jaeger_storage?: JaegerStorage<B, M>;
    readonly jaeger_query?: JaegerQuery<NoInfer<B>, NoInfer<M>>;
    readonly remote_sampling?: RemoteSampling;
  };
  readonly service: {
    readonly extensions: readonly ('healthcheckv2' | 'jaeger_storage' | 'jaeger_query' | 'remote_sampling')[];
    readonly pipelines: { readonly traces: TracesPipeline };
    readonly telemetry: TelemetryConfig;
  };
}

/** A component that takes no settings. */
export type Nothing = Readonly<Record<string, never>>;

/**
 * From clients into a store, from clients into Kafka, from Kafka into a store; or nothing at all, since there is no Collector without
 * a pipeline.
 */
export type TracesPipeline =
  | {
      readonly receivers: readonly ['otlp'] | readonly ['kafka'];
      readonly processors: readonly ['memory_limiter'];
      readonly exporters: readonly ['jaeger_storage_exporter'];
    }
  | {
      readonly receivers: readonly ['otlp'];
      readonly processors: readonly ['memory_limiter'];
      readonly exporters: readonly ['kafka'];
    }
  | { readonly receivers: readonly ['nop']; readonly processors: readonly []; readonly exporters: readonly ['nop'] };

/** How a server proves itself. @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/README.md */
export interface ServerTls {
  readonly cert_file: string;
  readonly key_file: string;
  readonly reload_interval: string;
  readonly min_version: '1.2' | '1.3';
}

/** How a client checks the server, and proves itself. @see {@link ServerTls} */
export interface ClientTls {
  /** Plain text. */
  readonly insecure?: boolean;
  readonly ca_file?: string;
  readonly cert_file?: string;
  readonly key_file?: string;
  readonly reload_interval?: string;
}

/** A port that is listened on. */
export interface Server {
  readonly endpoint: `0.0.0.0:${number}`;
  readonly tls?: ServerTls;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/receiver/otlpreceiver/README.md */
export interface OtlpReceiver {
  readonly protocols: { readonly grpc: GrpcServer; readonly http: Server };
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configgrpc/README.md */
export interface GrpcServer extends Server {
  readonly keepalive?: {
    readonly server_parameters: {
      readonly max_connection_age: string;
      readonly max_connection_age_grace: string;
    };
  };
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/processor/memorylimiterprocessor/README.md */
export interface MemoryLimiter {
  readonly check_interval: string;
  readonly limit_percentage: number;
  readonly spike_limit_percentage: number;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/healthcheckv2extension/README.md */
export interface HealthCheck {
  readonly use_v2: true;
  readonly http: { readonly endpoint: `0.0.0.0:${number}` };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/exporters/storageexporter/config.go */
export interface JaegerStorageExporter<B extends string> {
  readonly trace_storage: B;
}

/** What writers and readers of Kafka share. */
export interface KafkaClient {
  readonly brokers: readonly [string];
  /** Without it the client does not encrypt. */
  readonly tls?: ClientTls;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/config.go */
export interface KafkaExporter extends KafkaClient {
  readonly traces: { readonly topic: string; readonly encoding: 'otlp_proto' };
  /** Whether all spans of a trace come into one part of the topic. */
  readonly partition_traces_by_id: true;
  readonly producer: {
    readonly required_acks: 'all';
    readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
    readonly allow_auto_topic_creation: false;
  };
  readonly sending_queue: WaitingQueue;
  readonly retry_on_failure: { readonly enabled: boolean };
}

/**
 * A queue in which whoever brings something waits for what becomes of it.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/README.md
 */
export interface WaitingQueue {
  readonly enabled: true;
  readonly wait_for_result: true;
  readonly sizer: 'bytes';
  readonly queue_size: number;
  readonly batch: {
    readonly sizer: 'bytes';
    readonly flush_timeout: string;
    /** At zero nothing waits for more. */
    readonly min_size: number;
    readonly max_size: number;
  };
}

/** @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/kafkareceiver/config.go */
export interface KafkaReceiver extends KafkaClient {
  readonly group_id: string;
  /** Where a group begins that was never there. */
  readonly initial_offset: 'earliest' | 'latest';
  readonly traces: { readonly topics: readonly [string]; readonly encoding: 'otlp_proto' };
  readonly message_marking: {
    /** Whether a message counts as read only after the pipeline took it. */
    readonly after: boolean;
    /** Whether it counts as read though the pipeline did not take it. */
    readonly on_error: boolean;
    /** The same, for what can never be taken. */
    readonly on_permanent_error: boolean;
  };
  /** Without it a part is read no more after an error, until its readers change. Nothing has a default but zero. */
  readonly error_backoff: {
    readonly enabled: true;
    readonly initial_interval: string;
    /** By how much an interval is longer than the one before; zero would try again at once, for ever. */
    readonly multiplier: number;
    readonly randomization_factor: number;
    readonly max_interval: string;
    /** Zero never gives up. */
    readonly max_elapsed_time: string;
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/internal/storageconfig/config.go */
export interface JaegerStorage<B extends string, M extends string> {
  readonly backends: Readonly<Record<B, TraceBackend>>;
  readonly metric_backends?: Readonly<Record<M, MetricBackend>>;
}

/** Where traces are kept. */
export type TraceBackend =
  { readonly memory: { readonly max_traces: number } } | { readonly elasticsearch: ElasticsearchBackend };

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/elasticsearch/config/config.go */
export interface ElasticsearchBackend {
  readonly server_urls: readonly string[];
  readonly auth: {
    readonly basic: { readonly username: string; readonly password_file: string; readonly reload_interval: string };
  };
  readonly tls?: ClientTls;
  readonly indices: Indices;
  /** Whether templates of indices are put at each start. */
  readonly create_mappings: boolean;
  /** How far back a trace is looked for by its id. */
  readonly max_span_age: string;
}

/** @see {@link ElasticsearchBackend} */
export interface Indices {
  /** Indices are then called `<index_prefix>-jaeger-span-…`. */
  readonly index_prefix?: string;
  readonly spans: IndexOptions;
  readonly services: IndexOptions;
  readonly dependencies: IndexOptions;
  readonly sampling: IndexOptions;
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/elasticsearch/config/config_rotation.go */
export interface IndexOptions {
  readonly shards: number;
  readonly replicas: number;
  readonly rotation: {
    /** The layout is Go's for the date in an index' name; it and the frequency say the same. */
    readonly periodic: { readonly date_layout: '2006-01-02'; readonly rollover_frequency: 'day' };
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/config/promcfg/config.go */
export interface MetricBackend {
  readonly prometheus: {
    readonly endpoint: string;
    readonly tls?: ClientTls;
    /** What the names of metrics begin with. */
    readonly metric_namespace: string;
    readonly latency_unit: 's' | 'ms';
    /** Whether counters end in `_total`. */
    readonly normalize_calls: boolean;
    /** Whether the histogram's name ends in its unit. */
    readonly normalize_duration: boolean;
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/extension/jaegerquery/config.go */
export interface JaegerQuery<B extends string, M extends string> {
  readonly storage: { readonly traces: B; readonly metrics?: M };
  readonly ui: { readonly config_file: string };
  readonly http: Server;
  readonly grpc: Server;
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/extension/remotesampling/config.go */
export interface RemoteSampling {
  readonly file: {
    readonly path: string;
    readonly reload_interval: string;
    /** For what the file does not say. */
    readonly default_sampling_probability: number;
  };
  readonly http: Server;
  readonly grpc: Server;
}

/** The file of strategies. @see https://www.jaegertracing.io/docs/2.20/architecture/sampling/#file-based-sampling-configuration */
export interface StrategiesFile {
  readonly default_strategy: Strategy;
  readonly service_strategies: readonly (Strategy & { readonly service: string })[];
}

/** A chance from 0 to 1, or traces a second. */
export interface Strategy {
  readonly type: 'probabilistic' | 'ratelimiting';
  readonly param: number;
}

/** The file of the UI. @see https://www.jaegertracing.io/docs/2.20/deployment/frontend-ui/ */
export interface UiFile {
  readonly dependencies: { readonly menuEnabled: boolean };
  readonly monitor: { readonly menuEnabled: boolean };
  readonly linkPatterns: readonly LinkPattern[];
}

/** @see https://www.jaegertracing.io/docs/2.20/deployment/frontend-ui/#link-patterns */
export type LinkPattern =
  | { readonly type: 'traces'; readonly url: string; readonly text: string }
  | {
      readonly type: 'process' | 'tags' | 'logs';
      readonly key: string;
      readonly url: string;
      readonly text: string;
    };

/**
 * Fluent Bit's configuration, as far as we write it: its YAML form, version 4.2. A misspelt key does not compile. Sizes are
 * whole bytes, since its `M` is 10^6 and Kubernetes' is not.
 *
 * @see https://docs.fluentbit.io/manual/4.2/administration/configuring-fluent-bit/yaml
 */
export interface FluentBitConfig {
  readonly service: Service;
  readonly parsers?: readonly Parser[];
  readonly multiline_parsers?: readonly MultilineParser[];
  readonly pipeline: {
    readonly inputs: readonly Input[];
    readonly filters: readonly Filter[];
    readonly outputs: readonly OutputSection[];
  };
}

type OnOff = 'on' | 'off';

/** @see https://docs.fluentbit.io/manual/4.2/administration/configuring-fluent-bit/yaml/service-section */
export interface Service {
  /** Seconds between flushes. */
  readonly flush?: number;
  /** Seconds that an exit may take. */
  readonly grace?: number;
  readonly daemon?: OnOff;
  readonly log_level?: 'off' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly http_server?: OnOff;
  readonly http_listen?: string;
  readonly http_port?: number;
  readonly health_check?: OnOff;
  readonly hc_errors_count?: number;
  readonly hc_retry_failure_count?: number;
  /** Seconds. */
  readonly hc_period?: number;
  readonly hot_reload?: OnOff;
  readonly 'scheduler.base'?: number;
  readonly 'scheduler.cap'?: number;
  readonly 'dns.mode'?: 'UDP' | 'TCP';
  readonly 'dns.resolver'?: 'LEGACY' | 'ASYNC';
  readonly 'json.escape_unicode'?: boolean;
  readonly multiline_buffer_limit?: number;
  readonly 'storage.path'?: string;
  readonly 'storage.sync'?: 'normal' | 'full';
  readonly 'storage.checksum'?: OnOff;
  readonly 'storage.metrics'?: OnOff;
  readonly 'storage.max_chunks_up'?: number;
  readonly 'storage.backlog.mem_limit'?: number;
  readonly 'storage.backlog.flush_on_shutdown'?: OnOff;
  readonly 'storage.delete_irrecoverable_chunks'?: OnOff;
  readonly 'storage.trim_files'?: OnOff;
  readonly 'storage.type'?: 'memory' | 'filesystem' | 'memrb';
  readonly 'storage.inherit'?: OnOff;
  readonly 'storage.keep.rejected'?: OnOff;
  readonly 'storage.rejected.path'?: string;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/parsers/configuring-parser */
export interface Parser {
  readonly name: string;
  readonly format: 'json' | 'logfmt' | 'ltsv' | 'regex';
  readonly regex?: string;
  readonly time_key?: string;
  readonly time_format?: string;
  readonly time_keep?: OnOff;
  /** `field:type field:type`. */
  readonly types?: string;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/parsers/multiline-parsing */
export interface MultilineParser {
  readonly name: string;
  readonly type: 'regex';
  /** Milliseconds. */
  readonly flush_timeout?: number;
  readonly rules: readonly { readonly state: string; readonly regex: string; readonly next_state: string }[];
}

/** What collects. */
export type Input = Tail;

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/inputs/tail */
export interface Tail {
  readonly name: 'tail';
  readonly alias?: string;
  readonly tag?: string;
  readonly path: string;
  readonly exclude_path?: string;
  readonly path_key?: string;
  readonly parser?: string;
  /** Tried in order; `cri` and `docker` also put together what the runtime split. */
  readonly 'multiline.parser'?: string;
  readonly db?: string;
  readonly 'db.sync'?: 'extra' | 'full' | 'normal' | 'off';
  readonly 'db.locking'?: boolean;
  readonly read_from_head?: boolean;
  readonly buffer_chunk_size?: number;
  readonly buffer_max_size?: number;
  readonly mem_buf_limit?: number;
  readonly skip_long_lines?: boolean;
  readonly skip_empty_lines?: boolean;
  readonly refresh_interval?: number;
  readonly rotate_wait?: number;
  readonly ignore_older?: string;
  readonly threaded?: boolean;
  readonly 'storage.type'?: 'memory' | 'filesystem' | 'memrb';
  readonly 'storage.pause_on_chunks_overlimit'?: OnOff;
}

interface Matched {
  readonly alias?: string;
  readonly match: string;
}

/** What enriches, changes, routes. */
export type Filter =
  | KubernetesFilter
  | MultilineFilter
  | ParserFilter
  | ModifyFilter
  | LuaFilter
  | RewriteTagFilter
  | RecordModifierFilter;

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/kubernetes */
export interface KubernetesFilter extends Matched {
  readonly name: 'kubernetes';
  readonly kube_url?: string;
  readonly kube_tag_prefix?: string;
  readonly merge_log?: OnOff;
  readonly merge_log_key?: string;
  readonly merge_log_trim?: OnOff;
  readonly keep_log?: OnOff;
  readonly labels?: OnOff;
  readonly annotations?: OnOff;
  readonly owner_references?: OnOff;
  readonly namespace_labels?: OnOff;
  readonly namespace_annotations?: OnOff;
  readonly buffer_size?: number;
  readonly use_kubelet?: OnOff;
  readonly 'k8s-logging.parser'?: OnOff;
  readonly 'k8s-logging.exclude'?: OnOff;
  /** Seconds. */
  readonly kube_meta_cache_ttl?: number;
  readonly 'tls.verify'?: OnOff;
  readonly 'tls.verify_hostname'?: OnOff;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/multiline-stacktrace */
export interface MultilineFilter extends Matched {
  readonly name: 'multiline';
  readonly mode?: 'parser' | 'partial_message';
  readonly 'multiline.key_content'?: string;
  readonly 'multiline.parser'?: string;
  readonly buffer?: OnOff;
  readonly flush_ms?: number;
  readonly emitter_name?: string;
  readonly 'emitter_storage.type'?: 'memory' | 'filesystem';
  readonly emitter_mem_buf_limit?: number;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/parser */
export interface ParserFilter extends Matched {
  readonly name: 'parser';
  readonly key_name: string;
  readonly parser: string | readonly string[];
  readonly preserve_key?: boolean;
  readonly reserve_data?: boolean;
}

/** Each rule and condition is words separated by one space. @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/modify */
export interface ModifyFilter extends Matched {
  readonly name: 'modify';
  readonly condition?: string | readonly string[];
  readonly set?: string | readonly string[];
  readonly add?: string | readonly string[];
  readonly remove?: string | readonly string[];
  readonly remove_wildcard?: string | readonly string[];
  readonly remove_regex?: string | readonly string[];
  readonly rename?: string | readonly string[];
  readonly hard_rename?: string | readonly string[];
  readonly copy?: string | readonly string[];
  readonly hard_copy?: string | readonly string[];
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/lua */
export interface LuaFilter extends Matched {
  readonly name: 'lua';
  readonly script: string;
  readonly call: string;
  readonly protected_mode?: boolean;
  readonly time_as_table?: boolean;
  readonly enable_flb_null?: boolean;
  readonly type_int_key?: string;
  readonly type_array_key?: string;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/rewrite-tag */
export interface RewriteTagFilter extends Matched {
  readonly name: 'rewrite_tag';
  /** `$KEY REGEX NEW_TAG KEEP`. */
  readonly rule: string | readonly string[];
  readonly emitter_name?: string;
  readonly 'emitter_storage.type'?: 'memory' | 'filesystem';
  readonly emitter_mem_buf_limit?: number;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/record-modifier */
export interface RecordModifierFilter extends Matched {
  readonly name: 'record_modifier';
  /** `key value`. */
  readonly record?: string | readonly string[];
  readonly remove_key?: string | readonly string[];
  readonly allowlist_key?: string | readonly string[];
  readonly uuid_key?: string;
}

/** What every output that speaks HTTP may say. @see https://docs.fluentbit.io/manual/4.2/administration/transport-security */
export interface HttpOutput extends Matched {
  readonly host: string;
  readonly port: number;
  readonly workers?: number;
  readonly compress?: 'gzip';
  readonly http_user?: string;
  readonly http_passwd?: string;
  readonly retry_limit?: number | 'no_limits' | 'no_retries';
  readonly 'storage.total_limit_size'?: number;
  readonly tls?: OnOff;
  readonly 'tls.verify'?: OnOff;
  readonly 'tls.verify_hostname'?: OnOff;
  readonly 'tls.ca_file'?: string;
  readonly 'tls.crt_file'?: string;
  readonly 'tls.key_file'?: string;
  readonly 'tls.vhost'?: string;
  readonly 'tls.min_version'?: 'TLSv1.2' | 'TLSv1.3';
}

/** Where records go. */
export type OutputSection = LokiOutput | ElasticsearchOutput | OpenTelemetryOutput | HttpJsonOutput;

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/outputs/loki */
export interface LokiOutput extends HttpOutput {
  readonly name: 'loki';
  readonly uri?: string;
  readonly tenant_id?: string;
  readonly labels?: string;
  readonly label_keys?: string;
  readonly structured_metadata?: string;
  readonly structured_metadata_map_keys?: string;
  readonly remove_keys?: string;
  readonly drop_single_key?: 'on' | 'off' | 'raw';
  readonly line_format?: 'json' | 'key_value';
  readonly auto_kubernetes_labels?: OnOff;
  readonly buffer_size?: number;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/outputs/elasticsearch */
export interface ElasticsearchOutput extends HttpOutput {
  readonly name: 'es';
  readonly path?: string;
  readonly index?: string;
  readonly pipeline?: string;
  readonly buffer_size?: number | false;
  readonly suppress_type_name?: OnOff;
  readonly write_operation?: 'create' | 'index' | 'update' | 'upsert';
  readonly generate_id?: OnOff;
  readonly replace_dots?: OnOff;
  readonly time_key?: string;
  readonly time_key_nanos?: OnOff;
  readonly trace_error?: OnOff;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/outputs/opentelemetry */
export interface OpenTelemetryOutput extends HttpOutput {
  readonly name: 'opentelemetry';
  readonly logs_uri?: string;
  readonly batch_size?: number;
  readonly logs_body_key?: string | readonly string[];
  readonly logs_body_key_attributes?: boolean;
  readonly logs_trace_id_message_key?: string;
  readonly logs_span_id_message_key?: string;
  readonly logs_severity_text_message_key?: string;
  readonly log_response_payload?: boolean;
}

/** @see https://docs.fluentbit.io/manual/4.2/data-pipeline/outputs/http */
export interface HttpJsonOutput extends HttpOutput {
  readonly name: 'http';
  readonly uri?: string;
  readonly format?: 'json' | 'json_lines' | 'json_stream' | 'msgpack';
  readonly json_date_key?: string;
  readonly json_date_format?: 'double' | 'epoch' | 'epoch_ms' | 'iso8601' | 'java_sql_timestamp';
  readonly log_response_payload?: boolean;
}

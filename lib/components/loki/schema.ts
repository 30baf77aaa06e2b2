/**
 * Loki's configuration file, as far as we write it: types alone, so that a misspelt key does not compile. Field names and
 * defaults are those of 3.7 (`docs/sources/shared/configuration.md` of its repository).
 *
 * @see https://grafana.com/docs/loki/v3.7.x/configure/
 */
export interface Configuration {
  readonly target: 'all';
  readonly auth_enabled: boolean;
  readonly server: Server;
  readonly common: Common;
  readonly memberlist: Memberlist;
  readonly schema_config: { readonly configs: readonly Period[] };
  readonly storage_config: StorageConfig;
  readonly limits_config: LimitsConfig;
  readonly compactor: Compactor;
  readonly compactor_grpc_client?: GrpcClient;
  readonly ingester: Ingester;
  readonly ingester_client?: { readonly grpc_client_config: GrpcClient };
  readonly frontend?: { readonly grpc_client_config: GrpcClient };
  readonly frontend_worker?: {
    readonly query_frontend_grpc_client: GrpcClient;
    readonly query_scheduler_grpc_client: GrpcClient;
  };
  readonly query_scheduler?: { readonly grpc_client_config: GrpcClient };
  readonly ruler: Ruler;
  readonly analytics: { readonly reporting_enabled: boolean };
}

/** The `server` block; sizes in bytes. */
export interface Server {
  readonly http_listen_port: number;
  readonly grpc_listen_port: number;
  readonly http_server_write_timeout: string;
  readonly grpc_server_max_recv_msg_size: number;
  readonly grpc_server_max_send_msg_size: number;
  readonly tls_min_version?: 'VersionTLS12' | 'VersionTLS13';
  readonly http_tls_config?: ServerTls;
  readonly grpc_tls_config?: ServerTls;
}

/** A listener's certificate. */
export interface ServerTls {
  readonly cert_file: string;
  readonly key_file: string;
  readonly client_auth_type?: 'RequireAndVerifyClientCert';
  readonly client_ca_file?: string;
}

/** The `tls_config` that clients have in line. */
export interface ClientTls {
  readonly tls_cert_path?: string;
  readonly tls_key_path?: string;
  readonly tls_ca_path?: string;
  readonly tls_server_name?: string;
}

/** The `grpc_client` block. */
export interface GrpcClient extends ClientTls {
  readonly tls_enabled: boolean;
}

/** The `common` block. */
export interface Common {
  readonly path_prefix: string;
  readonly replication_factor: number;
  readonly instance_addr: string;
  readonly ring: { readonly kvstore: { readonly store: 'memberlist' } };
}

/** The `memberlist` block. */
export interface Memberlist extends ClientTls {
  readonly bind_port: number;
  readonly join_members: readonly string[];
  readonly cluster_label: string;
  readonly tls_enabled?: boolean;
}

/** Where chunks and the index lie; also the names that `object_store` and `delete_request_store` take. */
export type StoreName = 's3' | 'filesystem';

/** A `period_config`: retention needs an index of 24 hours, OTLP the schema v13. */
export interface Period {
  /** A date, `YYYY-MM-DD`. */
  readonly from: string;
  readonly store: 'tsdb';
  readonly schema: 'v13';
  readonly object_store: StoreName;
  readonly index: { readonly prefix: string; readonly period: '24h' };
}

/** The `storage_config` block. */
export interface StorageConfig {
  readonly tsdb_shipper: { readonly active_index_directory: string; readonly cache_location: string };
  readonly aws?: S3;
  readonly filesystem?: { readonly directory: string };
}

/** The S3 part of `aws_storage_config`. */
export interface S3 {
  readonly bucketnames: string;
  readonly endpoint: string;
  readonly region: string;
  readonly s3forcepathstyle: boolean;
  readonly insecure: boolean;
  readonly access_key_id?: string;
  readonly secret_access_key?: string;
  readonly http_config?: { readonly ca_file: string };
}

/** The `limits_config` block, as far as we write it; sizes in bytes but where the name says MB, durations as Prometheus writes them. */
export interface LimitsConfig {
  readonly retention_period: string;
  readonly deletion_mode: 'disabled' | 'filter-only' | 'filter-and-delete';
  readonly ingestion_rate_mb: number;
  readonly ingestion_burst_size_mb: number;
  readonly per_stream_rate_limit: number;
  readonly per_stream_rate_limit_burst: number;
  readonly max_line_size: number;
  readonly max_global_streams_per_user: number;
  readonly max_label_names_per_series: number;
  readonly reject_old_samples: boolean;
  readonly reject_old_samples_max_age: string;
  readonly max_query_length: string;
  readonly max_query_lookback: string;
  readonly max_query_series: number;
  readonly max_entries_limit_per_query: number;
  readonly query_timeout: string;
  readonly allow_structured_metadata: boolean;
  readonly max_structured_metadata_size: number;
  readonly max_structured_metadata_entries_count: number;
  readonly otlp_config: OtlpConfig;
}

/** Which attributes of OTLP become labels of streams; the others become structured metadata. */
export interface OtlpConfig {
  readonly resource_attributes: {
    readonly ignore_defaults: boolean;
    readonly attributes_config: readonly AttributesConfig[];
  };
}

/** An `attributes_config`. */
export interface AttributesConfig {
  readonly action: 'index_label' | 'structured_metadata' | 'drop';
  readonly attributes: readonly string[];
}

/** The `compactor` block; durations as Go writes them. */
export interface Compactor {
  readonly working_directory: string;
  readonly compaction_interval: string;
  readonly retention_enabled: boolean;
  readonly retention_delete_delay: string;
  readonly delete_request_store: StoreName;
  readonly deletion_marker_object_store_prefix?: string;
}

/** The `ingester` block; sizes in bytes. */
export interface Ingester {
  readonly chunk_encoding: 'snappy' | 'gzip' | 'zstd';
  readonly wal: { readonly dir: string; readonly replay_memory_ceiling: number };
}

/** The `ruler` block. */
export interface Ruler {
  readonly storage: { readonly type: 'local'; readonly local: { readonly directory: string } };
  readonly rule_path: string;
  readonly enable_api: boolean;
  readonly enable_sharding: boolean;
  readonly evaluation_interval: string;
  readonly external_labels: Readonly<Record<string, string>>;
  readonly external_url?: string;
  readonly wal: { readonly dir: string };
  readonly ruler_client?: GrpcClient;
  readonly alertmanager_url?: string;
  readonly enable_alertmanager_discovery?: boolean;
  readonly alertmanager_client?: ClientTls;
  readonly remote_write?: RulerRemoteWrite;
}

/** The `remote_write` of the ruler; a client is Prometheus' own `remote_write`. */
export interface RulerRemoteWrite {
  readonly enabled: boolean;
  readonly add_org_id_header: boolean;
  readonly clients: Readonly<Record<string, RemoteWriteClient>>;
}

/** Where recordings are sent. */
export interface RemoteWriteClient {
  readonly url: string;
  readonly tls_config?: {
    readonly ca_file: string;
    readonly cert_file: string;
    readonly key_file: string;
    readonly server_name: string;
  };
}

/** Every key of `limits_config` in 3.7: what plain YAML is held against. */
export const limitNames: ReadonlySet<string> = new Set(
  `
  allow_deletes allow_structured_metadata block_ingestion_policy_until block_ingestion_status_code
  block_ingestion_until blocked_queries bloom_block_encoding bloom_build_builder_response_timeout
  bloom_build_max_builders bloom_build_task_max_retries bloom_creation_enabled bloom_gateway_enable_filtering
  bloom_max_block_size bloom_max_bloom_size bloom_planning_strategy bloom_prefetch_blocks
  bloom_split_series_keyspace_by bloom_task_target_series_chunk_size cardinality_limit creation_grace_period
  debug_engine_streams debug_engine_tasks deletion_mode discover_generic_fields discover_log_levels
  discover_service_name enable_multi_variant_queries enforced_labels engine_results_cache_time_bucket_interval
  increment_duplicate_timestamp index_gateway_max_capacity index_gateway_shard_size ingestion_burst_size_mb
  ingestion_partitions_tenant_shard_size ingestion_rate_mb ingestion_rate_strategy log_level_fields
  log_level_from_json_max_depth max_cache_freshness_per_query max_chunks_per_query max_concurrent_tail_requests
  max_entries_limit_per_query max_global_streams_per_user max_label_name_length max_label_names_per_series
  max_label_value_length max_line_size max_line_size_truncate max_line_size_truncate_identifier
  max_metadata_cache_freshness max_querier_bytes_read max_queriers_per_tenant max_query_bytes_read
  max_query_capacity max_query_length max_query_lookback max_query_parallelism max_query_range max_query_series
  max_scan_task_parallelism max_stats_cache_freshness max_streams_matchers_per_query max_streams_per_user
  max_structured_metadata_entries_count max_structured_metadata_size metric_aggregation_enabled
  min_sharding_lookback minimum_labels_number otlp_config pattern_ingester_tokenizable_json_fields_append
  pattern_ingester_tokenizable_json_fields_default pattern_ingester_tokenizable_json_fields_delete
  pattern_persistence_enabled pattern_persistence_granularity pattern_rate_threshold per_stream_rate_limit
  per_stream_rate_limit_burst per_tenant_override_config per_tenant_override_period policy_enforced_labels
  policy_stream_mapping query_ready_index_num_days query_timeout recent_metadata_query_window reject_old_samples
  reject_old_samples_max_age required_labels retention_period retention_stream ruler_enable_wal_replay
  ruler_max_rule_groups_per_tenant ruler_max_rules_per_rule_group ruler_remote_evaluation_max_response_size
  ruler_remote_evaluation_timeout ruler_remote_write_config ruler_remote_write_disabled
  ruler_remote_write_headers ruler_remote_write_queue_batch_send_deadline ruler_remote_write_queue_capacity
  ruler_remote_write_queue_max_backoff ruler_remote_write_queue_max_samples_per_send
  ruler_remote_write_queue_max_shards ruler_remote_write_queue_min_backoff ruler_remote_write_queue_min_shards
  ruler_remote_write_queue_retry_on_ratelimit ruler_remote_write_relabel_configs ruler_remote_write_sigv4_config
  ruler_remote_write_timeout ruler_remote_write_url ruler_tenant_shard_size s3_sse_kms_encryption_context
  s3_sse_kms_key_id s3_sse_type shard_aggregations shard_streams simulated_push_latency
  split_ingester_queries_by_interval split_instant_metric_queries_by_interval split_metadata_queries_by_interval
  split_queries_by_interval split_recent_metadata_queries_by_interval tsdb_max_bytes_per_shard
  tsdb_max_query_parallelism tsdb_precompute_chunks tsdb_sharding_strategy unordered_writes
  use_owned_stream_count volume_enabled volume_max_series
  `
    .trim()
    .split(/\s+/),
);

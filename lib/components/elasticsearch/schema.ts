/**
 * What a node does. Roles that need a paid licence (`ml`, `data_frozen`) are left out.
 *
 * @see https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles (9.4)
 */
export type NodeRole =
  | 'master'
  | 'voting_only'
  | 'data'
  | 'data_content'
  | 'data_hot'
  | 'data_warm'
  | 'data_cold'
  | 'ingest'
  | 'transform'
  | 'remote_cluster_client';

/** A share of something: `85%`. */
export type Percentage = `${number}%`;

/**
 * Settings of elasticsearch.yml that a user may write. What ECK reserves for itself (names, discovery, network, paths, the
 * switches of TLS and security), and what we derive (`node.roles`, `node.store.allow_mmap`), is left out.
 *
 * @see https://www.elastic.co/docs/reference/elasticsearch/configuration-reference (9.4)
 * @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/apis/elasticsearch/v1/fields.go for what is reserved
 */
export interface ElasticsearchSettings {
  /** Which indices a write may create: `true`, `false`, or patterns as `+logs-*,-*`. @default true */
  readonly 'action.auto_create_index'?: boolean | string;
  /** @default true */
  readonly 'action.destructive_requires_name'?: boolean;
  /** Shards of one node at most. @default 1000 */
  readonly 'cluster.max_shards_per_node'?: number;
  /** No new shard goes to a node whose disk is fuller. @default 85% */
  readonly 'cluster.routing.allocation.disk.watermark.low'?: Percentage;
  /** Shards leave a node whose disk is fuller. @default 90% */
  readonly 'cluster.routing.allocation.disk.watermark.high'?: Percentage;
  /** Indices of a node whose disk is fuller turn read-only. @default 95% */
  readonly 'cluster.routing.allocation.disk.watermark.flood_stage'?: Percentage;
  /** Zones that exist: replicas wait for a lost one to return, instead of filling the others. @default - none */
  readonly 'cluster.routing.allocation.awareness.force.zone.values'?: string;
  /** The body of a request at most. @default 100mb */
  readonly 'http.max_content_length'?: string;
  /** Heap for field data. @default - bounded by the circuit breakers alone */
  readonly 'indices.fielddata.cache.size'?: Percentage;
  /** Heap for indexing buffers. @default 10% */
  readonly 'indices.memory.index_buffer_size'?: Percentage;
  /** Fetches databases from the internet, which no policy allows. @default false, by us */
  readonly 'ingest.geoip.downloader.enabled'?: boolean;
  /** Processors that thread pools are sized for. @default - those of the machine */
  readonly 'node.processors'?: number;
  /** Clauses, buckets of one aggregation at most. @default 65536 */
  readonly 'search.max_buckets'?: number;
  /** Machine learning needs a paid licence. @default false, by us */
  readonly 'xpack.ml.enabled'?: boolean;
}

/** The settings as they are written: the user's, and ours. */
export interface WrittenSettings extends ElasticsearchSettings {
  readonly 'node.roles': readonly NodeRole[];
  readonly 'node.store.allow_mmap': boolean;
  /** Needs a paid licence. */
  readonly 'xpack.security.audit.enabled'?: true;
}

/**
 * The part of an index lifecycle policy that we write; frozen tiers and searchable snapshots need a paid licence.
 *
 * @see https://www.elastic.co/docs/reference/elasticsearch/index-lifecycle-actions (9.4)
 */
export interface IlmPolicy {
  readonly policy: {
    readonly phases: {
      readonly hot: IlmPhase<'rollover' | 'set_priority'>;
      readonly warm?: IlmPhase<'set_priority' | 'allocate' | 'forcemerge' | 'readonly'>;
      readonly cold?: IlmPhase<'set_priority' | 'allocate' | 'readonly'>;
      readonly delete: IlmPhase<'delete'>;
    };
  };
}

/** A phase: when it begins, counted from the rollover, and what is done then. */
export interface IlmPhase<Name extends keyof IlmActions> {
  readonly min_age: string;
  readonly actions: { readonly [N in Name]?: IlmActions[N] };
}

/** What can be done to an index. */
export interface IlmActions {
  readonly rollover: {
    readonly max_age: string;
    readonly max_primary_shard_size: string;
    readonly max_primary_shard_docs: number;
  };
  readonly set_priority: { readonly priority: number };
  readonly allocate: { readonly number_of_replicas: number };
  readonly forcemerge: { readonly max_num_segments: number };
  readonly readonly: Readonly<Record<string, never>>;
  readonly delete: Readonly<Record<string, never>>;
}

/**
 * The part of an index template that we write.
 *
 * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-put-index-template (9.4)
 */
export interface IndexTemplate {
  readonly index_patterns: readonly string[];
  readonly priority: number;
  readonly data_stream?: Readonly<Record<string, never>>;
  readonly composed_of?: readonly string[];
  readonly template: {
    readonly settings: {
      readonly 'index.lifecycle.name': string;
      readonly 'index.number_of_shards': number;
      readonly 'index.number_of_replicas': number;
      readonly 'index.codec': 'default' | 'best_compression';
    };
    readonly mappings?: Readonly<Record<string, unknown>>;
  };
}

/**
 * Privileges over the cluster that a client of ours can need. `all`, `manage`, `manage_security` are nobody's.
 *
 * @see https://www.elastic.co/docs/reference/elasticsearch/security-privileges (9.4)
 */
export type ClusterPrivilege =
  | 'monitor'
  | 'manage_ilm'
  | 'read_ilm'
  | 'manage_index_templates'
  | 'manage_ingest_pipelines'
  | 'read_pipeline'
  | 'manage_logstash_pipelines'
  | 'manage_own_api_key'
  | 'create_snapshot'
  | 'monitor_snapshot'
  | 'manage_slm'
  | 'read_slm';

/** Privileges over indices. `all` is nobody's. @see https://www.elastic.co/docs/reference/elasticsearch/security-privileges (9.4) */
export type IndexPrivilege =
  | 'auto_configure'
  | 'create'
  | 'create_doc'
  | 'create_index'
  | 'delete'
  | 'delete_index'
  | 'index'
  | 'maintenance'
  | 'manage'
  | 'manage_ilm'
  | 'monitor'
  | 'read'
  | 'view_index_metadata'
  | 'write';

/** What a role may do to indices of these names. */
export interface IndexPrivileges {
  /** Names of indices, aliases, data streams; `*` stands for any text. */
  readonly names: readonly string[];
  readonly privileges: readonly IndexPrivilege[];
}

/**
 * What a role may do in Kibana: one feature at a time, in spaces by name.
 *
 * @see https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/kibana-privileges (9.4)
 */
export interface ApplicationPrivileges {
  readonly application: 'kibana-.kibana';
  readonly privileges: readonly `feature_${string}.${'all' | 'read'}`[];
  readonly resources: readonly `space:${string}`[];
}

/** roles.yml: a role by its name. */
export type RolesFile = Readonly<
  Record<
    string,
    {
      readonly cluster: readonly ClusterPrivilege[];
      readonly indices: readonly IndexPrivileges[];
      readonly applications?: readonly ApplicationPrivileges[];
    }
  >
>;

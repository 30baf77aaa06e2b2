import { Duration } from 'cdk8s';
import { goDuration } from '../../kernel/dialect.js';
import type { TlsFiles } from '../../kernel/site.js';
import { encryption } from './encryption.js';
import { type Limits, limitsConfig, queryTimeout } from './limits.js';
import type { Configuration, Period, Ruler, StorageConfig } from './schema.js';

/** The volume of a replica. */
export const data = '/var/loki';

/** The folder of rule files; the one tenant without authentication is called `fake`. */
export const rulesFolder = '/etc/loki/rules';

/** What Loki listens on: HTTP for everybody, gRPC and gossip among its replicas. */
export const ports = { http: 3100, grpc: 9095, gossip: 7946 } as const;

/** What the configuration follows from. */
export interface Facts {
  readonly at: string;
  readonly replicas: number;
  /** The headless Service of the replicas, fully named. */
  readonly members: string;
  /** What tells this Loki's gossip from others'. */
  readonly label: string;
  readonly tls: TlsFiles | undefined;
  readonly retention: Duration;
  readonly limits: Limits;
  /** The first day of the schema. */
  readonly from: string;
  readonly storage: StorageConfig;
  readonly ruler: Partial<Ruler>;
  readonly cluster: string;
  /** Bytes that the write-ahead log may take of memory while it is read again. */
  readonly replayMemory: number;
}

/** A hundred mebibytes: what Loki's own gRPC clients send at most. */
const message = 100 * 1024 * 1024;

/** Replicas that hold each line before it is in the store. */
export function replicationFactor(replicas: number): number {
  return Math.min(3, replicas);
}

/** Loki's configuration: everything in one process, so many times as there are replicas, which find each other by gossip. */
export function configuration(facts: Facts): Configuration {
  const { server, gossip, clients, ruler } = encryption(facts.tls, facts.members);
  return {
    target: 'all',
    auth_enabled: false,
    server: {
      http_listen_port: ports.http,
      grpc_listen_port: ports.grpc,
      // Longer than a query may run: upstream's 30 seconds hang up before its own query_timeout does.
      http_server_write_timeout: goDuration(Duration.seconds(queryTimeout(facts.limits).toSeconds() + 30)),
      grpc_server_max_recv_msg_size: message,
      grpc_server_max_send_msg_size: message,
      ...server,
    },
    common: {
      path_prefix: data,
      replication_factor: replicationFactor(facts.replicas),
      instance_addr: '${POD_IP}',
      ring: { kvstore: { store: 'memberlist' } },
    },
    memberlist: {
      bind_port: ports.gossip,
      join_members: [`dns+${facts.members}:${ports.gossip}`],
      cluster_label: facts.label,
      ...gossip,
    },
    schema_config: { configs: [period(facts)] },
    storage_config: facts.storage,
    limits_config: limitsConfig(facts.limits, facts.retention, facts.at),
    ...retaining(facts),
    ingester: {
      chunk_encoding: 'snappy',
      wal: { dir: `${data}/wal`, replay_memory_ceiling: facts.replayMemory },
    },
    ruler: { ...evaluating(facts), ...ruler },
    ...clients,
    analytics: { reporting_enabled: false },
  };
}

function storeName({ storage }: Facts): 's3' | 'filesystem' {
  return storage.aws === undefined ? 'filesystem' : 's3';
}

function period(facts: Facts): Period {
  return {
    from: facts.from,
    store: 'tsdb',
    schema: 'v13',
    object_store: storeName(facts),
    index: { prefix: 'index_', period: '24h' },
  };
}

/**
 * Every replica has a compactor; the ring elects the one that works (`compactor_ring`: "to elect a single instance"). What it
 * marked for deletion lies in the bucket, so that the next one elected goes on where it stopped.
 *
 * @see https://grafana.com/docs/loki/v3.7.x/operations/storage/retention/
 */
function retaining(facts: Facts): Pick<Configuration, 'compactor'> {
  return {
    compactor: {
      working_directory: `${data}/compactor`,
      compaction_interval: '10m',
      retention_enabled: true,
      retention_delete_delay: '2h',
      delete_request_store: storeName(facts),
      ...(storeName(facts) === 's3' && { deletion_marker_object_store_prefix: 'deletion-markers/' }),
    },
  };
}

function evaluating({ ruler, cluster }: Facts): Ruler {
  return {
    storage: { type: 'local', local: { directory: rulesFolder } },
    rule_path: `${data}/rules-temp`,
    enable_api: true,
    enable_sharding: true,
    evaluation_interval: '1m',
    external_labels: { cluster },
    wal: { dir: `${data}/ruler-wal` },
    ...ruler,
  };
}

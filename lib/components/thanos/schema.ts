/**
 * What Thanos 0.40 is told: flags, and the few files beside them. Written from the flags that each command lists.
 *
 * @see https://thanos.io/v0.40/components/receive.md and its neighbours: query.md, query-frontend.md, store.md, compact.md
 */

/** A flag's value: `true` writes the bare flag, a list writes it once for each. */
export type Flag = string | number | true | readonly string[];

/** Where a program serves its pages. */
export interface HttpFlags {
  readonly 'http-address': string;
  readonly 'http.config'?: string;
  readonly 'log.level'?: 'debug' | 'info' | 'warn' | 'error';
  readonly 'enable-auto-gomemlimit'?: true;
}

/** Where a program answers the StoreAPI. */
export interface GrpcServerFlags {
  readonly 'grpc-address': string;
  readonly 'grpc-server-tls-cert'?: string;
  readonly 'grpc-server-tls-key'?: string;
  readonly 'grpc-server-tls-client-ca'?: string;
}

/** How a program asks others over the StoreAPI. */
export interface GrpcClientFlags {
  readonly 'grpc-client-tls-secure'?: true;
  readonly 'grpc-client-tls-cert'?: string;
  readonly 'grpc-client-tls-key'?: string;
  readonly 'grpc-client-tls-ca'?: string;
}

/** `thanos receive`; sizes in bytes, durations as Prometheus writes them. */
export interface ReceiveFlags extends HttpFlags, GrpcServerFlags {
  /** `name="value"`, one at least. */
  readonly label: readonly string[];
  readonly 'tsdb.path': string;
  readonly 'tsdb.retention'?: string;
  readonly 'tsdb.max-exemplars'?: number;
  readonly 'tsdb.out-of-order.time-window'?: string;
  readonly 'tsdb.too-far-in-future.time-window'?: string;
  readonly 'objstore.config-file'?: string;
  readonly 'receive.hashrings-file'?: string;
  readonly 'receive.hashrings-algorithm'?: 'ketama';
  readonly 'receive.local-endpoint'?: string;
  readonly 'receive.replication-factor'?: number;
  /** Another door for what is replicated, which knows neither TLS nor tenants' rights, and has no off. */
  readonly 'receive.capnproto-address': string;
  readonly 'receive.tenant-header'?: string;
  readonly 'receive.tenant-label-name'?: string;
  readonly 'remote-write.address'?: string;
  readonly 'remote-write.server-tls-cert'?: string;
  readonly 'remote-write.server-tls-key'?: string;
  readonly 'remote-write.server-tls-client-ca'?: string;
  readonly 'remote-write.client-tls-secure'?: true;
  readonly 'remote-write.client-tls-cert'?: string;
  readonly 'remote-write.client-tls-key'?: string;
  readonly 'remote-write.client-tls-ca'?: string;
}

/** `thanos query`. */
export interface QueryFlags extends HttpFlags, GrpcServerFlags, GrpcClientFlags {
  readonly 'endpoint.sd-config-file': string;
  readonly 'query.replica-label': readonly string[];
  readonly 'query.timeout'?: string;
  readonly 'query.max-concurrent'?: number;
  readonly 'query.auto-downsampling'?: true;
  readonly 'query.partial-response'?: true;
  readonly 'no-query.partial-response'?: true;
  readonly 'web.disable-cors'?: true;
}

/** `thanos query-frontend`. */
export interface QueryFrontendFlags extends HttpFlags {
  readonly 'query-frontend.downstream-url': string;
  readonly 'query-frontend.downstream-tripper-config-file': string;
  readonly 'query-frontend.compress-responses'?: true;
  readonly 'query-range.response-cache-config-file': string;
  readonly 'query-range.split-interval'?: string;
  readonly 'labels.response-cache-config-file': string;
  readonly 'cache-compression-type'?: 'snappy';
  readonly 'web.disable-cors'?: true;
}

/** `thanos store`; sizes with their unit, in powers of two: `512MB`. */
export interface StoreFlags extends HttpFlags, GrpcServerFlags {
  readonly 'data-dir': string;
  readonly 'objstore.config-file': string;
  readonly 'index-cache-size'?: string;
  readonly 'chunk-pool-size'?: string;
  readonly 'max-time'?: string;
  readonly 'store.enable-index-header-lazy-reader'?: true;
  readonly 'web.disable'?: true;
  readonly 'web.disable-cors'?: true;
}

/** `thanos compact`. */
export interface CompactFlags extends HttpFlags {
  readonly wait: true;
  readonly 'data-dir': string;
  readonly 'objstore.config-file': string;
  readonly 'retention.resolution-raw': string;
  readonly 'retention.resolution-5m': string;
  readonly 'retention.resolution-1h': string;
  readonly 'compact.concurrency'?: number;
  readonly 'downsample.concurrency'?: number;
  readonly 'delete-delay'?: string;
  readonly 'deduplication.replica-label'?: readonly string[];
  /** Hidden in its help; merging overlapping blocks is what removes the copies of replication. */
  readonly 'compact.enable-vertical-compaction'?: true;
  readonly 'web.disable-cors'?: true;
  readonly 'disable-admin-operations'?: true;
}

/** The hashring file of the receivers; without `tenants` a ring is everybody's. */
export type Hashrings = readonly {
  readonly hashring: string;
  readonly tenants?: readonly string[];
  readonly algorithm: 'ketama';
  readonly endpoints: readonly { readonly address: string }[];
}[];

/** The file of `--endpoint.sd-config-file`: a group is a name behind which all answer alike. */
export interface EndpointConfig {
  readonly endpoints: readonly { readonly address: string; readonly group?: true }[];
}

/** The file of `--objstore.config-file`. @see https://thanos.io/v0.40/thanos/storage.md */
export type ObjstoreConfig =
  | {
      readonly type: 'S3';
      readonly config: {
        readonly bucket: string;
        readonly endpoint: string;
        readonly region: string;
        readonly insecure: boolean;
        readonly bucket_lookup_type: 'path';
        readonly aws_sdk_auth?: true;
        readonly access_key?: string;
        readonly secret_key?: string;
        readonly http_config?: { readonly tls_config: { readonly ca_file: string } };
      };
    }
  | { readonly type: 'GCS'; readonly config: { readonly bucket: string } };

/** The files of the query frontend's caches. */
export type ResponseCache =
  | { readonly type: 'IN-MEMORY'; readonly config: { readonly max_size: string; readonly validity: string } }
  | {
      readonly type: 'MEMCACHED';
      readonly config: { readonly addresses: readonly string[]; readonly expiration: string };
    };

/** How a client checks whom it asks, and proves itself. */
export interface ClientTls {
  readonly ca_file: string;
  readonly cert_file: string;
  readonly key_file: string;
  readonly server_name: string;
}

/** The file of `--query-frontend.downstream-tripper-config-file`. */
export interface Tripper {
  readonly max_idle_conns_per_host: number;
  readonly tls_config?: ClientTls;
}

/** Whom a ruler asks, or tells: the files of `--query.config-file` and, in a list, `--alertmanagers.config-file`. */
export interface HttpPeers {
  readonly static_configs: readonly string[];
  readonly scheme: 'http' | 'https';
  readonly http_config?: { readonly tls_config: ClientTls };
  readonly api_version?: 'v2';
}

/**
 * The file of `-auth.config` of vmauth 1.148, as far as it is written here.
 *
 * @see https://docs.victoriametrics.com/victoriametrics/vmauth/#auth-config
 */
export interface AuthConfig {
  readonly users: readonly {
    readonly name: string;
    readonly username: string;
    readonly password: string;
    readonly url_map: readonly AuthRoute[];
  }[];
}

/** What a caller's request leads to: the first route that fits it. */
export interface AuthRoute {
  /** Anchored regular expressions. */
  readonly src_paths?: readonly string[];
  /** `Name: value`, one of which must be there as it is written. */
  readonly src_headers?: readonly string[];
  readonly url_prefix: string;
  readonly drop_src_path_prefix_parts?: number;
  /** `Name: value`; `Name:` takes a header away. */
  readonly headers?: readonly string[];
}

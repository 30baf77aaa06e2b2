import type { Hash, Regex, Value } from './value.js';

/**
 * Options of the plugins that we write, under upstream's names: Logstash stops at one that it does not know. Of those that
 * every filter shares only what we use is here.
 *
 * @see https://www.elastic.co/docs/reference/logstash/plugins/input-plugins (9.0: beats 7.0.0, http 4.1.0, syslog 3.7.1)
 */
export interface InputOptions {
  readonly beats: { readonly port: number } & InputTls;
  readonly http: {
    readonly port: number;
    readonly codec: 'json' | 'plain';
    readonly user?: string;
    readonly password?: Value;
    readonly max_content_length?: number;
  } & InputTls;
  readonly syslog: { readonly port: number };
}

/** How an input proves itself. The key must be PKCS#8. */
export interface InputTls {
  readonly ssl_enabled?: true;
  readonly ssl_certificate?: string;
  readonly ssl_key?: string;
  readonly ssl_certificate_authorities?: readonly string[];
  readonly ssl_client_authentication?: 'none' | 'optional' | 'required';
  readonly ssl_supported_protocols?: readonly ('TLSv1.2' | 'TLSv1.3')[];
}

/** What `convert` makes of a field. */
export type Conversion = 'integer' | 'integer_eu' | 'float' | 'float_eu' | 'string' | 'boolean';

/** How a fingerprint is made; with a key it is an HMAC. */
export type FingerprintMethod = 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512' | 'MURMUR3' | 'MURMUR3_128' | 'UUID';

/**
 * @see https://www.elastic.co/docs/reference/logstash/plugins/filter-plugins (9.0: grok 4.4.3, json 3.2.1, date 3.1.15, mutate
 * 3.5.8, geoip 7.3.1, useragent 3.3.5, fingerprint 3.4.4, prune 3.0.4, drop 3.0.5, translate 3.4.2, ruby 3.1.8)
 */
export interface FilterOptions {
  readonly json: { readonly source: string; readonly target?: string; readonly tag_on_failure?: readonly string[] };
  readonly grok: {
    readonly match: Hash;
    readonly pattern_definitions?: Hash;
    readonly overwrite?: readonly string[];
    readonly tag_on_failure?: readonly string[];
    readonly timeout_millis?: number;
  };
  readonly date: {
    readonly match: readonly string[];
    readonly target?: string;
    readonly timezone?: string;
    readonly locale?: string;
  };
  readonly mutate: {
    readonly add_field?: Hash;
    readonly add_tag?: readonly string[];
    readonly convert?: Hash;
    readonly copy?: Hash;
    readonly gsub?: readonly (string | Regex)[];
    readonly lowercase?: readonly string[];
    readonly remove_field?: readonly string[];
    readonly remove_tag?: readonly string[];
    readonly rename?: Hash;
    readonly replace?: Hash;
    readonly split?: Hash;
    readonly strip?: readonly string[];
    readonly uppercase?: readonly string[];
  };
  readonly geoip: {
    readonly source: string;
    readonly target?: string;
    readonly default_database_type?: 'City' | 'ASN';
    readonly fields?: readonly string[];
  };
  readonly useragent: { readonly source: string; readonly target?: string };
  readonly fingerprint: {
    readonly source: readonly string[];
    readonly target: string;
    readonly method: FingerprintMethod;
    readonly key?: Value;
    readonly concatenate_sources?: boolean;
  };
  readonly prune: { readonly blacklist_names?: readonly Regex[]; readonly whitelist_names?: readonly Regex[] };
  readonly drop: { readonly percentage?: number };
  readonly translate: {
    readonly source: string;
    readonly target: string;
    readonly dictionary: Hash;
    readonly fallback?: string;
    readonly override?: boolean;
  };
  readonly ruby: { readonly code: string };
}

/** @see https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-elasticsearch (9.0: elasticsearch 12.0.3) */
export interface OutputOptions {
  readonly elasticsearch: {
    readonly hosts: readonly string[];
    readonly user: string;
    readonly password: Value;
    readonly ssl_enabled?: true;
    readonly ssl_certificate_authorities?: readonly string[];
    readonly ssl_verification_mode?: 'full';
    readonly data_stream: 'true';
    readonly data_stream_type: 'logs';
    readonly data_stream_dataset: string;
    readonly data_stream_namespace: string;
    readonly data_stream_auto_routing: false;
    readonly compression_level: number;
  };
}

/**
 * One entry of pipelines.yml. Sizes are in Logstash's units, whose `mb` is a mebibyte; delays in milliseconds.
 *
 * @see https://www.elastic.co/docs/reference/logstash/logstash-settings-file (9.4)
 */
export interface PipelineEntry {
  readonly 'pipeline.id': string;
  readonly 'config.string': string;
  readonly 'pipeline.workers': number;
  readonly 'pipeline.batch.size': number;
  readonly 'pipeline.batch.delay': number;
  readonly 'pipeline.ecs_compatibility': 'v8';
  readonly 'queue.type': 'persisted';
  readonly 'queue.max_bytes': string;
  readonly 'queue.page_capacity': string;
  readonly 'dead_letter_queue.enable': boolean;
  readonly 'dead_letter_queue.max_bytes': string;
  readonly 'dead_letter_queue.storage_policy': 'drop_older';
}

/** The part of logstash.yml that we write; ECK writes the rest. @see {@link PipelineEntry} */
export interface LogstashSettings {
  readonly 'config.support_escapes': false;
  readonly 'log.format': 'json';
  readonly 'xpack.geoip.downloader.enabled': false;
}

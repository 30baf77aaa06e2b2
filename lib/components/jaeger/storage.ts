import type { Duration } from 'cdk8s';
import { goDuration } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import { httpTls } from '../collector/client.js';
import type { IndexOptions, TraceBackend } from './schema.js';

/** Traces in the memory of one pod, gone with it: for development. */
export interface MemoryStorage {
  readonly kind: 'memory';
  /** The oldest make way. @default 10000, which is about 500 MB of traces of 25 spans each */
  readonly maxTraces?: number;
}

/** Traces in Elasticsearch, an index for each day. */
export interface ElasticsearchStorage {
  readonly kind: 'elasticsearch';
  readonly endpoint: Endpoint<'elasticsearch'>;
  /** Who writes, reads and deletes: made with `elasticsearch.user('jaeger', jaegerPrivileges())`. */
  readonly user: { readonly name: string; readonly password: SecretRef };
  /** What the names of indices begin with, for more than one Jaeger in a cluster. @default - nothing: `jaeger-span-…` */
  readonly indexPrefix?: string;
  /** Into how many parts a day's spans are cut: 10 to 50 GB each. @default 3 */
  readonly shards?: number;
  /** Copies of each part beside the first. @default 1: the loss of a node loses no trace */
  readonly replicas?: number;
}

/** Where traces are kept. */
export type JaegerStorageProps = MemoryStorage | ElasticsearchStorage;

/**
 * What is wrong with a storage.
 *
 * @throws Refusal when a number is none, or a prefix cannot begin the name of an index
 */
export function checkStorage(storage: JaegerStorageProps): void {
  if (storage.kind === 'memory') return whole('storage.maxTraces', storage.maxTraces, 1);
  whole('storage.shards', storage.shards, 1);
  whole('storage.replicas', storage.replicas, 0);
  const { indexPrefix } = storage;
  if (indexPrefix === undefined || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(indexPrefix)) return;
  throw new Refusal({
    field: 'storage.indexPrefix',
    given: indexPrefix,
    allowed: 'lower case letters, digits and single dashes between them',
    fix: "leave out the dash at the end: Jaeger writes it before 'jaeger-span'",
  });
}

/** A backend as Jaeger's configuration writes it. Dials. */
export function backendOf(storage: JaegerStorageProps, site: Site, retention: Duration): TraceBackend {
  if (storage.kind === 'memory') return { memory: { max_traces: storage.maxTraces ?? 10_000 } };
  const { endpoint, user, indexPrefix, shards } = storage;
  const dialled = site.dial(endpoint);
  const tls = httpTls(dialled);
  const small = index(1, storage);
  return {
    elasticsearch: {
      server_urls: [dialled.url],
      auth: { basic: { username: user.name, password_file: site.secretFile(user.password), reload_interval: '1m' } },
      ...(tls && { tls }),
      indices: {
        ...(indexPrefix !== undefined && { index_prefix: indexPrefix }),
        spans: index(shards ?? 3, storage),
        services: small,
        dependencies: small,
        sampling: small,
      },
      create_mappings: true,
      // By its default of three days, what is older would be kept and yet not be found.
      max_span_age: goDuration(retention),
    },
  };
}

function index(shards: number, { replicas }: ElasticsearchStorage): IndexOptions {
  const periodic = { date_layout: '2006-01-02', rollover_frequency: 'day' } as const;
  return { shards, replicas: replicas ?? 1, rotation: { periodic } };
}

/** @throws Refusal when it is no whole number, or too small */
export function whole(field: string, given: number | undefined, least: number): void {
  if (given === undefined || (Number.isInteger(given) && given >= least)) return;
  throw new Refusal({ field, given, allowed: `a whole number from ${least}`, fix: 'write how many' });
}

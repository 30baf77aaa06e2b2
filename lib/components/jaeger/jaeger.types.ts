import { type Chart, Duration } from 'cdk8s';
import type { Endpoint, OtlpEndpoint } from '../../kernel/endpoint.js';
import { Jaeger } from './jaeger.js';
import type { SamplingProps } from './sampling.js';
import type {
  ElasticsearchBackend,
  IndexOptions,
  JaegerConfig,
  JaegerQuery,
  JaegerStorage,
  KafkaReceiver,
  MetricBackend,
  RemoteSampling,
} from './schema.js';
import type { ElasticsearchStorage } from './storage.js';
import type { JaegerStream } from './stream.js';

declare const chart: Chart;
declare const elasticsearch: ElasticsearchStorage;
declare const loki: Endpoint<'loki'>;
declare const stream: JaegerStream;
declare const receiver: KafkaReceiver;
declare const config: JaegerConfig<'traces', 'red'>;
declare const backend: ElasticsearchBackend;
declare const index: IndexOptions;
declare const sampling: RemoteSampling;
declare const query: JaegerQuery<'traces', 'red'>;
declare const metrics: MetricBackend['prometheus'];

const storage = { kind: 'memory' } as const;
const jaeger = new Jaeger(chart, 'jaeger', { storage });
const rates = (props: SamplingProps): SamplingProps => props;
const takes = (endpoint: OtlpEndpoint<'traces'>): OtlpEndpoint<'traces'> => endpoint;
const logs = (endpoint: OtlpEndpoint<'logs'>): OtlpEndpoint<'logs'> => endpoint;

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  new Jaeger(chart, 'a', { storage: elasticsearch, retention: Duration.days(7) }),
  // @ts-expect-error TS2345: Property 'storage' is missing
  new Jaeger(chart, 'b', { retention: Duration.days(7) }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  new Jaeger(chart, 'c', { storage: elasticsearch, retention: '7d' }),
  // @ts-expect-error TS2345: Types of property 'storage' are incompatible
  new Jaeger(chart, 'd', { storage, retention: Duration.days(7) }),
  // @ts-expect-error TS2345: Types of property 'storage' are incompatible
  new Jaeger(chart, 'e', { storage, query: { replicas: 2 } }),
  // @ts-expect-error TS2561: 'retentionn' does not exist
  new Jaeger(chart, 'f', { storage: elasticsearch, retentionn: Duration.days(7) }),
  // @ts-expect-error TS2322: Type 'Endpoint<"loki">' is not assignable to type 'Endpoint<"elasticsearch">'
  new Jaeger(chart, 'g', { storage: { ...elasticsearch, endpoint: loki } }),
  // @ts-expect-error TS2353: 'shards' does not exist in type 'MemoryStorage'
  new Jaeger(chart, 'h', { storage: { kind: 'memory', shards: 3 } }),

  new Jaeger(chart, 'i', { storage: elasticsearch, stream, ingester: { replicas: 3 } }),
  // @ts-expect-error TS2345: Types of property 'storage' are incompatible
  new Jaeger(chart, 'j', { storage, stream }),
  // @ts-expect-error TS2345: Property 'stream' is missing
  new Jaeger(chart, 'k', { storage: elasticsearch, ingester: { replicas: 3 } }),
  // @ts-expect-error TS2741: Property 'writer' is missing
  new Jaeger(chart, 'l', { storage: elasticsearch, stream: { reader: stream.reader } }),
  // @ts-expect-error TS2322: Type '"write"' is not assignable to type '"read"'
  new Jaeger(chart, 'm', { storage: elasticsearch, stream: { ...stream, reader: { ...stream.writer, group: 'a' } } }),

  { ...receiver, initial_offset: 'latest' } satisfies KafkaReceiver,
  // @ts-expect-error TS2353: 'topic' does not exist in type 'KafkaReceiver'
  { ...receiver, topic: 'spans' } satisfies KafkaReceiver,

  takes(jaeger.otlp),
  // @ts-expect-error TS2345: Type '"logs"' is not assignable to type '"traces"'
  logs(jaeger.otlp),

  rates({ default: 0.1, services: { orders: { type: 'ratelimiting', param: 5 } } }),
  // @ts-expect-error TS2820: Type '"rateLimiting"' is not assignable to type '"probabilistic" | "ratelimiting"'
  rates({ default: 0.1, services: { orders: { type: 'rateLimiting', param: 5 } } }),
  // @ts-expect-error TS2345: Property 'default' is missing
  rates({ services: { orders: 1 } }),

  { storage: { traces: 'traces' } } satisfies Partial<JaegerQuery<'traces', 'red'>>,
  // @ts-expect-error TS2322: Type '"trace"' is not assignable to type '"traces"'
  { storage: { traces: 'trace' } } satisfies Partial<JaegerQuery<'traces', 'red'>>,
  // @ts-expect-error TS2322: Type '"read"' is not assignable to type '"red"'
  { ...query, storage: { traces: 'traces', metrics: 'read' } } satisfies JaegerQuery<'traces', 'red'>,

  { backends: { traces: { memory: { max_traces: 1 } } } } satisfies JaegerStorage<'traces', 'red'>,
  // @ts-expect-error TS2353: 'other' does not exist
  { backends: { other: { memory: { max_traces: 1 } } } } satisfies JaegerStorage<'traces', 'red'>,
  // @ts-expect-error TS2561: 'max_trace' does not exist
  { backends: { traces: { memory: { max_trace: 1 } } } } satisfies JaegerStorage<'traces', 'red'>,

  { ...backend, server_urls: [] } satisfies ElasticsearchBackend,
  // @ts-expect-error TS2353: 'username' does not exist in type 'ElasticsearchBackend'
  { ...backend, username: 'elastic' } satisfies ElasticsearchBackend,
  // @ts-expect-error TS2353: 'use_ilm' does not exist in type 'ElasticsearchBackend'
  { ...backend, use_ilm: true } satisfies ElasticsearchBackend,
  // @ts-expect-error TS2353: 'password' does not exist
  { ...backend, auth: { basic: { ...backend.auth.basic, password: 'x' } } } satisfies ElasticsearchBackend,
  // @ts-expect-error TS2353: 'date_layout' does not exist in type 'IndexOptions'
  { ...index, date_layout: '2006-01-02' } satisfies IndexOptions,

  { ...sampling, file: { ...sampling.file, path: '/etc/a.json' } } satisfies RemoteSampling,
  // @ts-expect-error TS2353: 'adaptive' does not exist in type 'RemoteSampling'
  { ...sampling, adaptive: {} } satisfies RemoteSampling,

  { ...metrics, latency_unit: 's' } satisfies MetricBackend['prometheus'],
  // @ts-expect-error TS2322: Type '"seconds"' is not assignable to type '"s" | "ms"'
  { ...metrics, latency_unit: 'seconds' } satisfies MetricBackend['prometheus'],

  { ...config.extensions, jaeger_query: query } satisfies JaegerConfig<'traces', 'red'>['extensions'],
  // @ts-expect-error TS2561: 'health_check' does not exist
  { ...config.extensions, health_check: {} } satisfies JaegerConfig<'traces', 'red'>['extensions'],
];

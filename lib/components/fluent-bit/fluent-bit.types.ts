import type { Construct } from 'constructs';
import type { Endpoint, OtlpEndpoint } from '../../kernel/endpoint.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import { FluentBit } from './fluent-bit.js';
import { toElasticsearch, toLoki, toOtlp } from './outputs.js';
import type { Filter, Service, Tail } from './schema.js';

declare const scope: Construct;
declare const loki: Endpoint<'loki'>;
declare const elasticsearch: Endpoint<'elasticsearch'>;
declare const logs: OtlpEndpoint<'logs'>;
declare const traces: OtlpEndpoint<'traces'>;
declare const password: SecretRef;

/** Each line that does not compile, under its nearest that does. */
export const refused = () => [
  new FluentBit(scope, 'agent', { to: [toLoki(loki)] }),
  // @ts-expect-error TS2322: Type '[]' is not assignable to type 'readonly [Output, ...Output[]]'
  new FluentBit(scope, 'agent', { to: [] }),

  // @ts-expect-error TS2345: Argument of type 'Endpoint<"elasticsearch">' is not assignable to parameter of type 'Endpoint<"loki">'
  toLoki(elasticsearch),

  toLoki(loki, { labels: ['namespace'] }),
  // @ts-expect-error TS2322: Type '"pod"' is not assignable to type
  toLoki(loki, { labels: ['pod'] }),

  toElasticsearch(elasticsearch, { user: { name: 'agent', password } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'SecretRef'
  toElasticsearch(elasticsearch, { user: { name: 'agent', password: 'changeme' } }),

  toOtlp(logs),
  // @ts-expect-error TS2345: Argument of type 'OtlpEndpoint<"traces">' is not assignable to parameter of type 'OtlpEndpoint<"logs">'
  toOtlp(traces),

  new FluentBit(scope, 'agent', { to: [toLoki(loki)], filters: [{ name: 'modify', remove: 'x' }] }),
  // @ts-expect-error TS2322: Type '"lua"' is not assignable to type
  new FluentBit(scope, 'agent', { to: [toLoki(loki)], filters: [{ name: 'lua', script: 'missing.lua', call: 'f' }] }),
];

/** A key of the configuration that is misspelt. */
export const misspelt = (): [Service, Tail, Filter, Service] => [
  { 'storage.max_chunks_up': 64 },
  { name: 'tail', path: '/var/log/containers/*.log', skip_long_lines: true },
  { name: 'lua', match: '*', script: 'a.lua', call: 'a' },
  // @ts-expect-error TS2353: Object literal may only specify known properties, and ''storage.max_chunk_up'' does not exist
  { 'storage.max_chunk_up': 64 },
];

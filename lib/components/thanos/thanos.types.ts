import { type Chart, Duration, Size } from 'cdk8s';
import { Doors, type AlertsEndpoint, type Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { RuleGroup } from '../../signals/rule-group.js';
import type { RemoteWrite } from '../prometheus/remote-write.js';
import { ThanosCompactor, type ThanosCompactorProps } from './compactor.js';
import { ThanosGate } from './gate.js';
import { ThanosQuery } from './query.js';
import { ThanosQueryFrontend } from './query-frontend.js';
import { ThanosReceive, type ThanosReceiveProps } from './receive.js';
import { ThanosRuler, type ThanosRulerProps } from './ruler.js';
import type { ReceiveFlags } from './schema.js';
import { ThanosStore } from './store.js';

declare const chart: Chart;
declare const alertmanager: AlertsEndpoint<'payments' | 'roasters'>;
declare const payments: RuleGroup<'payments'>;
declare const strangers: RuleGroup<'strangers'>;
declare const elsewhere: Endpoint<'remote-write'>;

const bucket = { name: 'acme-metrics' };
const links = { runbooks: 'https://runbooks.example.com' };
const receive = new ThanosReceive(chart, 'receive', { bucket });
const store = new ThanosStore(chart, 'store', { bucket });
const query = new ThanosQuery(chart, 'query', { stores: [receive.stores, store.endpoint] });
const password = SecretRef.external('callers', 'eu');
const gate = new ThanosGate(chart, 'gate', { to: receive.door, callers: { eu: { password } } });
const ruler = new ThanosRuler(chart, 'ruler', { query: query.read, bucket, alertmanager, links });

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  { to: gate.write } satisfies RemoteWrite,
  // @ts-expect-error TS2739: Type 'Endpoint<"thanos-receive">' is missing the following properties from type 'Doors<"remote-write">'
  { to: receive.door } satisfies RemoteWrite,
  // @ts-expect-error TS2322: Type 'Doors<"thanos-receive">' is not assignable to type 'Doors<"remote-write">'
  { to: Doors.one(receive.door) } satisfies RemoteWrite,

  new ThanosGate(chart, 'a', { to: receive.door, callers: { eu: { password } } }),
  // @ts-expect-error TS2322: Type 'Endpoint<"remote-write">' is not assignable to type 'Endpoint<"thanos-receive">'
  new ThanosGate(chart, 'b', { to: elsewhere, callers: { eu: { password } } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'SecretRef'
  new ThanosGate(chart, 'c', { to: receive.door, callers: { eu: { password: 'hunter2' } } }),

  { bucket, replication: 3 } satisfies ThanosReceiveProps,
  // @ts-expect-error TS2322: Type '2' is not assignable to type '1 | 3 | undefined'
  { bucket, replication: 2 } satisfies ThanosReceiveProps,

  { bucket, retention: { raw: Duration.days(30) } } satisfies ThanosCompactorProps,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'replicas' does not exist in type
  { bucket, retention: {}, replicas: 2 } satisfies ThanosCompactorProps,
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  new ThanosCompactor(chart, 'd', { bucket, retention: { raw: '30d' } }),

  new ThanosQuery(chart, 'e', { stores: [ruler.stores] }),
  // @ts-expect-error TS2322: Type 'Endpoint<"prometheus">' is not assignable to type 'Stores'
  new ThanosQuery(chart, 'f', { stores: [query.read] }),

  new ThanosQueryFrontend(chart, 'g', { query: query.read, cache: Size.mebibytes(64) }),
  // @ts-expect-error TS2322: Type 'Endpoint<"thanos-store">' is not assignable to type 'Endpoint<"prometheus">'
  new ThanosQueryFrontend(chart, 'h', { query: store.endpoint }),

  { query: query.read, bucket, links, externalLabels: { world: 'all' } } satisfies ThanosRulerProps,
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  { query: query.read, bucket, links, externalLabels: { cluster: 'all' } } satisfies ThanosRulerProps,
  ruler.rules(payments),
  // @ts-expect-error TS2345: Argument of type 'RuleGroup<"strangers">' is not assignable to parameter of type
  ruler.rules(strangers),

  { 'receive.replication-factor': 3 } satisfies Partial<ReceiveFlags>,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and ''receive.replicationfactor'' does not exist
  { 'receive.replicationfactor': 3 } satisfies Partial<ReceiveFlags>,
];

import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Alertmanager } from '../components/alertmanager/alertmanager.js';
import type { Receiver } from '../components/alertmanager/receivers/index.js';
import type { CollectorProps } from '../components/collector/collector.js';
import { Instrumentation } from '../components/collector/instrumentation.js';
import * as otel from '../components/collector/otel.js';
import type { Pipelines } from '../components/collector/pipeline.js';
import { Elasticsearch } from '../components/elasticsearch/elasticsearch.js';
import type { NodeSet } from '../components/elasticsearch/node-set.js';
import { FluentBit } from '../components/fluent-bit/fluent-bit.js';
import { toLoki } from '../components/fluent-bit/outputs.js';
import { Grafana } from '../components/grafana/grafana.js';
import { Jaeger } from '../components/jaeger/jaeger.js';
import type { ElasticsearchStorage } from '../components/jaeger/storage.js';
import { Loki } from '../components/loki/loki.js';
import type { NodeExporter } from '../components/node-exporter/node-exporter.js';
import { Prometheus } from '../components/prometheus/prometheus.js';
import type { RemoteWrite } from '../components/prometheus/remote-write.js';
import type { DatasourceRef } from '../kernel/datasource-ref.js';
import { type AlertsEndpoint, type Doors, Endpoint, type OtlpEndpoint } from '../kernel/endpoint.js';
import { SecretRef } from '../kernel/secret-ref.js';
import type { Dashboard } from '../signals/dashboard/dashboard.js';
import type { RuleGroup } from '../signals/rule-group.js';
import { type SymptomProps, symptom } from '../signals/symptom.js';
import { imageIn } from '../workload/images.js';

declare const chart: Construct;
declare const pager: Receiver;
declare const alerts: AlertsEndpoint<'shop'>;
declare const ofShop: RuleGroup<'shop'>;
declare const ofNobody: RuleGroup<'shpo'>;
declare const nodes: NodeExporter;
declare const prometheus: Prometheus<'shop'>;
declare const doors: Doors<'remote-write'>;
declare const secret: SecretRef;
declare const door: Endpoint<'remote-write'>;
declare const condition: SymptomProps;
declare const shown: Dashboard;
declare const loki: Endpoint<'loki'>;
declare const storage: ElasticsearchStorage;
declare const jaeger: OtlpEndpoint<'traces'>;
declare const traces: DatasourceRef<'jaeger'>;
declare const lines: DatasourceRef<'loki'>;
declare const grafana: Grafana;

/** A collector, by what it is given: nothing runs here. */
declare function collector<const P extends Pipelines<P>>(props: CollectorProps<P>): void;

const links = { runbooks: 'https://runbooks.example.com' };
const disk = { storage: Size.gibibytes(200), links };
const resources = { cpu: 1, memory: Size.gibibytes(1) };
const store = { name: 'acme-logs' };
const url = 'https://grafana.example.com';
const rest = { heartbeat: pager, otherwise: pager };
const basicAuth = { username: secret, password: secret };
const node: Omit<NodeSet, 'roles'> = { name: 'a', count: 3, cpu: 1, memory: Size.gibibytes(4) };

/** The mistakes that do not compile, by their numbers, each under its nearest line that does. */
export const refused = () => [
  // 1: a misspelt setting of Prometheus
  new Prometheus(chart, 'a', { ...disk, retention: Duration.days(10) }),
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'retentionn' does not exist
  new Prometheus(chart, 'a', { ...disk, retentionn: Duration.days(10) }),

  // 2: a number in words
  new Prometheus(chart, 'a', { ...disk, replicas: 2 }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'number'
  new Prometheus(chart, 'a', { ...disk, replicas: 'two' }),

  // 3: a duration of no known unit
  new Prometheus(chart, 'a', { ...disk, retention: Duration.days(10) }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  new Prometheus(chart, 'a', { ...disk, retention: '10days' }),

  // 4: a route to a receiver that is not defined
  new Alertmanager(chart, 'a', { routing: { shop: pager }, ...rest }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Answer'
  new Alertmanager(chart, 'a', { routing: { shop: 'pager' }, ...rest }),

  // 4, turned round: an alert of a team that no route leads to
  new Prometheus(chart, 'a', { ...disk, alertmanager: alerts }).rules(ofShop),
  // @ts-expect-error TS2345: Argument of type 'RuleGroup<"shpo">' is not assignable to parameter of type 'RuleGroup<"shop">'
  new Prometheus(chart, 'a', { ...disk, alertmanager: alerts }).rules(ofNobody),
  // @ts-expect-error TS2322: Type '"shpo"' is not assignable to type '"shop"'
  new Prometheus(chart, 'a', { ...disk, alertmanager: alerts }).watch(nodes, { team: 'shpo' }),
  // @ts-expect-error TS2345: Argument of type 'RuleGroup<"shop">' is not assignable to parameter of type 'RuleGroup<never>'
  new Prometheus(chart, 'a', disk).rules(ofShop),

  // 4, once more: labels by which an alert would go elsewhere than it says, or would say that it is of another series
  symptom({ ...condition, labels: { component: 'oven' } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  symptom({ ...condition, labels: { team: 'shop' } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  symptom({ ...condition, labels: { escalation: 'next' } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  symptom({ ...condition, labels: { namespace: 'shop' } }),

  // 4, of all that leaves: labels by which samples would be of another cluster
  new Prometheus(chart, 'a', { ...disk, externalLabels: { site: 'north' } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  new Prometheus(chart, 'a', { ...disk, externalLabels: { cluster: 'other' } }),

  // 6: nowhere to look
  prometheus.discover('shop', { namespaces: ['shop'], labels: { app: 'shop' }, port: 8080 }),
  // @ts-expect-error TS2322: Source has 0 element(s) but target requires 1
  prometheus.discover('shop', { namespaces: [], labels: { app: 'shop' }, port: 8080 }),

  // 6, 7: what to scrape, by a selector and a port that are typed in
  prometheus.watch(nodes, { team: 'shop' }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'selector' does not exist in type
  prometheus.watch({ selector: { app: 'node' }, port: 'http-metrics' }, { team: 'shop' }),

  // 8: credentials from a Secret that nobody creates
  { to: doors, basicAuth } satisfies RemoteWrite,
  // @ts-expect-error TS2739: Type '{ name: string; key: string; }' is missing the following properties from type 'SecretRef'
  { to: doors, basicAuth: { ...basicAuth, password: { name: 'missing', key: 'key' } } } satisfies RemoteWrite,

  // 8, turned round: an object that looks like a SecretRef, and a Secret by an operator that makes none
  secret satisfies SecretRef,
  // @ts-expect-error TS1360: Property '#origin' is missing in type
  { name: 'a', key: 'b', origin: secret.origin, toJSON: () => ({}) } satisfies SecretRef,
  SecretRef.madeBy('eck-operator', 'store-es-elastic-user', 'elastic'),
  // @ts-expect-error TS2345: Argument of type '"nobody"' is not assignable to parameter of type 'SecretMaker'
  SecretRef.madeBy('nobody', 'store-es-elastic-user', 'elastic'),

  // 9, turned round: a link to a dashboard by a name
  symptom({ ...condition, dashboard: shown }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Pick<Dashboard, "uid">'
  symptom({ ...condition, dashboard: 'nowhere' }),

  // 9: a link to a datasource by a uid
  grafana.link({ traces, logs: lines }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'DatasourceRef<"loki"
  grafana.link({ traces, logs: 'loky' }),

  // 10: a password in plain text
  new Grafana(chart, 'a', { url, admin: secret }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'SecretRef'
  new Grafana(chart, 'a', { url, admin: 'admin123' }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'admin_password' does not exist
  new Grafana(chart, 'a', { url, config: { security: { admin_password: 'admin123' } } }),

  // 10, turned round: a credential in a header
  { to: doors, headers: { 'X-Scope-OrgID': 'shop' } } satisfies RemoteWrite,
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'undefined'
  { to: doors, headers: { Authorization: 'Bearer abc' } } satisfies RemoteWrite,
  otel.toOtlpHttp(loki, { headers: { 'X-Scope-OrgID': 'shop' } }),
  // @ts-expect-error TS2769: Type 'string' is not assignable to type 'undefined'
  otel.toOtlpHttp(loki, { headers: { authorization: 'Bearer abc' } }),

  // 12, 13: a pipeline that names an exporter, in a file or in the operator's object, which is made of the same pipelines
  collector({ pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type
  collector({ pipelines: { traces: { from: [otel.otlp()], to: ['otlp/nowhere'] } } }),

  // 14: a misspelt name at the top
  collector({ resources, pipelines: { logs: { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'resource' does not exist
  collector({ resource: resources, pipelines: { logs: { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'adm' does not exist
  new Grafana(chart, 'a', { url, adm: secret }),

  // 15: logs with nowhere to keep them
  new Loki(chart, 'a', { store }),
  // @ts-expect-error TS2345: Property 'store' is missing in type '{}' but required in type 'LokiProps
  new Loki(chart, 'a', {}),

  // 16: a misspelt key inside the limits
  new Loki(chart, 'a', { store, limits: { maxQuerySeries: 1000 } }),
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'maxQuerrySeries' does not exist
  new Loki(chart, 'a', { store, limits: { maxQuerrySeries: 1000 } }),

  // 17: a retention that nobody carries out
  new Loki(chart, 'a', { store, retention: Duration.days(7) }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'compactor' does not exist
  new Loki(chart, 'a', { store, retention: Duration.days(7), compactor: { retention_enabled: false } }),

  // 19: a version that there is not
  imageIn(chart, 'elasticsearch'),
  // @ts-expect-error TS2345: Argument of type '"elasticserch"' is not assignable to parameter of type
  imageIn(chart, 'elasticserch'),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'version' does not exist
  new Elasticsearch(chart, 'a', { version: '9.33.0' }),

  // 20: a role that there is not
  new Elasticsearch(chart, 'a', { nodeSets: [{ ...node, roles: ['master'] }] }),
  // @ts-expect-error TS2820: Type '"mastr"' is not assignable to type 'NodeRole'. Did you mean '"master"'?
  new Elasticsearch(chart, 'a', { nodeSets: [{ ...node, roles: ['mastr'] }] }),

  // 21: a store of traces by its name
  new Jaeger(chart, 'a', { storage }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type
  new Jaeger(chart, 'a', { storage: 'elasticsearch' }),
  // @ts-expect-error TS2322: Type 'Endpoint<"loki">' is not assignable to type 'Endpoint<"elasticsearch">'
  new Jaeger(chart, 'a', { storage: { ...storage, endpoint: loki } }),

  // 22: a parser and a script by their names
  new FluentBit(chart, 'a', { to: [toLoki(loki)], filters: [{ name: 'modify', remove: 'x' }] }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'LogParser'
  new FluentBit(chart, 'a', { to: [toLoki(loki)], filters: [{ parses: 'missing' }] }),
  // @ts-expect-error TS2322: Type '"lua"' is not assignable to type
  new FluentBit(chart, 'a', { to: [toLoki(loki)], filters: [{ name: 'lua', script: 'missing.lua', call: 'f' }] }),

  // 23: signals with nowhere to go
  new FluentBit(chart, 'a', { to: [toLoki(loki)] }),
  // @ts-expect-error TS2322: Type '[]' is not assignable to type 'readonly [Output, ...Output[]]'
  new FluentBit(chart, 'a', { to: [] }),
  // @ts-expect-error TS2322: Source has 0 element(s) but target requires 1
  collector({ pipelines: { logs: { from: [otel.otlp()], to: [] } } }),

  // 23, turned round: signals sent where they are not taken
  collector({ pipelines: { logs: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } } }),
  // @ts-expect-error TS2322: Type '"metrics"' is not assignable to type '"traces"'
  collector({ pipelines: { metrics: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } } }),

  // 23, once more: samples for one replica of two, or for none
  otel.toRemoteWrite(doors),
  // @ts-expect-error TS2345: Argument of type 'Endpoint<"remote-write">' is not assignable to parameter of type 'Doors<"remote-write">'
  otel.toRemoteWrite(door),
  { to: doors } satisfies RemoteWrite,
  // @ts-expect-error TS2739: Type 'never[]' is missing the following properties from type 'Doors<"remote-write">'
  { to: [] } satisfies RemoteWrite,

  // 24: a feature that names a collector
  new Instrumentation(chart, 'a', { to: jaeger }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'OtlpEndpoint<"traces">'
  new Instrumentation(chart, 'a', { to: 'gatewy' }),

  // 25: a protocol that there is not
  Endpoint.external('https', 'example.com'),
  // @ts-expect-error TS2345: Argument of type '"otlp-htp"' is not assignable to parameter of type 'Protocol'
  Endpoint.external('otlp-htp', 'example.com'),

  // 26: a misspelt feature
  otel.spanMetrics(),
  // @ts-expect-error TS2551: Property 'spanMetrcs' does not exist on type
  otel.spanMetrcs(),
  // @ts-expect-error TS2322: is not assignable to type 'never'
  collector({ pipelines: { traecs: { from: [otel.otlp()], to: [otel.debug()] } } }),
];

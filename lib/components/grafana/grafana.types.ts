import type { Endpoint } from '../../kernel/endpoint.js';
import type { DatasourceRef } from '../../kernel/datasource-ref.js';
import type { Grafana, GrafanaProps } from './grafana.js';

declare const grafana: Grafana;
declare const metrics: Endpoint<'prometheus'>;
declare const lines: Endpoint<'loki'>;
declare const prometheus: DatasourceRef<'prometheus'>;
declare const loki: DatasourceRef<'loki'>;
declare const jaeger: DatasourceRef<'jaeger'>;
const url = 'https://grafana.example.com';

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  grafana.prometheus('Metrics', metrics),
  // @ts-expect-error TS2345: Argument of type 'Endpoint<"loki">' is not assignable to parameter of type 'Endpoint<"prometheus">'
  grafana.prometheus('Metrics', lines),

  grafana.link({ traces: jaeger, logs: loki }),
  // @ts-expect-error TS2322: Type 'DatasourceRef<"loki">' is not assignable to type 'DatasourceRef<"jaeger">'
  grafana.link({ traces: loki, logs: loki }),

  grafana.link({ traces: jaeger, metrics: prometheus }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'DatasourceRef<"prometheus">'
  grafana.link({ traces: jaeger, metrics: 'prometheus' }),

  { url, config: { users: { auto_assign_org_role: 'Viewer' } } } satisfies GrafanaProps,
  // @ts-expect-error TS2322: Type '"Reader"' is not assignable to type 'OrgRole | undefined'
  { url, config: { users: { auto_assign_org_role: 'Reader' } } } satisfies GrafanaProps,

  { url, config: { security: { disable_gravatar: true } } } satisfies GrafanaProps,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'admin_password' does not exist in type
  { url, config: { security: { admin_password: 'admin123' } } } satisfies GrafanaProps,
];

import type { Logstash } from './logstash.js';
import { plugin } from './syntax.js';
import * as logstash from './words.js';

const { field } = logstash;
const source = field('message');
const agents = logstash.http();
const takesAgents = (_: ReturnType<typeof doorOf>): undefined => undefined;
declare const made: Logstash;
function doorOf() {
  return made.endpoint(agents);
}

/** Each line that does not compile, under its nearest that does. */
export const refused = () => [
  plugin('json', { source: 'message', target: 'app' }),
  // @ts-expect-error TS2561: but 'traget' does not exist in type
  plugin('json', { source: 'message', traget: 'app' }),

  plugin('geoip', { source: '[source][ip]', default_database_type: 'City' }),
  // @ts-expect-error TS2322: Type '"Town"' is not assignable to type '"City" | "ASN" | undefined'
  plugin('geoip', { source: '[source][ip]', default_database_type: 'Town' }),

  logstash.grok({ source, patterns: ['%{HTTPD_COMBINEDLOG}'] }),
  // @ts-expect-error TS2322: Type '"%{NGINXACCESS}"' is not assignable to type
  logstash.grok({ source, patterns: ['%{NGINXACCESS}'] }),

  logstash.grok({ source, patterns: ['%{TOOK:took}'], definitions: { TOOK: '%{NUMBER}' } }),
  // @ts-expect-error TS2322: Type '"%{TOKO:took}"' is not assignable to type
  logstash.grok({ source, patterns: ['%{TOKO:took}'], definitions: { TOOK: '%{NUMBER}' } }),

  logstash.mutate({ removeField: [source] }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Field'
  logstash.mutate({ removeField: ['message'] }),

  logstash.mutate({ convert: [[source, 'integer']] }),
  // @ts-expect-error TS2322: Type '"int"' is not assignable to type 'Conversion'
  logstash.mutate({ convert: [[source, 'int']] }),

  logstash.when(logstash.exists(source), logstash.drop()),
  // @ts-expect-error TS2555: Expected at least 2 arguments, but got 1
  logstash.when(logstash.exists(source)),

  takesAgents(made.endpoint(logstash.http())),
  // @ts-expect-error TS2345: Argument of type 'Endpoint<"syslog">' is not assignable to parameter of type 'Endpoint<"fluent-http">'
  takesAgents(made.endpoint(logstash.syslog())),
];

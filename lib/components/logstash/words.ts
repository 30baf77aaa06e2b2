/** Logstash's vocabulary, with upstream's words: `logstash.beats()`, `logstash.grok(…)`, `logstash.when(…)`. */
export {
  all,
  any,
  compares,
  type Condition,
  differs,
  equals,
  exists,
  matches,
  not,
  tagged,
  within,
} from './condition.js';
export { field, type Field, type FieldValue, text } from './field.js';
export { type Filter, when } from './filter.js';
export { date, drop, fingerprint, geoip, grok, json, prune, scaled, translate, useragent } from './filters.js';
export { beats, http, type Input, syslog } from './input.js';
export { mutate, type Mutations } from './mutate.js';
export { choose, type ElasticsearchWriter, type Output, toElasticsearch } from './output.js';
export type { Pipeline } from './pipeline.js';
export { logstashPrivileges as privileges } from './privileges.js';

import { Chart, Size, Testing } from 'cdk8s';
import type { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { type Objects, objectsOf, type Written } from '../../testing/objects.js';
import { type ClusterSettings, inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Logstash, type LogstashProps } from './logstash.js';
import * as logstash from './words.js';

const { field } = logstash;

/** A cluster's door, and who writes into it. */
export function stored(chart: Chart): {
  readonly endpoint: Endpoint<'elasticsearch'>;
  readonly user: logstash.ElasticsearchWriter;
} {
  const labels = { 'elasticsearch.k8s.elastic.co/cluster-name': 'logs' };
  const site = new Site(chart, 'store', { labels });
  const endpoint = site.listen('elasticsearch', { service: 'logs-es-http', madeBy: 'eck-operator', port: 9200 });
  const user = { name: 'writer', password: SecretRef.external('logs-user-writer', 'password') };
  return { endpoint, user };
}

/** Every filter that there is, as a platform of Next.js behind nginx would use them. */
export const filters: readonly logstash.Filter[] = [
  logstash
    .when(
      logstash.equals(field('fields', 'log_type'), 'application'),
      logstash.json({ source: field('message'), target: field('app') }),
      logstash
        .when(
          logstash.equals(field('application'), 'nextjs'),
          logstash.grok({
            source: field('message'),
            patterns: ['%{TIMESTAMP_ISO8601:timestamp} \\[%{LOGLEVEL:[log][level]}\\] %{GREEDYDATA:log_message}'],
          }),
          logstash.date({ source: field('timestamp'), formats: ['ISO8601'] }),
        )
        .otherwise(logstash.mutate({ addTag: ['other'] })),
      logstash.when(
        logstash.exists(field('kubernetes')),
        logstash.mutate({ addField: [[field('pod_name'), field('kubernetes', 'pod', 'name')]] }),
      ),
    )
    .elseWhen(
      logstash.equals(field('fields', 'log_type'), 'access'),
      logstash.grok({
        source: field('message'),
        patterns: ['%{HTTPD_COMBINEDLOG} %{TOOK:response_time:float}'],
        definitions: { TOOK: '%{NUMBER}' },
      }),
      logstash.date({ source: field('timestamp'), formats: ['dd/MMM/yyyy:HH:mm:ss Z'] }),
      logstash.scaled({ source: field('response_time'), by: 1000, target: field('response_time_ms') }),
      logstash.useragent({ source: field('user_agent', 'original') }),
    )
    .elseWhen(
      logstash.equals(field('fields', 'log_type'), 'security'),
      logstash.when(
        logstash.matches(field('message'), 'authentication'),
        logstash.grok({
          source: field('message'),
          patterns: [
            'authentication %{WORD:[event][action]} for user %{USERNAME:[user][name]} from %{IP:[source][ip]}',
          ],
        }),
      ),
      logstash.when(
        logstash.matches(field('message'), 'authorization'),
        logstash.grok({
          source: field('message'),
          patterns: [
            'authorization %{WORD:[event][action]} for user %{USERNAME:[user][name]} resource %{WORD:resource}',
          ],
        }),
      ),
    ),
  logstash.when(logstash.exists(field('source', 'ip')), logstash.geoip({ source: field('source', 'ip') })),
  logstash.translate({
    source: field('log', 'level'),
    target: field('event', 'severity'),
    dictionary: { ERROR: '3', WARN: '4' },
    fallback: '6',
  }),
  logstash.fingerprint({
    source: [field('user', 'name')],
    target: field('user', 'hash'),
    key: SecretRef.external('pseudonyms', 'key'),
  }),
  logstash.prune({ remove: ['^debug_'] }),
  logstash.when(
    logstash.all(
      logstash.within(field('log', 'level'), ['DEBUG', 'TRACE']),
      logstash.not(logstash.any(logstash.tagged('kept'), logstash.compares(field('took'), '>', 5))),
    ),
    logstash.drop(),
  ),
  logstash.mutate({
    rename: [[field('app', 'msg'), field('log_message')]],
    replace: [[field('where'), logstash.text`${field('pod_name')}@${field('node_name')}`]],
    convert: [[field('took'), 'float']],
    lowercase: [field('log', 'level')],
    gsub: [{ field: field('path'), regex: '["\'/]+', with: '_' }],
    removeField: [field('timestamp')],
  }),
];

/** What {@link made} hands out. */
export interface Made extends ReturnType<typeof stored> {
  readonly chart: Chart;
  readonly of: Logstash;
  readonly inputs: {
    readonly beats: logstash.Input<'beats'>;
    readonly http: logstash.Input<'fluent-http'>;
    readonly syslog: logstash.Input<'syslog'>;
  };
  readonly main: logstash.Pipeline;
  objects(): Objects;
  /** The object's spec. */
  spec(): Written;
  /** The text of its first pipeline. */
  text(): string;
}

/** Logstash of a whole platform, in a chart of its own. */
export function made(props: Partial<LogstashProps> = {}, settings: Partial<ClusterSettings> = {}): Made {
  const app = Testing.app();
  inCluster(app, settings);
  const chart = new Chart(app, 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  const { endpoint, user } = stored(chart);
  const [beats, http, syslog] = [logstash.beats(), logstash.http(), logstash.syslog()];
  const dataset = (name: string): logstash.Output => logstash.toElasticsearch(endpoint, { user, dataset: name });
  const main: logstash.Pipeline = {
    from: [beats, http, syslog],
    through: filters,
    to: logstash.choose(
      [
        { when: logstash.equals(field('fields', 'log_type'), 'security'), to: dataset('security') },
        { when: logstash.within(field('log', 'level'), ['error', 'fatal']), to: dataset('errors') },
      ],
      dataset('application'),
    ),
  };
  const of = new Logstash(chart, 'logstash', { pipelines: { main }, storage: Size.gibibytes(10), ...props });
  const objects = (): Objects => objectsOf(chart);
  const spec = (): Written => objects().one('Logstash', 'logstash').spec;
  const text = (): string => spec().pipelines[0]['config.string'];
  return { chart, of, inputs: { beats, http, syslog }, main, endpoint, user, objects, spec, text };
}

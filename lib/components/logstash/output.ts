import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import type { Condition } from './condition.js';
import { type Node, plugin } from './syntax.js';

/** Where events go. A pipeline has one, which may be a choice, so that no event is stored twice. */
export interface Output {
  /** Dials the far end, from `at`. */
  config(at: Site): Node;
}

/** A user of Elasticsearch, whose password is delivered, never written. */
export interface ElasticsearchWriter {
  readonly name: string;
  readonly password: SecretRef;
}

/** What {@link toElasticsearch} is told. */
export interface ToElasticsearchProps {
  /** Whoever may write these data streams, and nothing else: see `logstashPrivileges`. */
  readonly user: ElasticsearchWriter;
  /** The second part of the data stream's name: `security` of `logs-security-default`. */
  readonly dataset: string;
  /** The third part. @default 'default' */
  readonly namespace?: string;
}

/** To a data stream of Elasticsearch, `logs-<dataset>-<namespace>`. What it refuses for good lies in the dead letter queue. */
export function toElasticsearch(endpoint: Endpoint<'elasticsearch'>, props: ToElasticsearchProps): Output {
  const { user, dataset, namespace = 'default' } = props;
  for (const [field, given] of Object.entries({ dataset, namespace })) checkName(field, given);
  return {
    config: (at) => {
      const { url, tls } = at.dial(endpoint);
      return plugin('elasticsearch', {
        hosts: [url],
        user: user.name,
        password: user.password,
        ...(url.startsWith('https:') && { ssl_enabled: true, ssl_verification_mode: 'full' }),
        ...(tls && { ssl_certificate_authorities: [tls.ca] }),
        data_stream: 'true',
        data_stream_type: 'logs',
        data_stream_dataset: dataset,
        data_stream_namespace: namespace,
        // An event that names a data stream of its own would choose where it is stored, and how long.
        data_stream_auto_routing: false,
        compression_level: 1,
      });
    },
  };
}

/** One way out, for the events of which something is true. */
export interface Choice {
  readonly when: Condition;
  readonly to: Output;
}

/** The first that holds decides; all others go the last way. Every event goes exactly one. */
export function choose(choices: readonly [Choice, ...Choice[]], otherwise: Output): Output {
  return {
    config: (at) => ({
      branches: choices.map(({ when, to }) => ({ when, then: [to.config(at)] })),
      otherwise: [otherwise.config(at)],
    }),
  };
}

/** @see https://www.elastic.co/docs/reference/fleet/data-streams#data-streams-naming-scheme */
function checkName(field: string, given: string): void {
  if (/^[a-z0-9_][a-z0-9_.]*$/.test(given) && given.length <= 100) return;
  throw new Refusal({
    at: 'toElasticsearch',
    field,
    given,
    allowed: "lower case letters, digits, '_' and '.', at most 100, no dash",
    fix: 'name it so that logs-<dataset>-<namespace> has three parts',
  });
}

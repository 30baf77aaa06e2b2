import type { Endpoint } from './endpoint.js';
import { Refusal } from './refusal.js';
import type { SecretRef } from './secret-ref.js';
import type { Site, TlsFiles } from './site.js';

/** What proves a client to the brokers of a Kafka, and them to it. */
export interface KafkaCredentials {
  /** The brokers' authority. */
  readonly ca: SecretRef;
  readonly cert: SecretRef;
  readonly key: SecretRef;
  /**
   * The only namespace that has the Secrets, where an operator makes them and nothing delivers them elsewhere.
   * @default - they are delivered wherever they are asked for
   */
  readonly namespace?: string;
}

/** A topic, where it lies, and who comes: how products that write and read it meet the one that keeps it. */
export interface KafkaTopicEndpoint {
  readonly endpoint: Endpoint<'kafka'>;
  /** The topic's name. */
  readonly topic: string;
  /** How many parts it has: no more readers of a group than that have anything to do. @default - unknown */
  readonly partitions?: number;
  /** @default - the platform's certificate, where the brokers have one; else whoever comes may */
  readonly credentials?: KafkaCredentials;
}

/** A topic that one may write into. */
export interface KafkaTopicWriter extends KafkaTopicEndpoint {
  readonly may: 'write';
}

/** A topic that one may read. */
export interface KafkaTopicReader extends KafkaTopicEndpoint {
  readonly may: 'read';
  /** Its readers share the topic's parts by this name, under which Kafka keeps how far they are. */
  readonly group: string;
}

/** How a client reaches a topic's brokers. */
export interface DialledTopic {
  /** Where a client begins; it learns the other brokers there. */
  readonly brokers: readonly [string];
  /** @default - the brokers listen in the clear, or their certificate is of a public authority */
  readonly tls?: TlsFiles;
  readonly encrypted: boolean;
}

/**
 * Admits a site to the brokers, and mounts what it proves itself with.
 *
 * @throws Refusal when the credentials are not where the site is, or are missing
 */
export function dialTopic(at: Site, to: KafkaTopicEndpoint): DialledTopic {
  const { endpoint, topic, credentials } = to;
  if (credentials === undefined && endpoint.tls === 'own') {
    throw new Refusal({
      field: `topic ${topic}`,
      given: 'no credentials',
      allowed: 'credentials, since the brokers have an authority of their own and know their users by certificates',
      fix: "take the topic from a user of the Kafka: kafka.user('name', { writes: [topic] }).writing(topic)",
    });
  }
  if (credentials?.namespace !== undefined && credentials.namespace !== at.namespace) {
    throw new Refusal({
      field: `topic ${topic}`,
      given: `a client in ${at.namespace}`,
      allowed: `clients in ${credentials.namespace}: the Secrets of the user are made there and nowhere else`,
      fix: 'put the client into that namespace, or have the Secrets copied and give credentials of SecretRef.external',
    });
  }
  const { authority, encrypted, tls } = at.dial(endpoint);
  const own = credentials && {
    ca: at.secretFile(credentials.ca),
    cert: at.secretFile(credentials.cert),
    key: at.secretFile(credentials.key),
  };
  const files = own ?? tls;
  return { brokers: [authority], encrypted, ...(files && { tls: files }) };
}

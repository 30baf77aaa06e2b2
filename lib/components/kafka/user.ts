import type { KafkaAcl } from '../../../imports/kafka.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { KafkaCredentials, KafkaTopicReader, KafkaTopicWriter } from '../../kernel/topic.js';
import type { Topic } from './topic.js';

/** What a user may do, and nothing else. */
export interface UserProps<R extends string, W extends string> {
  /** @default - it reads nothing */
  readonly reads?: readonly Topic<R>[];
  /** @default - it writes nothing */
  readonly writes?: readonly Topic<W>[];
  /** The name under which its readers share what they read. @default - the user's own */
  readonly group?: string;
}

/** Where a user comes from. */
export interface UserOf {
  /** The Kafka. */
  readonly kafka: object;
  readonly endpoint: Endpoint<'kafka'>;
  readonly credentials: KafkaCredentials;
  /** The name under which its readers share what they read. */
  readonly group: string;
}

/** A user of a Kafka, known by a certificate. It is asked for the topics it may read and write; for others the types have no word. */
export class KafkaClient<R extends string = string, W extends string = string> {
  /** What it proves itself with. */
  public readonly credentials: KafkaCredentials;
  readonly #of: UserOf;

  /** @internal use `kafka.user` */
  public constructor(
    public readonly name: string,
    of: UserOf,
  ) {
    this.#of = of;
    this.credentials = of.credentials;
  }

  /** A topic as this user writes it. @throws Refusal when it is another Kafka's */
  public writing(topic: Topic<W>): KafkaTopicWriter {
    return { may: 'write', ...this.reach(topic) };
  }

  /** A topic as this user reads it. @throws Refusal when it is another Kafka's */
  public reading(topic: Topic<R>): KafkaTopicReader {
    return { may: 'read', group: this.#of.group, ...this.reach(topic) };
  }

  private reach(topic: Topic): Pick<KafkaTopicWriter, 'endpoint' | 'topic' | 'partitions' | 'credentials'> {
    const { kafka, endpoint, credentials } = this.#of;
    ours(`user ${this.name}`, kafka, [topic]);
    return { endpoint, topic: topic.name, partitions: topic.partitions, credentials };
  }
}

/**
 * What a user may do, as Kafka's authorizer takes it, sorted. A reader must also read the group, where Kafka keeps how far it is.
 *
 * @throws Refusal when it may do nothing, or a topic is another Kafka's
 * @see https://kafka.apache.org/43/security/authorization-and-acls/#operations-and-resources-on-protocols
 */
export function aclsOf(name: string, kafka: object, props: UserProps<string, string>, group: string): KafkaAcl[] {
  const { reads = [], writes = [] } = props;
  if (reads.length + writes.length === 0) {
    throw new Refusal({
      field: `user ${name}`,
      given: { reads: [], writes: [] },
      allowed: 'a user that may do something',
      fix: 'give it the topics that it reads or writes',
    });
  }
  ours(`user ${name}`, kafka, [...reads, ...writes]);
  const names = [...new Set([...reads, ...writes].map((topic) => topic.name))].sort();
  const topics = names.map((topic): KafkaAcl => {
    const [read, write] = [reads, writes].map((some) => some.some((one) => one.name === topic));
    return {
      resource: { type: 'topic', name: topic, patternType: 'literal' },
      operations: ['Describe', ...(read ? (['Read'] as const) : []), ...(write ? (['Write'] as const) : [])],
    };
  });
  if (reads.length === 0) return topics;
  return [...topics, { resource: { type: 'group', name: group, patternType: 'literal' }, operations: ['Read'] }];
}

function ours(field: string, kafka: object, topics: readonly Topic[]): void {
  const foreign = topics.find((topic) => !topic.isOf(kafka));
  if (foreign === undefined) return;
  throw new Refusal({
    field,
    given: `topic ${foreign.name} of another Kafka`,
    allowed: 'topics of the Kafka whose user it is',
    fix: 'make a user there, or the topic here',
  });
}

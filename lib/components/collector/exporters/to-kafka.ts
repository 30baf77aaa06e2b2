import { Refusal } from '../../../kernel/refusal.js';
import type { Signal } from '../../../kernel/signal.js';
import { dialTopic, type KafkaTopicWriter } from '../../../kernel/topic.js';
import { kafkaTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';

/** A topic for each signal that is sent, all of one Kafka and written by one user. */
export type KafkaTopics<S extends Signal> = { readonly [K in S]: KafkaTopicWriter };

/** Props of {@link toKafka}. */
export interface ToKafkaProps {
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
}

/**
 * How the client sends: it is told so only when every broker in sync has it, and makes no topic that is not there.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go
 */
const producer = { required_acks: 'all', compression: 'zstd', allow_auto_topic_creation: false } as const;

/**
 * A batch of metrics or logs is one message, and one over 1,000,000 bytes is thrown away by the client: so it is cut before, and
 * begun when it pays to compress it.
 */
const batch = { flush_timeout: '1s', sizer: 'bytes', min_size: 250_000, max_size: 900_000 } as const;

/**
 * Writes into Kafka, the spans of a trace into one partition.
 *
 * @throws Refusal when the topics are not of one Kafka, or not written by one user
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/README.md
 */
export function toKafka<S extends Signal>(topics: KafkaTopics<S>, props: ToKafkaProps = {}): Exporter<S> {
  const id = idOf('kafka', props.name);
  const all = Object.entries<KafkaTopicWriter>(topics);
  const written = all.map(([signal, { topic }]) => [signal, { topic, encoding: 'otlp_proto' }]);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = dialTopic(at, only(id, all));
      const tls = kafkaTls(dialled);
      const client = { brokers: dialled.brokers, ...(tls && { tls }), producer };
      const rest = { sending_queue: { ...at.queue(), batch }, retry_on_failure: at.retry() };
      const partitioned = 'traces' in topics && { partition_traces_by_id: true };
      return { [id]: { ...client, ...Object.fromEntries(written), ...partitioned, ...rest } };
    },
  };
}

function only(id: string, [first, ...more]: readonly (readonly [string, KafkaTopicWriter])[]): KafkaTopicWriter {
  if (first === undefined) {
    throw new Refusal({ field: id, given: 'no topics', allowed: 'a topic for each signal', fix: 'name one' });
  }
  const [, one] = first;
  const who = (of: KafkaTopicWriter): string => JSON.stringify(of.credentials ?? null);
  const other = more.find(([, topic]) => topic.endpoint !== one.endpoint || who(topic) !== who(one));
  if (other === undefined) return one;
  throw new Refusal({
    field: `${id}: ${other[0]}`,
    given: `the topic ${other[1].topic} of another Kafka or user than the topic ${one.topic}`,
    allowed: 'topics of one Kafka, written by one user',
    fix: 'let one user write both, or make another exporter with a name',
  });
}

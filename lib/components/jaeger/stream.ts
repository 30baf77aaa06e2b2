import { Refusal } from '../../kernel/refusal.js';
import type { Site } from '../../kernel/site.js';
import { dialTopic, type KafkaTopicReader, type KafkaTopicWriter } from '../../kernel/topic.js';
import { kafkaTls } from '../collector/client.js';
import type { KafkaClient, KafkaExporter, KafkaReceiver } from './schema.js';

/** The topic between those that take spans and those that write them into the store, as each of the two may come to it. */
export interface JaegerStream {
  /** `kafka.user('jaeger-collector', { writes: [spans] }).writing(spans)` */
  readonly writer: KafkaTopicWriter;
  /** `kafka.user('jaeger-ingester', { reads: [spans] }).reading(spans)` */
  readonly reader: KafkaTopicReader;
}

/**
 * What is wrong with a stream.
 *
 * @throws Refusal when what is written is not what is read, or there are more readers than parts
 */
export function checkStream({ writer, reader }: JaegerStream, ingesters: number): void {
  if (writer.topic !== reader.topic || writer.endpoint !== reader.endpoint) {
    throw new Refusal({
      field: 'stream',
      given: `${writer.topic} to write and ${reader.topic} to read`,
      allowed: 'one topic of one Kafka: what goes in must come out',
      fix: 'take both from the same topic',
    });
  }
  const { partitions } = reader;
  if (partitions === undefined || ingesters <= partitions) return;
  throw new Refusal({
    field: 'ingester.replicas',
    given: ingesters,
    allowed: `at most ${partitions}, since the topic ${reader.topic} has so many partitions`,
    fix: 'run fewer, or cut the topic into more partitions',
  });
}

/**
 * Writes spans into Kafka. A client is told yes when Kafka has them, never before; nothing is tried again here, since whoever
 * brought them does. What it brings is cut below the 1,000,000 bytes over which a message is thrown away.
 */
export function sendingTo(site: Site, writer: KafkaTopicWriter): KafkaExporter {
  return {
    ...clientOf(site, writer),
    traces: { topic: writer.topic, encoding: 'otlp_proto' },
    partition_traces_by_id: true,
    producer: { required_acks: 'all', compression: 'zstd', allow_auto_topic_creation: false },
    sending_queue: {
      enabled: true,
      wait_for_result: true,
      sizer: 'bytes',
      queue_size: 64 * 1024 * 1024,
      batch: { sizer: 'bytes', flush_timeout: '200ms', min_size: 0, max_size: 900_000 },
    },
    retry_on_failure: { enabled: false },
  };
}

/**
 * Reads spans out of Kafka, from the first that is there. A message counts as read when the exporter took it: else it is tried
 * again, for ever, and what comes behind it waits. What is no trace at all is passed over.
 */
export function readingFrom(site: Site, reader: KafkaTopicReader): KafkaReceiver {
  return {
    ...clientOf(site, reader),
    group_id: reader.group,
    initial_offset: 'earliest',
    traces: { topics: [reader.topic], encoding: 'otlp_proto' },
    message_marking: { after: true, on_error: false, on_permanent_error: true },
    error_backoff: {
      enabled: true,
      initial_interval: '1s',
      multiplier: 2,
      randomization_factor: 0.2,
      max_interval: '30s',
      max_elapsed_time: '0s',
    },
  };
}

function clientOf(site: Site, to: KafkaTopicWriter | KafkaTopicReader): KafkaClient {
  const dialled = dialTopic(site, to);
  const tls = kafkaTls(dialled);
  return { brokers: dialled.brokers, ...(tls && { tls }) };
}

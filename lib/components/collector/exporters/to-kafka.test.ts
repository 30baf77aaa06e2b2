import { Endpoint } from '../../../kernel/endpoint.js';
import { SecretRef } from '../../../kernel/secret-ref.js';
import type { KafkaTopicWriter } from '../../../kernel/topic.js';
import type { Written } from '../../../testing/objects.js';
import { Collector } from '../collector.js';
import { stage } from '../collector.fixture.js';
import * as otel from '../otel.js';

const elsewhere: KafkaTopicWriter = {
  may: 'write',
  endpoint: Endpoint.external('kafka', 'kafka.example.com', 9093),
  topic: 'logs',
};
const credentials = {
  ca: SecretRef.external('kafka', 'ca'),
  cert: SecretRef.external('kafka', 'cert'),
  key: SecretRef.external('kafka', 'key'),
};

/** A collector that writes spans and logs. */
const exporter = (topics: { traces: KafkaTopicWriter; logs: KafkaTopicWriter }): Written => {
  const { chart, config } = stage();
  const to = [otel.toKafka(topics)] as const;
  new Collector(chart, 'gateway', {
    pipelines: { traces: { from: [otel.otlp()], to }, logs: { from: [otel.otlp()], to } },
  });
  return config('gateway').exporters.kafka;
};

test('each signal has its topic, and the spans of a trace come into one part of theirs', () => {
  const { spans } = stage();
  const written = exporter({ traces: spans, logs: { ...spans, topic: 'logs' } });
  expect(written).toMatchObject({
    brokers: ['kafka.queue.svc:9092'],
    traces: { topic: 'spans', encoding: 'otlp_proto' },
    logs: { topic: 'logs', encoding: 'otlp_proto' },
    partition_traces_by_id: true,
  });
  expect(written.tls).toBeUndefined();
});

test('it is told so only when every broker in sync has it, and makes no topic that is not there', () => {
  const { spans } = stage();
  expect(exporter({ traces: spans, logs: spans }).producer).toMatchObject({
    required_acks: 'all',
    allow_auto_topic_creation: false,
  });
});

test('what would be thrown away as too large is cut before', () => {
  const { spans } = stage();
  expect(exporter({ traces: spans, logs: spans }).sending_queue.batch).toMatchObject({
    sizer: 'bytes',
    max_size: 900_000,
  });
});

test('brokers with a public certificate are encrypted to, those with a user are proved to', () => {
  const { tls } = exporter({ traces: elsewhere, logs: elsewhere });
  expect(tls).toEqual({ insecure: false });
  const mine = { ...elsewhere, credentials };
  expect(exporter({ traces: mine, logs: mine }).tls).toEqual({
    ca_file: '/etc/secrets/kafka/ca',
    cert_file: '/etc/secrets/kafka/cert',
    key_file: '/etc/secrets/kafka/key',
    reload_interval: '1h',
  });
});

test('topics of two Kafkas, or of two users, are no one exporter', () => {
  const { spans } = stage();
  const text =
    "kafka: logs: got 'the topic logs of another Kafka or user than the topic spans', allowed: topics of one Kafka, written by one user; let one user write both, or make another exporter with a name";
  expect(() => exporter({ traces: spans, logs: elsewhere })).toThrow(text);
  expect(() => exporter({ traces: spans, logs: { ...spans, topic: 'logs', credentials } })).toThrow(text);
});

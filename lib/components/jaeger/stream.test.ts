import { Duration } from 'cdk8s';
import type { Written } from '../../testing/objects.js';
import { versionOf } from '../../workload/images.js';
import { specOf, streaming } from './jaeger.fixture.js';

const made = streaming({ retention: Duration.days(90) });
const writers = specOf(made, 'jaeger-collector');
const ingesters = specOf(made, 'jaeger-ingester');
const tls = (user: string): object => ({
  ca_file: '/etc/secrets/kafka-cluster-ca-cert/ca.crt',
  cert_file: `/etc/secrets/kafka-user-${user}/user.crt`,
  key_file: `/etc/secrets/kafka-user-${user}/user.key`,
  reload_interval: '1h',
});

test('three roles run, two pods of each, at the same Services as without Kafka', () => {
  expect(made.objects().names('OpenTelemetryCollector')).toEqual([
    'jaeger-collector',
    'jaeger-ingester',
    'jaeger-query',
  ]);
  expect([writers, ingesters].map(({ replicas }) => replicas)).toEqual([2, 2]);
  expect(made.objects().names('Service')).toEqual(expect.arrayContaining(['jaeger-collector', 'jaeger-query']));
  expect(made.objects().names('Service')).not.toContain('jaeger-ingester');
});

describe('who takes spans', () => {
  test('writes them into Kafka as its user, those of a trace into one part, and knows no store', () => {
    const { exporters, extensions, service } = writers.config;
    expect(service.pipelines).toEqual({
      traces: { receivers: ['otlp'], processors: ['memory_limiter'], exporters: ['kafka'] },
    });
    expect(exporters.kafka).toMatchObject({
      brokers: ['kafka-kafka-bootstrap.traces.svc:9093'],
      tls: tls('jaeger-collector'),
      traces: { topic: 'jaeger-spans', encoding: 'otlp_proto' },
      partition_traces_by_id: true,
    });
    expect(extensions.jaeger_storage).toBeUndefined();
    expect(service.extensions).toEqual(['healthcheckv2', 'remote_sampling']);
  });

  test('says yes when every broker in sync has them, and never before', () => {
    const { producer, sending_queue, retry_on_failure } = writers.config.exporters.kafka;
    expect(producer).toMatchObject({ required_acks: 'all', allow_auto_topic_creation: false });
    expect(sending_queue).toMatchObject({ enabled: true, wait_for_result: true });
    expect(sending_queue.batch).toMatchObject({ sizer: 'bytes', min_size: 0, max_size: 900_000 });
    expect(retry_on_failure).toEqual({ enabled: false });
  });

  test('reaches Kafka and nothing else: no store has to be there for it', () => {
    const { egress } = made.objects().one('NetworkPolicy', 'jaeger-collector').spec;
    expect(egress.flatMap(({ ports }: Written) => ports.map(({ port }: Written) => port))).toEqual([9093]);
  });
});

describe('who writes them into the store', () => {
  test('reads Kafka as its own user, from the first message that is there', () => {
    expect(ingesters.config.receivers.kafka).toMatchObject({
      brokers: ['kafka-kafka-bootstrap.traces.svc:9093'],
      tls: tls('jaeger-ingester'),
      group_id: 'jaeger-ingester',
      initial_offset: 'earliest',
      traces: { topics: ['jaeger-spans'], encoding: 'otlp_proto' },
    });
  });

  test('counts a message as read when the exporter took it, tries for ever, and passes over what is no trace', () => {
    const { message_marking, error_backoff } = ingesters.config.receivers.kafka;
    expect(message_marking).toEqual({ after: true, on_error: false, on_permanent_error: true });
    expect(error_backoff).toMatchObject({ enabled: true, max_elapsed_time: '0s' });
    expect(error_backoff.multiplier).toBeGreaterThan(1);
  });

  test('lets nothing wait in between: no batch, and no queue that says yes too early', () => {
    expect(ingesters.config.service.pipelines).toEqual({
      traces: { receivers: ['kafka'], processors: ['memory_limiter'], exporters: ['jaeger_storage_exporter'] },
    });
    expect(ingesters.config.exporters.jaeger_storage_exporter).toEqual({ trace_storage: 'traces' });
    expect(ingesters.config.service.extensions).toEqual(['healthcheckv2', 'jaeger_storage']);
  });

  test('keeps them as long as was asked', () => {
    expect(ingesters.config.extensions.jaeger_storage.backends.traces.elasticsearch.max_span_age).toBe('2160h');
  });

  test('runs a Jaeger that cannot wait for Elasticsearch yet: a newer one is to be told `write_mode: sync`', () => {
    expect(versionOf('jaeger')).toBe('2.20.0');
  });
});

test('who answers asks the store, and never Kafka', () => {
  const readers = specOf(made, 'jaeger-query');
  expect(readers.config.service.pipelines.traces).toEqual({ receivers: ['nop'], processors: [], exporters: ['nop'] });
  expect(readers.config.service.extensions).toContain('jaeger_storage');
  expect(JSON.stringify(readers.config)).not.toContain('kafka');
});

test('it is watched at three pages, by alerts that each ask for what the pages yield', () => {
  const { metrics, alerts, yields } = made.jaeger.telemetry;
  expect(metrics.map(({ job }) => job)).toEqual(['jaeger-collector', 'jaeger-ingester', 'jaeger-query']);
  const names = alerts.map(({ props }) => props.name);
  expect(names).toEqual(expect.arrayContaining(['JaegerSpansLost', 'JaegerStreamUnwritable', 'JaegerSpansUnreadable']));
  const known = new Set(yields.flatMap(({ series }) => series));
  expect(alerts.flatMap(({ props }) => props.when.metrics).filter((name) => !known.has(name))).toEqual([]);
  const lost = alerts.find(({ props }) => props.name === 'JaegerSpansLost');
  expect(lost?.props.when.text).toContain('job="jaeger-ingester"');
  expect(lost?.props.description).toContain('set the group jaeger-ingester back');
});

describe('it refuses', () => {
  test('to read another topic than it writes', () => {
    expect(() => streaming({}, ({ writer, reader }) => ({ writer, reader: { ...reader, topic: 'other' } }))).toThrow(
      "traces/jaeger: stream: got 'jaeger-spans to write and other to read', allowed: one topic of one Kafka: what goes in must come out; take both from the same topic",
    );
  });

  test('more pods that read than the topic has parts', () => {
    expect(() => streaming({ ingester: { replicas: 7 } })).toThrow(
      'traces/jaeger: ingester.replicas: got 7, allowed: at most 6, since the topic jaeger-spans has so many partitions; run fewer, or cut the topic into more partitions',
    );
    expect(() => streaming({ ingester: { replicas: 0 } })).toThrow('traces/jaeger: ingester.replicas: got 0');
  });
});

import { Duration } from 'cdk8s';
import type { Written } from '../../testing/objects.js';
import { made } from './kafka.fixture.js';
import type { TopicProps } from './topic.js';

const written = (props?: TopicProps): Written => {
  const { kafka, objects } = made();
  kafka.topic('spans', props);
  return objects().one('KafkaTopic', 'events-spans');
};

test('a topic is known to Kafka by its own name, and its object belongs to one Kafka', () => {
  const { metadata, spec } = written();
  expect(metadata.labels).toEqual({ 'strimzi.io/cluster': 'events' });
  expect(spec.topicName).toBe('spans');
});

test('unless somebody says otherwise, each broker has a part, three keep each message, and a week later it is gone', () => {
  expect(written().spec).toMatchObject({
    partitions: 3,
    replicas: 3,
    config: { 'cleanup.policy': 'delete', 'retention.ms': 604_800_000, 'min.insync.replicas': 2 },
  });
});

test('all of it can be said', () => {
  const { partitions, replicas, config } = written({
    partitions: 12,
    replicas: 2,
    retention: Duration.hours(6),
    minInSyncReplicas: 1,
  }).spec;
  expect({ partitions, replicas }).toEqual({ partitions: 12, replicas: 2 });
  expect(config).toMatchObject({ 'retention.ms': 21_600_000, 'min.insync.replicas': 1 });
});

test.each<[string, TopicProps, string]>([
  [
    'no parts',
    { partitions: 0 },
    'bus/events: topic spans: partitions: got 0, allowed: a whole number, from 1; write how many',
  ],
  [
    'more copies than there are brokers',
    { replicas: 4 },
    'bus/events: topic spans: replicas: got 4, allowed: from 1 to 3, since there are 3 brokers; ask for fewer, or add brokers',
  ],
  [
    'that no broker may be away',
    { minInSyncReplicas: 3 },
    'bus/events: topic spans: minInSyncReplicas: got 3, allowed: from 1 to 2: at 3, a restart stops every writer; write 2',
  ],
  ['no retention', { retention: Duration.millis(0) }, 'bus/events: topic spans: retention: got'],
])('it refuses %s', (_, props, text) => {
  expect(() => written(props)).toThrow(text);
});

test('it refuses a name that metrics would confuse with another, and one that is taken', () => {
  const { kafka } = made();
  expect(() => kafka.topic('jaeger_spans')).toThrow("topic jaeger_spans: name: got 'jaeger_spans'");
  kafka.topic('spans');
  expect(() => kafka.topic('spans')).toThrow(
    "bus/events: topic: got 'spans', allowed: one topic of a name; give one of the two another name, or hand on the topic that there is",
  );
});

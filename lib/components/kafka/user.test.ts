import { dialTopic } from '../../kernel/topic.js';
import type { Written } from '../../testing/objects.js';
import { Site } from '../../workload/site.js';
import { made } from './kafka.fixture.js';
import { Kafka } from './kafka.js';
import type { Topic } from './topic.js';

const aclsOf = (spec: Written): unknown[] =>
  spec.authorization.acls.map(({ resource, operations }: Written) => [resource.type, resource.name, operations]);

test('who writes may write its topics, and nothing else', () => {
  const { kafka, objects } = made();
  const [spans, logs] = [kafka.topic('spans'), kafka.topic('logs')];
  kafka.user('writer', { writes: [spans, logs] });
  const { metadata, spec } = objects().one('KafkaUser', 'events-user-writer');
  expect(metadata.labels).toEqual({ 'strimzi.io/cluster': 'events' });
  expect(spec.authentication).toEqual({ type: 'tls' });
  expect(aclsOf(spec)).toEqual([
    ['topic', 'logs', ['Describe', 'Write']],
    ['topic', 'spans', ['Describe', 'Write']],
  ]);
});

test('who reads may also read the group in which its readers share the topic, by its own name unless somebody says otherwise', () => {
  const { kafka, objects } = made();
  const spans = kafka.topic('spans');
  const reader = kafka.user('reader', { reads: [spans] });
  kafka.user('both', { reads: [spans], writes: [spans], group: 'shared' });
  const acls = (name: string): unknown[] => aclsOf(objects().one('KafkaUser', name).spec);
  expect(acls('events-user-reader')).toEqual([
    ['topic', 'spans', ['Describe', 'Read']],
    ['group', 'reader', ['Read']],
  ]);
  expect(acls('events-user-both')).toEqual([
    ['topic', 'spans', ['Describe', 'Read', 'Write']],
    ['group', 'shared', ['Read']],
  ]);
  expect(reader.reading(spans)).toMatchObject({ may: 'read', group: 'reader', topic: 'spans', partitions: 3 });
});

test('a client has the authority of the brokers, and the certificate that Strimzi makes for its user', () => {
  const { chart, kafka } = made();
  const spans = kafka.topic('spans');
  const site = new Site(chart, 'client', { labels: { app: 'client' } });
  expect(dialTopic(site, kafka.user('writer', { writes: [spans] }).writing(spans))).toEqual({
    brokers: ['events-kafka-bootstrap.bus.svc:9093'],
    encrypted: true,
    tls: {
      ca: '/etc/secrets/events-cluster-ca-cert/ca.crt',
      cert: '/etc/secrets/events-user-writer/user.crt',
      key: '/etc/secrets/events-user-writer/user.key',
    },
  });
  expect(site.mountedSecrets).toEqual(['events-cluster-ca-cert', 'events-user-writer']);
  expect(site.certificate).toBeUndefined();
});

describe('it refuses', () => {
  test('a client in another namespace, where the Secrets are not', () => {
    const { apps, kafka } = made();
    const spans = kafka.topic('spans');
    const site = new Site(apps, 'client', { labels: { app: 'client' } });
    expect(() => dialTopic(site, kafka.user('writer', { writes: [spans] }).writing(spans))).toThrow(
      "topic spans: got 'a client in apps', allowed: clients in bus: the Secrets of the user are made there and nowhere else; put the client into that namespace, or have the Secrets copied and give credentials of SecretRef.external",
    );
  });

  test('a user that may do nothing', () => {
    expect(() => made().kafka.user('idle', {})).toThrow('bus/events: user idle: got');
  });

  test('a topic of the same name of another Kafka', () => {
    const { apps, kafka } = made();
    const spans = kafka.topic('spans');
    const other = new Kafka(apps, 'other', { nodes: { kind: 'single' } });
    expect(() => other.user('writer', { writes: [spans] })).toThrow(
      "apps/other: user writer: got 'topic spans of another Kafka'",
    );
    const foreign: Topic<'spans'> = other.topic('spans');
    expect(() => kafka.user('writer', { writes: [spans] }).writing(foreign)).toThrow(
      "user writer: got 'topic spans of another Kafka'",
    );
  });

  test('a name twice, and a name that names no Secret', () => {
    const { kafka } = made();
    const writes = [kafka.topic('spans')];
    kafka.user('writer', { writes });
    expect(() => kafka.user('writer', { writes })).toThrow(
      "bus/events: user: got 'writer', allowed: one user of a name",
    );
    expect(() => kafka.user('Writer', { writes })).toThrow("bus/events: secret name: got 'events-user-Writer'");
  });
});

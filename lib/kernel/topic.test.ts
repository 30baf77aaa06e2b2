import { Chart, Testing } from 'cdk8s';
import { Namespace } from '../workload/namespace.js';
import { Site } from '../workload/site.js';
import { Endpoint } from './endpoint.js';
import { SecretRef } from './secret-ref.js';
import { dialTopic, type KafkaTopicWriter } from './topic.js';

const stage = (): { chart: Chart; site: Site } => {
  const chart = new Chart(Testing.app(), 'bus', { namespace: 'bus', disableResourceNameHashes: true });
  new Namespace(chart, 'bus');
  return { chart, site: new Site(chart, 'client', { labels: { app: 'client' } }) };
};
const credentials = {
  ca: SecretRef.external('kafka', 'ca'),
  cert: SecretRef.external('kafka', 'cert'),
  key: SecretRef.external('kafka', 'key'),
};
const at = (endpoint: Endpoint<'kafka'>): KafkaTopicWriter => ({ may: 'write', endpoint, topic: 'spans' });

test('brokers with a certificate of the platform are proved to by the own one of the platform', () => {
  const { chart, site } = stage();
  const brokers = new Site(chart, 'brokers', { labels: { app: 'brokers' } });
  const endpoint = brokers.listen('kafka', { service: 'brokers', port: 9093 });
  expect(dialTopic(site, at(endpoint))).toEqual({
    brokers: ['brokers.bus.svc:9093'],
    encrypted: true,
    tls: expect.objectContaining({ cert: '/etc/secrets/client-tls/tls.crt' }),
  });
});

test('a Kafka elsewhere is reached by credentials that are delivered wherever they are asked for', () => {
  const { site } = stage();
  const topic = { ...at(Endpoint.external('kafka', 'kafka.example.com', 9093)), credentials };
  expect(dialTopic(site, topic)).toEqual({
    brokers: ['kafka.example.com:9093'],
    encrypted: true,
    tls: { ca: '/etc/secrets/kafka/ca', cert: '/etc/secrets/kafka/cert', key: '/etc/secrets/kafka/key' },
  });
  expect(site.mountedSecrets).toEqual(['kafka']);
});

test('in the clear, nothing is mounted', () => {
  const { site } = stage();
  const plain = Endpoint.ofPods('kafka', 'kafka.queue.svc', 9092, { namespace: 'queue', labels: { app: 'kafka' } });
  expect(dialTopic(site, at(plain))).toEqual({ brokers: ['kafka.queue.svc:9092'], encrypted: false });
  expect(site.mountedSecrets).toEqual([]);
});

test('brokers with an authority of their own are not reached without credentials', () => {
  const { site } = stage();
  const own = new Endpoint({
    protocol: 'kafka',
    host: 'kafka.bus.svc',
    port: 9093,
    containerPort: 9093,
    behind: { kind: 'pods', namespace: 'bus', labels: { app: 'client' } },
    tls: 'own',
  });
  expect(() => dialTopic(site, at(own))).toThrow(
    "topic spans: got 'no credentials', allowed: credentials, since the brokers have an authority of their own and know their users by certificates; take the topic from a user of the Kafka: kafka.user('name', { writes: [topic] }).writing(topic)",
  );
});

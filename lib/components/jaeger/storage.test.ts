import { Duration } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { daysOf } from './index-cleaner.js';
import { checkStorage, type ElasticsearchStorage } from './storage.js';

const elasticsearch = (more: Partial<ElasticsearchStorage> = {}): ElasticsearchStorage => ({
  kind: 'elasticsearch',
  endpoint: Endpoint.external('elasticsearch', 'es.example.com'),
  user: { name: 'jaeger', password: SecretRef.external('jaeger', 'password') },
  ...more,
});

test.each([0, 1.5, -1])('memory for %d traces is refused: it would have no end, or no meaning', (maxTraces) => {
  expect(() => checkStorage({ kind: 'memory', maxTraces })).toThrow(
    `storage.maxTraces: got ${maxTraces}, allowed: a whole number from 1; write how many`,
  );
});

test('an index without parts is refused, one without copies is not', () => {
  expect(() => checkStorage(elasticsearch({ shards: 0 }))).toThrow('storage.shards: got 0');
  expect(() => checkStorage(elasticsearch({ replicas: 0.5 }))).toThrow('allowed: a whole number from 0');
  expect(() => checkStorage(elasticsearch({ replicas: 0 }))).not.toThrow();
});

test.each(['shop-', 'Shop', 'shop_eu', '', 'shop--eu'])("the prefix '%s' is refused", (indexPrefix) => {
  expect(() => checkStorage(elasticsearch({ indexPrefix }))).toThrow(
    `storage.indexPrefix: got '${indexPrefix}', allowed: lower case letters, digits and single dashes between them`,
  );
});

test('traces are kept for whole days, or not at all', () => {
  expect(daysOf(Duration.hours(48))).toBe(2);
  for (const retention of [Duration.hours(36), Duration.days(0)]) {
    expect(() => daysOf(retention)).toThrow('allowed: a whole number of days, from one');
  }
});

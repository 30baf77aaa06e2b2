import { labels } from './labels.js';
import { metric } from './metric.js';

const latency = metric('http_request_duration_seconds', {
  type: 'histogram',
  unit: 'seconds',
  labels: { route: 30, code: 40 },
});

test.each(['up', 'job:errors:rate5m', '_x'])('%s names a metric', (name) => {
  expect(metric(name).name).toBe(name);
});

test.each(['', '5xx_total', 'http.requests', 'a-b', 'up{}', 'a b'])("'%s' names no metric", (name) => {
  expect(() => metric(name)).toThrow("metric: got '" + name + "', allowed: letters, digits, '_' and ':'");
});

test('a refusal names the line that wrote the metric', () => {
  expect(() => metric('http.requests')).toThrow(/^lib\/query\/metric\.test\.ts:\d+: metric: /);
});

test('the labels of a metric are sorted, and each says how many values it can take', () => {
  expect(latency.labels).toEqual(['code', 'route']);
  expect(latency.bounds).toEqual({ route: 30, code: 40 });
});

test('a histogram may be asked for by its bucket, its count, its sum, and natively', () => {
  expect(latency.series).toEqual([
    'http_request_duration_seconds',
    'http_request_duration_seconds_bucket',
    'http_request_duration_seconds_count',
    'http_request_duration_seconds_sum',
  ]);
});

test('the bucket of a histogram has its labels and le, its sum its unit', () => {
  expect(latency.bucket.labels).toEqual(['code', 'le', 'route']);
  expect(latency.sum.unit).toBe('seconds');
  expect(latency.count.type).toBe('counter');
});

test('a summary may be asked for by its quantiles, its count and its sum', () => {
  expect(metric('gc_seconds', { type: 'summary' }).series).toEqual([
    'gc_seconds',
    'gc_seconds_count',
    'gc_seconds_sum',
  ]);
});

test.each([0, -1, 1.5, NaN])('a label cannot take %d values', (bound) => {
  expect(() => metric('x', { labels: { code: bound } })).toThrow('x.labels.code: got');
});

test('a label with two underscores before it is refused, because it never reaches the store', () => {
  expect(() => metric('x', { labels: { __address__: 'unbounded' } })).toThrow('leave it out');
});

test('labels are written as a grouping takes them, in their order', () => {
  expect(`${labels('job', 'cluster')}`).toBe('job, cluster');
  expect(() => labels('k8s.pod.name')).toThrow("labels: got 'k8s.pod.name'");
});

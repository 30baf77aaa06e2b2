import { Duration } from 'cdk8s';
import { prometheusCapacity } from './prometheus.js';

test('a hundred thousand samples a second for thirty days take some 600 GB on a disk that is never filled above 80 %', () => {
  const capacity = prometheusCapacity({
    series: 1_500_000,
    scrapeInterval: Duration.seconds(15),
    retention: Duration.days(30),
  });
  expect(capacity.samplesPerSecond).toBe(100_000);
  expect(capacity.disk.toGibibytes({ rounding: 1 })).toBe(603);
  expect(capacity.memory.toMebibytes()).toBe(11_719);
});

import { Duration } from 'cdk8s';
import { receiveCapacity } from './thanos.js';

test('a million and a half series, kept three times by six ingesters, take 6 GB of memory and some 16 GB of disk each', () => {
  const capacity = receiveCapacity({
    series: 1_500_000,
    scrapeInterval: Duration.seconds(15),
    retention: Duration.days(1),
    replication: 3,
    ingesters: 6,
  });
  expect(capacity.memory.toMebibytes()).toBe(5860);
  expect(capacity.disk.toGibibytes({ rounding: 1 })).toBe(15);
  expect(capacity.derivation).toMatch(/^1500000 series x 3 \/ 6 ingesters = 750000 series; x 8 KiB/);
});

test('what more ingesters share, each has less of', () => {
  const load = { series: 900_000, scrapeInterval: Duration.seconds(30), retention: Duration.days(1), replication: 3 };
  const [three, nine] = [3, 9].map((ingesters) => receiveCapacity({ ...load, ingesters }).memory.toMebibytes());
  expect(three).toBe(7032);
  expect(nine).toBe(2344);
});

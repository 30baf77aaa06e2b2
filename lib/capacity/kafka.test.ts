import { Duration } from 'cdk8s';
import { kafkaCapacity } from './kafka.js';

test('20 MiB a second for a day, thrice over three brokers, are six partitions and some 2 TiB of disk for each broker', () => {
  const { partitions, disk, partitionsPerBroker, bearable } = kafkaCapacity({
    mebibytesPerSecond: 20,
    retention: Duration.days(1),
  });
  expect(partitions).toBe(6);
  expect(disk.toMebibytes()).toBe(2_040_170);
  expect(partitionsPerBroker).toBe(6);
  expect(bearable).toBe(true);
});

test('each copy of a part has a segment more than its retention says', () => {
  const { disk } = kafkaCapacity({ mebibytesPerSecond: 0.001, retention: Duration.hours(1) });
  expect(disk.toGibibytes({ rounding: 1 })).toBe(3);
});

test('a slow reader is what bounds, a fast one leaves it to the writer', () => {
  const partitions = (readPerPartition: number): number =>
    kafkaCapacity({ mebibytesPerSecond: 60, retention: Duration.days(1), readPerPartition }).partitions;
  expect(partitions(1)).toBe(60);
  expect(partitions(100)).toBe(6);
});

test('each broker leads as many parts as the others', () => {
  expect(kafkaCapacity({ mebibytesPerSecond: 16, retention: Duration.days(1), brokers: 5 }).partitions).toBe(5);
  expect(kafkaCapacity({ mebibytesPerSecond: 26, retention: Duration.days(1), brokers: 5 }).partitions).toBe(10);
});

test('it says when brokers do not bear so many parts', () => {
  const load = { mebibytesPerSecond: 1001, retention: Duration.days(1), readPerPartition: 1 };
  expect(kafkaCapacity(load).bearable).toBe(false);
  expect(kafkaCapacity({ ...load, brokers: 6 }).bearable).toBe(true);
});

test('the arithmetic can be read', () => {
  expect(kafkaCapacity({ mebibytesPerSecond: 20, retention: Duration.days(1) }).derivation).toBe(
    '20 MiB/s / 5 MiB/s = 4, over 3 brokers 6 partitions; (20 MiB/s x 86400 s + 6 x 1024 MiB) x 3 copies / 3 brokers / 0.85 = 2040170 MiB of disk each',
  );
});

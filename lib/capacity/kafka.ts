import { type Duration, Size } from 'cdk8s';

/**
 * What Kafka needs of disks and of parts of a topic.
 *
 * - A part is written at tens of MB a second (confluent.io/blog/how-to-choose-the-number-of-topicspartitions-in-a-kafka-cluster); what
 *   bounds it is its one reader, so partitions = throughput / the slower of
 *   both (docs.cloudera.com/runtime/7.2.10/kafka-performance-tuning/topics/kafka-tune-sizing-partition-number.html). 10 MiB/s is the
 *   low end for writers; 5 MiB/s for readers is a third of the 15,000 spans of 1 kB a second that a core of a collector carries.
 * - A segment is deleted as a whole when its last message is over, so each copy of a part has up to one more: 1 GiB
 *   (kafka.apache.org/43/configuration/topic-configs, segment.bytes).
 * - A disk that is full stops its broker: none is filled above 85 % (docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html).
 * - A broker of two cores and 8 GiB leads and follows at most 1,000 parts (the same page).
 */
const coefficients = {
  writtenPerPartition: 10,
  readPerPartition: 5,
  mebibytesPerSegment: 1024,
  usableShareOfDisk: 0.85,
  partitionsPerBroker: 1000,
} as const;

/** What a topic must carry. */
export interface StreamLoad {
  /** What is written, in mebibytes a second at the peak, as it lies on disk: after compression, where writers compress. */
  readonly mebibytesPerSecond: number;
  readonly retention: Duration;
  /** How many brokers keep each message. @default 3 */
  readonly replicas?: number;
  /** @default 3 */
  readonly brokers?: number;
  /** What one reader of a group manages, in mebibytes a second. @default 5 */
  readonly readPerPartition?: number;
}

/** What it needs. */
export interface StreamCapacity {
  /** Into how many parts to cut the topic: a multiple of the brokers, so that each leads as many. */
  readonly partitions: number;
  /** The disk of each broker. */
  readonly disk: Size;
  /** How many parts of this topic a broker has, of the 1,000 that it bears. */
  readonly partitionsPerBroker: number;
  /** Whether the brokers bear that many. */
  readonly bearable: boolean;
  /** The arithmetic, to read. */
  readonly derivation: string;
}

/** Parts of a topic and the disk of each broker, from the load. */
export function kafkaCapacity(load: StreamLoad): StreamCapacity {
  const { mebibytesPerSecond: rate, retention, replicas = 3, brokers = 3 } = load;
  const { writtenPerPartition, mebibytesPerSegment, usableShareOfDisk } = coefficients;
  const perPartition = Math.min(writtenPerPartition, load.readPerPartition ?? coefficients.readPerPartition);
  const needed = Math.max(1, Math.ceil(rate / perPartition));
  const partitions = Math.ceil(needed / brokers) * brokers;
  const kept = rate * retention.toSeconds() + partitions * mebibytesPerSegment;
  const disk = Size.mebibytes(Math.ceil((kept * replicas) / brokers / usableShareOfDisk));
  const partitionsPerBroker = (partitions * replicas) / brokers;
  const derivation =
    `${rate} MiB/s / ${perPartition} MiB/s = ${needed}, over ${brokers} brokers ${partitions} partitions; ` +
    `(${rate} MiB/s x ${retention.toSeconds()} s + ${partitions} x ${mebibytesPerSegment} MiB) x ${replicas} copies / ` +
    `${brokers} brokers / ${usableShareOfDisk} = ${disk.toMebibytes()} MiB of disk each`;
  const bearable = partitionsPerBroker <= coefficients.partitionsPerBroker;
  return { partitions, disk, partitionsPerBroker, bearable, derivation };
}

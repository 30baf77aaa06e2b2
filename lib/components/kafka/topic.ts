import { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { TopicConfig } from './schema.js';

/** How a topic keeps what is written into it. */
export interface TopicProps {
  /** Into how many parts it is cut: each is written in order, and read by one reader of a group. They can be added, never taken away. @default - as many as there are brokers */
  readonly partitions?: number;
  /** How many brokers keep each message. @default 3, or as many as there are */
  readonly replicas?: number;
  /** How long it is kept, read or not. @default 7 days */
  readonly retention?: Duration;
  /** How many brokers must have a message before its writer is told so. @default - one less than replicas, so that one may be away */
  readonly minInSyncReplicas?: number;
}

/** A topic whose every number is known. */
export interface TopicShape {
  readonly partitions: number;
  readonly replicas: number;
  readonly config: TopicConfig;
}

/** A topic of a Kafka, which alone makes one: users are given it, never its name. */
export class Topic<out Name extends string = string> {
  readonly #kafka: object;

  /** @internal use `kafka.topic` */
  public constructor(
    kafka: object,
    public readonly name: Name,
    /** Into how many parts it is cut. */
    public readonly partitions: number,
  ) {
    this.#kafka = kafka;
  }

  /** @internal Whether it is a topic of this Kafka, and not of another that has one of the same name. */
  public isOf(kafka: object): boolean {
    return this.#kafka === kafka;
  }
}

/**
 * What a topic is, from what was said of it.
 *
 * @param brokers - how many there are
 * @throws Refusal when there are no such topics, or writers would be stopped by the first broker that is away
 */
export function shapeOf(name: string, props: TopicProps, brokers: number): TopicShape {
  const partitions = props.partitions ?? brokers;
  const replicas = props.replicas ?? Math.min(3, brokers);
  const inSync = props.minInSyncReplicas ?? Math.max(1, replicas - 1);
  const retention = props.retention ?? Duration.days(7);
  const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
    new Refusal({ field: `topic ${name}: ${field}`, given, allowed, fix });
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw no('name', name, 'lower case letters, digits and dashes', "leave out dots and '_', which metrics confuse");
  }
  if (!whole(partitions)) throw no('partitions', partitions, 'a whole number, from 1', 'write how many');
  if (!whole(replicas) || replicas > brokers) {
    throw no(
      'replicas',
      replicas,
      `from 1 to ${brokers}, since there are ${brokers} brokers`,
      'ask for fewer, or add brokers',
    );
  }
  if (!whole(inSync) || (inSync >= replicas && replicas > 1)) {
    const most = Math.max(1, replicas - 1);
    throw no(
      'minInSyncReplicas',
      inSync,
      `from 1 to ${most}: at ${replicas}, a restart stops every writer`,
      `write ${most}`,
    );
  }
  if (retention.toMilliseconds() < 1)
    throw no('retention', retention.toHumanString(), 'a time', 'write how long it is kept');
  return {
    partitions,
    replicas,
    config: {
      'cleanup.policy': 'delete',
      'retention.ms': retention.toMilliseconds(),
      'min.insync.replicas': inSync,
    },
  };
}

function whole(given: number): boolean {
  return Number.isInteger(given) && given >= 1;
}

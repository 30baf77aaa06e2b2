import { Size } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { Resources } from '../../workload/resources.js';

/** Nodes that do the same. */
export interface NodesProps {
  /** How many. @default 3 */
  readonly count?: number;
  /** The volume of each; it outlives its node. It may grow, never shrink. @default - 100 GiB for brokers, 10 GiB for controllers */
  readonly storage?: Size;
  /** Half of the memory becomes the heap, the rest keeps what was just written. @default - 1 core and 4 GiB for brokers, 0.25 cores and 1 GiB for controllers */
  readonly resources?: Resources;
}

/** The nodes of a Kafka: brokers and the controllers that elect them apart, or one node that does all, for development. */
export type KafkaNodes =
  | {
      readonly kind: 'apart';
      /** From three up. */
      readonly brokers?: NodesProps;
      /** An odd number, from three up: more than half must agree. */
      readonly controllers?: NodesProps;
    }
  | {
      readonly kind: 'single';
      /** @default - 10 GiB of storage, 0.5 cores, 2 GiB of memory */
      readonly node?: Omit<NodesProps, 'count'>;
    };

/** What Strimzi makes one pool of. */
export interface Pool {
  /** The pods are `<kafka>-<name>-<number>`. */
  readonly name: string;
  readonly roles: readonly ('controller' | 'broker')[];
  readonly count: number;
  readonly storage: Size;
  readonly resources: Resources;
}

const brokers = { count: 3, storage: Size.gibibytes(100), resources: { cpu: 1, memory: Size.gibibytes(4) } };
const controllers = { count: 3, storage: Size.gibibytes(10), resources: { cpu: 0.25, memory: Size.gibibytes(1) } };
const single = { storage: Size.gibibytes(10), resources: { cpu: 0.5, memory: Size.gibibytes(2) } };

/**
 * The pools that the nodes make.
 *
 * @throws Refusal when they cannot elect, or a lost broker would be one too many
 */
export function poolsOf(nodes: KafkaNodes): readonly [Pool, ...Pool[]] {
  if (nodes.kind === 'single') {
    return [{ name: 'dual-role', roles: ['controller', 'broker'], count: 1, ...single, ...nodes.node }];
  }
  const [voters, others] = [
    { name: 'controller', roles: ['controller'] as const, ...controllers, ...nodes.controllers },
    { name: 'broker', roles: ['broker'] as const, ...brokers, ...nodes.brokers },
  ];
  if (!Number.isInteger(voters.count) || voters.count < 3 || voters.count % 2 === 0) {
    throw new Refusal({
      field: 'nodes.controllers.count',
      given: voters.count,
      allowed: 'an odd number, from 3: more than half of them must agree, and one more makes that no safer',
      fix: "write 3, or 5 to bear the loss of two; { kind: 'single' } is for development",
    });
  }
  if (!Number.isInteger(others.count) || others.count < 3) {
    throw new Refusal({
      field: 'nodes.brokers.count',
      given: others.count,
      allowed: 'a whole number, from 3: each message is kept by three, of which one may be away',
      fix: "write how many; { kind: 'single' } is for development",
    });
  }
  return [voters, others];
}

/** How many nodes of the pools keep messages. */
export function brokersOf(pools: readonly Pool[]): number {
  return pools.filter(({ roles }) => roles.includes('broker')).reduce((sum, { count }) => sum + count, 0);
}

import type { Size } from 'cdk8s';
import { quantity } from '../kernel/dialect.js';

/** What a container asks of its node. */
export interface Resources {
  /** Cores, fractions allowed. It is a request: a CPU limit only throttles, which delays scrapes and alerts without protecting anyone. */
  readonly cpu: number;
  /** Memory, requested and also the limit: a pod that was promised its memory is not the first to be evicted. */
  readonly memory: Size;
  /** A higher limit, for programs that the node may reclaim memory from. @default - the same as `memory` */
  readonly memoryLimit?: Size;
}

/** Resources as a pod writes them. */
export function containerResources({ cpu, memory, memoryLimit }: Resources): {
  requests: { cpu: string; memory: string };
  limits: { memory: string };
} {
  return {
    requests: { cpu: `${Math.round(cpu * 1000)}m`, memory: quantity(memory) },
    limits: { memory: quantity(memoryLimit ?? memory) },
  };
}

import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Signal } from '../../../kernel/signal.js';
import type { Processor } from '../component.js';

/** Props of {@link memoryLimiter}. */
export interface MemoryLimiterProps {
  /** Of the container's memory limit, above which everything is refused. @default 80 */
  readonly limitPercentage?: number;
  /** How far below that refusing begins, of the container's memory limit. @default 20 */
  readonly spikeLimitPercentage?: number;
  /** @default 1 second */
  readonly checkInterval?: Duration;
}

/** The id of the memory limiter: a collector has one. */
export const memoryLimiterId = 'memory_limiter';

/**
 * Refuses before the kernel kills. It stands first in every pipeline, written or not.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/processor/memorylimiterprocessor/README.md
 */
export function memoryLimiter(props: MemoryLimiterProps = {}): Processor<Signal> {
  const config = {
    check_interval: goDuration(props.checkInterval ?? Duration.seconds(1)),
    limit_percentage: props.limitPercentage ?? 80,
    spike_limit_percentage: props.spikeLimitPercentage ?? 20,
  };
  return { kind: 'processors', id: memoryLimiterId, config: () => ({ [memoryLimiterId]: config }) };
}

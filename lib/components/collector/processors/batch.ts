import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';

/** Props of {@link batch}. */
export interface BatchProps {
  /** What tells two of them apart. @default - there is one */
  readonly name?: string;
  /** @default 1 second */
  readonly timeout?: Duration;
  /** Spans, data points or log records. @default 1024 */
  readonly sendBatchSize?: number;
  /** @default 8192 */
  readonly sendBatchMaxSize?: number;
}

/** The type of the batch processor. */
export const batchType = 'batch';

/**
 * Gathers in memory before the next step: for what comes before a connector. Before an exporter it is not needed, since its
 * queue gathers, and in a durable collector it is refused: what it holds would be lost.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/processor/batchprocessor/README.md
 */
export function batch(props: BatchProps = {}): Processor<Signal> {
  const id = idOf(batchType, props.name);
  const config = {
    timeout: goDuration(props.timeout ?? Duration.seconds(1)),
    send_batch_size: props.sendBatchSize ?? 1024,
    send_batch_max_size: props.sendBatchMaxSize ?? 8192,
  };
  return { kind: 'processors', id, config: () => ({ [id]: config }) };
}

import { type Processor, idOf } from '../component.js';

/**
 * Keeps a share of traces, or of log records, by their trace's id: every replica decides alike.
 *
 * @param percentage - from 0 to 100
 * @param name - what tells two of them apart. @default - there is one
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/probabilisticsamplerprocessor/README.md
 */
export function probabilisticSampler(percentage: number, name?: string): Processor<'traces' | 'logs'> {
  const id = idOf('probabilistic_sampler', name);
  return { kind: 'processors', id, config: () => ({ [id]: { sampling_percentage: percentage } }) };
}

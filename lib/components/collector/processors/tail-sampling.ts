import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Processor } from '../component.js';
import { type SamplingPolicy, writtenPolicy } from './sampling-policy.js';

/** Props of {@link tailSampling}. */
export interface TailSamplingProps {
  /** A trace is kept when one of them keeps it. */
  readonly policies: readonly [SamplingPolicy, ...SamplingPolicy[]];
  /** How long the spans of a trace are waited for. @default 30 seconds */
  readonly decisionWait?: Duration;
  /** Traces held in memory in that time. @default 50000 */
  readonly numTraces?: number;
  /** Expected new traces per second: memory is taken ahead. @default - not taken ahead */
  readonly expectedNewTracesPerSec?: number;
  /** Above it a trace is dropped whole: what loops for ever must not take the memory of all others. @default 10 MiB */
  readonly maximumTraceSizeBytes?: number;
}

/** How many decisions are remembered for spans that come late, for each trace that is held. */
const remembered = 10;

/**
 * Decides when a trace has ended which ones to keep. It must see all of a trace: several replicas need a load-balancing tier
 * before them, which `TraceGateway` makes.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/README.md
 */
export function tailSampling(props: TailSamplingProps): Processor<'traces'> {
  const num_traces = props.numTraces ?? 50_000;
  const size = num_traces * remembered;
  const config = {
    decision_wait: goDuration(props.decisionWait ?? Duration.seconds(30)),
    num_traces,
    ...(props.expectedNewTracesPerSec !== undefined && { expected_new_traces_per_sec: props.expectedNewTracesPerSec }),
    maximum_trace_size_bytes: props.maximumTraceSizeBytes ?? 10 * 2 ** 20,
    decision_cache: { sampled_cache_size: size, non_sampled_cache_size: size },
    policies: props.policies.map(writtenPolicy),
  };
  return {
    kind: 'processors',
    id: 'tail_sampling',
    needs: { wholeTraces: true },
    config: () => ({ tail_sampling: config }),
  };
}

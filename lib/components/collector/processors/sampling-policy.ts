import type { Duration } from 'cdk8s';

/**
 * Which traces are kept. Policies of upstream that are not here are written as conditions of OTTL.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/README.md
 */
export type SamplingPolicy = { readonly name: string } & (
  | { readonly keep: 'errors' }
  | { readonly keep: 'slow'; /** From the first span's start to the last one's end. */ readonly threshold: Duration }
  | { readonly keep: 'percentage'; /** From 0 to 100. */ readonly percentage: number }
  | { readonly keep: 'attribute'; readonly key: string; readonly values: readonly string[]; readonly regex?: boolean }
  | { readonly keep: 'rate'; readonly spansPerSecond: number }
  | {
      readonly keep: 'condition';
      /** Conditions of OTTL, one of which must hold for a span. */ readonly spans: readonly string[];
    }
  | { readonly keep: 'all' }
);

/** A policy as the configuration writes it. */
export function writtenPolicy(policy: SamplingPolicy): object {
  const { name } = policy;
  switch (policy.keep) {
    case 'errors':
      return { name, type: 'status_code', status_code: { status_codes: ['ERROR'] } };
    case 'slow':
      return { name, type: 'latency', latency: { threshold_ms: policy.threshold.toMilliseconds() } };
    case 'percentage':
      return { name, type: 'probabilistic', probabilistic: { sampling_percentage: policy.percentage } };
    case 'attribute': {
      const { key, values, regex } = policy;
      const string_attribute = { key, values, ...(regex && { enabled_regex_matching: true }) };
      return { name, type: 'string_attribute', string_attribute };
    }
    case 'rate':
      return { name, type: 'rate_limiting', rate_limiting: { spans_per_second: policy.spansPerSecond } };
    case 'condition':
      return { name, type: 'ottl_condition', ottl_condition: { error_mode: 'ignore', span: policy.spans } };
    case 'all':
      return { name, type: 'always_sample' };
  }
}

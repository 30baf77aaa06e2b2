/**
 * Which traces a program begins; what was decided before it is kept.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export type SamplerProps =
  | { readonly keep: 'all' }
  | { readonly keep: 'none' }
  | { readonly keep: 'ratio'; /** From 0 to 1. */ readonly ratio: number };

/** A sampler as the SDKs read it. */
export interface Sampler {
  readonly type: 'parentbased_always_on' | 'parentbased_always_off' | 'parentbased_traceidratio';
  readonly argument?: string;
}

/** The sampler that the props ask for. */
export function samplerOf(props: SamplerProps = { keep: 'all' }): Sampler {
  if (props.keep === 'ratio') return { type: 'parentbased_traceidratio', argument: String(props.ratio) };
  return { type: props.keep === 'all' ? 'parentbased_always_on' : 'parentbased_always_off' };
}

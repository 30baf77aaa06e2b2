import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { StrategiesFile, Strategy } from './schema.js';

/**
 * How much of a service's traces is begun: a chance from 0 to 1; or so many a second and replica of the service.
 *
 * @see https://www.jaegertracing.io/docs/2.20/architecture/sampling/#remote-sampling
 */
export type SamplingRate = number | Strategy;

/** What SDKs are told, when they ask: which traces to begin. */
export interface SamplingProps {
  /** A chance from 0 to 1, for services that are not named. */
  readonly default: number;
  /** By `service.name`. @default - all are alike */
  readonly services?: Readonly<Record<string, SamplingRate>>;
}

/** Where SDKs ask which traces to begin. It is no OTLP: an SDK's `jaeger_remote` sampler dials it. */
export interface SamplingEndpoint {
  /** `/api/sampling?service=…` */
  readonly http: Endpoint<'jaeger-sampling'>;
  /** `jaeger.api_v2.SamplingManager` */
  readonly grpc: Endpoint<'jaeger-sampling'>;
}

/**
 * The file of strategies, sorted by service.
 *
 * @throws Refusal when a chance is not one, or so many traces are no number of traces
 */
export function strategiesOf(props: SamplingProps): StrategiesFile {
  const services = Object.entries(props.services ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    default_strategy: strategy('sampling.default', props.default),
    service_strategies: services.map(([service, rate]) => ({
      service,
      ...strategy(`sampling.services.${service}`, rate),
    })),
  };
}

function strategy(field: string, rate: SamplingRate): Strategy {
  const { type, param } = typeof rate === 'number' ? { type: 'probabilistic' as const, param: rate } : rate;
  if (type === 'probabilistic' && !(param >= 0 && param <= 1)) {
    throw new Refusal({
      field,
      given: param,
      allowed: 'a probability from 0 to 1',
      fix: "divide a percentage by 100, or limit traces a second with { type: 'ratelimiting', param }",
    });
  }
  // Jaeger cuts off what is behind the point, so that half a trace a second would be none.
  if (type === 'ratelimiting' && !(Number.isInteger(param) && param >= 1)) {
    throw new Refusal({
      field,
      given: param,
      allowed: 'a whole number of traces a second, from 1',
      fix: 'give a probability for less than one a second',
    });
  }
  return { type, param };
}

import type { Construct } from 'constructs';
import type { Doors, Endpoint, OtlpEndpoint } from '../../kernel/endpoint.js';
import { Collector, type CollectorProps } from './collector.js';
import type { BalancedEndpoint } from './exporters/to-load-balanced.js';
import * as otel from './otel.js';
import type { Pipelines } from './pipeline.js';

declare const chart: Construct;
declare const jaeger: OtlpEndpoint<'traces'>;
declare const loki: Endpoint<'loki'>;
declare const doors: Doors<'remote-write'>;
const calls = otel.spanMetrics();
const kept = otel.forward<'traces'>('kept');
const tenant = otel.routing<'traces', 'eu'>('tenant', { eu: { condition: 'attributes["region"] == "eu"' } });
const tail = otel.tailSampling({ policies: [{ name: 'errors', keep: 'errors' }] });

/** A collector, by what it is given: nothing runs here. */
declare function collector<const P extends Pipelines<P>>(props: CollectorProps<P>): Collector<P>;

const gateway = collector({
  pipelines: {
    'traces/in': { from: [otel.otlp()], through: [otel.memoryLimiter(), otel.batch()], to: [calls, kept] },
    'traces/kept': { from: [kept], through: [tail], to: [otel.toOtlp(jaeger)] },
    metrics: { from: [calls, otel.prometheus()], to: [otel.toRemoteWrite(doors)] },
  },
});
const sampler = collector({
  pipelines: { traces: { from: [otel.otlpBalanced()], to: [otel.toOtlp(jaeger)] } },
});

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  gateway.otlp satisfies OtlpEndpoint<'traces'>,
  // @ts-expect-error TS1360: Type '"metrics"' is not assignable to type '"traces"'
  gateway.otlp satisfies OtlpEndpoint<'metrics'>,

  collector({ pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(gateway.otlp)] } } }),
  // @ts-expect-error TS2322: Type '"metrics"' is not assignable to type '"traces"'
  collector({ pipelines: { metrics: { from: [otel.otlp()], to: [otel.toOtlp(gateway.otlp)] } } }),

  collector({ pipelines: { metrics: { from: [calls], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: Type '"logs"' is not assignable to type '"metrics"'
  collector({ pipelines: { logs: { from: [calls], to: [otel.debug()] } } }),

  collector({ pipelines: { traces: { from: [otel.otlp()], to: [calls] } } }),
  // @ts-expect-error TS2322: Type '"logs"' is not assignable to type '"traces"'
  collector({ pipelines: { logs: { from: [otel.otlp()], to: [calls] } } }),

  collector({ pipelines: { traces: { from: [otel.otlp()], through: [tail], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: Type '"metrics"' is not assignable to type '"traces"'
  collector({ pipelines: { metrics: { from: [otel.otlp()], through: [tail], to: [otel.debug()] } } }),

  collector({ pipelines: { 'traces/x': { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: is not assignable to type 'never'
  collector({ pipelines: { 'trace/x': { from: [otel.otlp()], to: [otel.debug()] } } }),

  collector({ pipelines: { traces: { from: [otel.otlp()], through: [otel.batch()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: is not assignable to type 'never'
  collector({ pipelines: { traces: { from: [otel.otlp()], trough: [otel.batch()], to: [otel.debug()] } } }),

  collector({ pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: Source has 0 element(s) but target requires 1
  collector({ pipelines: { traces: { from: [otel.otlp()], to: [] } } }),

  collector({ pipelines: { logs: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } } }),
  // @ts-expect-error TS2322: Type '"traces"' is not assignable to type '"logs"'
  collector({ pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } } }),

  otel.toLoadBalanced(sampler.balanced) satisfies ReturnType<typeof otel.toLoadBalanced<'traces'>>,
  // @ts-expect-error TS2345: is not assignable to parameter of type 'BalancedEndpoint<"traces">'
  otel.toLoadBalanced<'traces'>(gateway.otlp),

  sampler.balanced satisfies BalancedEndpoint<'traces'>,
  // @ts-expect-error TS1360: Type '"traces"' is not assignable to type 'never'
  sampler.otlp satisfies OtlpEndpoint<'traces'>,

  collector({ pipelines: { traces: { from: [tenant.by.eu, tenant.otherwise], to: [otel.debug()] } } }),
  // @ts-expect-error TS2339: Property 'us' does not exist on type
  collector({ pipelines: { traces: { from: [tenant.by.us], to: [otel.debug()] } } }),

  collector({ pipelines: { traces: { from: [otel.otlp()], to: [tenant] } } }),
  // @ts-expect-error TS2322: Type '"traces"' is not assignable to type 'never'
  collector({ pipelines: { traces: { from: [otel.otlp()], to: [tenant.by.eu] } } }),

  collector({ mode: 'daemonset', pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'replicas' does not exist in type
  collector({ mode: 'daemonset', replicas: 2, pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } }),

  otel.redaction({ allowedKeys: 'all' }),
  // @ts-expect-error TS2345: Property 'allowedKeys' is missing
  otel.redaction({}),

  new Collector(chart, 'x', { pipelines: { logs: { from: [otel.otlp()], to: [otel.debug()] } } }),
  // @ts-expect-error TS2322: Type '"traces"' is not assignable to type '"logs"'
  new Collector(chart, 'x', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } } }),
];

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Endpoint, OtlpEndpoint, Protocol } from '../../kernel/endpoint.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { Collector } from './collector.js';
import type { Exporter, Processor, Receiver } from './component.js';
import { exceptions } from './connectors/exceptions.js';
import { forward } from './connectors/forward.js';
import { serviceGraph, type ServiceGraphProps } from './connectors/service-graph.js';
import { spanMetrics, type SpanMetricsProps } from './connectors/span-metrics.js';
import { type BalancedEndpoint, toLoadBalanced } from './exporters/to-load-balanced.js';
import type { Answers, Pipelines } from './pipeline.js';
import { upserts } from './processors/attribute-action.js';
import { resource } from './processors/resource.js';
import { tailSampling, type TailSamplingProps } from './processors/tail-sampling.js';
import { otlp, otlpBalanced } from './receivers/otlp.js';

/** Props of {@link TraceGateway}. */
export interface TraceGatewayProps<P> {
  /** Which traces are kept. */
  readonly sampling: TailSamplingProps;
  /** Where the kept ones go. */
  readonly to: readonly [Exporter<'traces'>, ...Exporter<'traces'>[]];
  /** Where the metrics go that are made of all of them. */
  readonly metricsTo: readonly [Exporter<'metrics'>, ...Exporter<'metrics'>[]];
  /** What is done to spans as they arrive, while the sender's address is known: `k8sAttributes`. @default - nothing */
  readonly arriving?: readonly Processor<'traces'>[];
  /** What is done to spans before they are counted and sampled: redaction. @default - nothing */
  readonly through?: readonly Processor<'traces'>[];
  /** Other receivers of spans, beside OTLP. @default - none */
  readonly receivers?: readonly Receiver<'traces'>[];
  /** Other pipelines of the first tier: metrics and logs at the same endpoint. @default - none */
  readonly pipelines?: P;
  readonly spanMetrics?: SpanMetricsProps;
  readonly serviceGraph?: ServiceGraphProps;
  /** The tier that takes everything and brings each trace to one sampler. @default - two replicas, as a Collector's */
  readonly balancer?: { readonly replicas?: number; readonly resources?: Resources };
  /** The tier that counts, then samples. @default - three replicas of 1 core and 4 GiB with 10 GiB for what waits to be sent */
  readonly sampler?: { readonly replicas?: number; readonly resources?: Resources; readonly storage?: Size };
}

/** One of the two collectors. */
type Tier = Construct & Watched;

/**
 * Two tiers, since who samples must see all of a trace: the first takes OTLP and brings the spans of a trace to one replica of
 * the second, which counts calls, errors, latencies and exceptions of all spans and only then decides what is kept.
 *
 * @see https://opentelemetry.io/docs/collector/deploy/gateway/
 */
export class TraceGateway<const P extends Pipelines<P> = Record<never, never>> extends Construct implements Watched {
  /** Where applications and agents send. */
  public readonly otlp: OtlpEndpoint<'traces' | Answers<P>>;
  /** Every port that the first tier listens on, by its name: to admit pods that no construct makes, with `openTo`. */
  public readonly opened: Readonly<Record<string, Endpoint<Protocol>>>;
  public readonly balancer: Tier;
  public readonly sampler: Tier;
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: TraceGatewayProps<P>) {
    super(scope, id);
    const sampler = samplers(this, props);
    const first = {
      ...props.pipelines,
      'traces/balance': {
        from: [otlp(), ...(props.receivers ?? [])],
        through: props.arriving ?? [],
        to: [toLoadBalanced(sampler.balanced)],
      },
    };
    // What the user's own pipelines carry was checked where they were written; a spread of a type parameter cannot be again.
    const balancer = new Collector(this, 'balancer', { ...props.balancer, pipelines: first as Record<never, never> });
    this.otlp = balancer.otlp as OtlpEndpoint<'traces' | Answers<P>>;
    this.opened = balancer.opened;
    this.balancer = balancer;
    this.sampler = sampler;
    this.telemetry = {
      metrics: [...balancer.telemetry.metrics, ...sampler.telemetry.metrics],
      yields: [
        ...new Map([...balancer.telemetry.yields, ...sampler.telemetry.yields].map((one) => [one.name, one])).values(),
      ],
      alerts: [...balancer.telemetry.alerts, ...sampler.telemetry.alerts],
      dashboards: [],
    };
  }
}

/** Each replica's metrics are its own series: two writers of one would overwrite each other. */
const replica = upserts({ 'service.instance.id': '${env:POD_NAME}' });

/** The second tier. */
function samplers(
  scope: Construct,
  props: TraceGatewayProps<unknown>,
): Tier & { readonly balanced: BalancedEndpoint<'traces'> } {
  const calls = spanMetrics(props.spanMetrics);
  const graph = serviceGraph(props.serviceGraph);
  const errors = exceptions();
  const all = forward<'traces'>('all');
  const { replicas, resources, storage } = props.sampler ?? {};
  return new Collector(scope, 'sampler', {
    mode: 'statefulset',
    replicas: replicas ?? 3,
    storage: storage ?? Size.gibibytes(10),
    resources: resources ?? { cpu: 1, memory: Size.gibibytes(4) },
    pipelines: {
      'traces/all': { from: [otlpBalanced()], through: props.through ?? [], to: [calls, graph, errors, all] },
      'traces/kept': { from: [all], through: [tailSampling(props.sampling)], to: props.to },
      'metrics/spans': { from: [calls, graph, errors], through: [resource(replica, 'replica')], to: props.metricsTo },
    },
  });
}

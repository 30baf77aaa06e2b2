import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Endpoint, OtlpEndpoint, Protocol } from '../../kernel/endpoint.js';
import { refuseAt } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Priority } from '../../workload/availability.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { Assembly } from './assembly.js';
import { collectorMetrics } from './catalogue.js';
import { check, componentsOf } from './checks.js';
import { CollectorResource, type CollectorShape } from './collector-resource.js';
import type { Extension, Processor } from './component.js';
import type { BalancedEndpoint } from './exporters/to-load-balanced.js';
import { healthCheck } from './extensions/health-check.js';
import { pprof } from './extensions/pprof.js';
import { zpages } from './extensions/zpages.js';
import { collectorLabels, collectorName } from './operator.js';
import type { Answers, AnyPipelines, Pipelines, TakesBalanced } from './pipeline.js';
import { memoryLimiter, memoryLimiterId } from './processors/memory-limiter.js';
import type { CollectorConfig, PipelineConfig } from './schema.js';
import { escaped } from './signature.js';
import { symptoms } from './symptoms.js';

/** Where a collector runs. @default - a Deployment of two replicas */
export type CollectorPlace =
  CollectorShape | { readonly mode?: undefined; /** @default 2 */ readonly replicas?: number };

/** Props of {@link Collector}. */
export type CollectorProps<P> = CollectorPlace & {
  /** By signal, or `signal/name`. */
  readonly pipelines: P;
  /** Beside the health check. @default - profiles and live pages, on the pod's own loopback */
  readonly extensions?: readonly Extension[];
  /** @default 0.5 cores and 1 GiB: about 7500 spans a second. Source: 1 core for 15000, 2 GB for each core (Splunk's distribution) */
  readonly resources?: Resources;
  /** @default 'standard', 'node' for a DaemonSet */
  readonly priority?: Priority;
};

/** The port of the collector's own metrics. @see https://opentelemetry.io/docs/collector/internal-telemetry/ */
const metricsPort = 8888;

/**
 * An OpenTelemetry Collector, written as pipelines of values: what is in no pipeline does not exist, and what is in one is
 * defined.
 *
 * @throws Refusal when a connector is not connected, two values clash, or a component cannot run in so many replicas
 */
export class Collector<const P extends Pipelines<P>> extends Construct implements Watched {
  /** Where it takes OTLP: of the signals that a listening receiver feeds, no others. */
  public readonly otlp: OtlpEndpoint<Answers<P>>;
  /** Where it takes OTLP from a load-balancing tier: of the signals that `otlpBalanced()` feeds, no others. */
  public readonly balanced: BalancedEndpoint<TakesBalanced<P>>;
  /** Every port that a receiver listens on, by its name: to admit pods that no construct makes, with `openTo`. */
  public readonly opened: Readonly<Record<string, Endpoint<Protocol>>>;
  /** What the operator makes the pods of. `resource.manifest.patch` is the last hatch. */
  public readonly resource: CollectorResource;
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: CollectorProps<P>) {
    super(scope, id);
    const name = collectorName(this);
    const shape = shapeOf(props);
    const pipelines = props.pipelines as unknown as AnyPipelines;
    const everyNode = shape.mode === 'daemonset';
    const replicas = shape.mode === 'daemonset' ? 1 : (shape.replicas ?? 1);
    const storage = shape.mode === 'statefulset' ? shape.storage : undefined;
    refuseAt(this.node.path, () => check(pipelines, { everyNode, replicas, durable: storage !== undefined }));

    const site = new Site(this, 'Site', { labels: collectorLabels(this) });
    const metrics = site.listen('metrics', { port: metricsPort, plain: 'upstream serves its own metrics without TLS' });
    const assembly = new Assembly(this, { site, name, pipelines, everyNode, ...(storage && { storage }) });
    const extensions = [healthCheck(), ...(props.extensions ?? [pprof(), zpages()])];
    const config = refuseAt(this.node.path, () => configOf(pipelines, assembly, extensions));
    this.resource = new CollectorResource(this, 'Resource', {
      ...shape,
      site,
      image: 'collector',
      config: () => config as unknown as Readonly<Record<string, unknown>>,
      resources: props.resources ?? { cpu: 0.5, memory: Size.gibibytes(1) },
      volumes: [...assembly.volumes.values()],
      env: Object.fromEntries(assembly.variables),
      token: assembly.token,
      gracePeriod: Duration.seconds(60),
      ...(props.priority && { priority: props.priority }),
    });

    this.opened = Object.fromEntries(assembly.opened);
    this.otlp = endpointsOf(this.opened) as unknown as OtlpEndpoint<Answers<P>>;
    this.balanced = { replicas: this.opened['otlp-grpc'] } as unknown as BalancedEndpoint<TakesBalanced<P>>;
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }, ...assembly.pages],
      yields: [...Object.values(collectorMetrics), ...componentsOf(pipelines).flatMap(({ yields }) => yields ?? [])],
      alerts: symptoms(name),
      dashboards: [],
    };
  }
}

function shapeOf(props: CollectorPlace): CollectorShape {
  switch (props.mode) {
    case 'daemonset':
      return { mode: 'daemonset' };
    case 'statefulset':
      return { mode: 'statefulset', replicas: props.replicas ?? 2, ...(props.storage && { storage: props.storage }) };
    default:
      return { mode: 'deployment', replicas: props.replicas ?? 2 };
  }
}

function endpointsOf(opened: Readonly<Record<string, Endpoint<Protocol>>>): object {
  return { grpc: opened['otlp-grpc'], http: opened['otlp-http'] };
}

/** Renders everything: the time to dial. */
function configOf(pipelines: AnyPipelines, assembly: Assembly, extensions: readonly Extension[]): CollectorConfig {
  const limiter = componentsOf(pipelines).find(({ id }) => id === memoryLimiterId) ?? memoryLimiter();
  for (const extension of extensions) assembly.use(extension);
  const written = Object.entries(pipelines).map(([id, { from, through, to }]): [string, PipelineConfig] => {
    const processors = [
      limiter as Processor<never>,
      ...(through ?? []).filter((processor) => processor.id !== memoryLimiterId),
    ];
    const ends = to.flatMap((end) => assembly.add(end));
    const receivers = from.flatMap((begin) => ('exitOf' in begin && begin.exitOf ? [begin.id] : assembly.add(begin)));
    return [id, { receivers, processors: processors.flatMap((processor) => assembly.add(processor)), exporters: ends }];
  });
  const connectors = assembly.of('connectors');
  const reader = {
    host: '0.0.0.0',
    port: metricsPort,
    without_type_suffix: false,
    without_units: false,
    without_scope_info: true,
  };
  return escaped({
    receivers: assembly.of('receivers'),
    processors: assembly.of('processors'),
    exporters: assembly.of('exporters'),
    ...(Object.keys(connectors).length > 0 && { connectors }),
    extensions: assembly.of('extensions'),
    service: {
      extensions: Object.keys(assembly.of('extensions')),
      pipelines: Object.fromEntries(written),
      telemetry: {
        logs: { level: 'info', encoding: 'json' },
        metrics: { level: 'normal', readers: [{ pull: { exporter: { prometheus: reader } } }] },
      },
    },
  });
}

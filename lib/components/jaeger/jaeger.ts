import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { Endpoint, OtlpEndpoint } from '../../kernel/endpoint.js';
import { refuseAt } from '../../kernel/refusal.js';
import type { Symptom } from '../../signals/symptom.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { collectorMetrics } from '../collector/catalogue.js';
import type { CollectorResource } from '../collector/collector-resource.js';
import { type Answering, answering, type UiProps } from './answering.js';
import { jaegerMetrics } from './catalogue.js';
import { configOf } from './config.js';
import { daysOf, IndexCleaner } from './index-cleaner.js';
import { JaegerPods, type PodsProps } from './pods.js';
import type { SamplingEndpoint, SamplingProps } from './sampling.js';
import type { TraceBackend } from './schema.js';
import { backendOf, checkStorage, type ElasticsearchStorage, type MemoryStorage, whole } from './storage.js';
import { checkStream, type JaegerStream, readingFrom, sendingTo } from './stream.js';
import { answers, losses, refusals, unwritten } from './symptoms.js';
import { type Taking, taking } from './taking.js';

/** What any Jaeger may be told. */
export interface CommonJaegerProps {
  /** Which traces services are told to begin. @default - every one */
  readonly sampling?: SamplingProps;
  /** @default - no links */
  readonly ui?: UiProps;
  /** The Prometheus that has what `span_metrics` made of spans, for the UI's Monitor page. @default - there is no such page */
  readonly metrics?: Endpoint<'prometheus'>;
}

/** How many pods of a role there are, and what each asks of its node. */
export interface RoleProps {
  /** @default 2 */
  readonly replicas?: number;
  /** @default - 0.5 cores and 1 GiB to take spans, 0.25 cores and 512 MiB to answer */
  readonly resources?: Resources;
}

/** For development: one pod does all, and forgets all when it ends. */
export interface MemoryJaegerProps extends CommonJaegerProps {
  readonly storage: MemoryStorage;
  /** @default 0.5 cores, 1 GiB */
  readonly resources?: Resources;
  readonly retention?: undefined;
  readonly collector?: undefined;
  readonly query?: undefined;
  readonly stream?: undefined;
  readonly ingester?: undefined;
}

/** For what must last: some pods take spans, others answer, and Elasticsearch keeps. */
export interface ElasticsearchJaegerProps extends CommonJaegerProps {
  readonly storage: ElasticsearchStorage;
  /** Whole days. @default 7 days */
  readonly retention?: Duration;
  /** The pods that take spans. @default - two */
  readonly collector?: RoleProps;
  /** The pods that answer. @default - two */
  readonly query?: RoleProps;
  readonly resources?: undefined;
  readonly stream?: undefined;
  readonly ingester?: undefined;
}

/** For bursts, and a store that is away for a while: Kafka has the spans between the pods that take and those that write them. */
export interface StreamingJaegerProps extends Omit<ElasticsearchJaegerProps, 'stream' | 'ingester'> {
  readonly stream: JaegerStream;
  /** The pods that write what Kafka has into Elasticsearch, at most as many as the topic has partitions. @default - two, of 0.5 cores and 1 GiB */
  readonly ingester?: RoleProps;
}

/** Props of {@link Jaeger}. */
export type JaegerProps = MemoryJaegerProps | StreamingJaegerProps | ElasticsearchJaegerProps;

/**
 * Jaeger 2.20 on the OpenTelemetry Operator: a Collector with a store of its own. Traces come in at `<name>-collector`, and
 * people and Grafana ask at `<name>-query`, however it is stored.
 *
 * Who calls whom is not kept: over Elasticsearch Jaeger would want a Spark job for it, so the UI has no such page; the
 * collector's `service_graph` tells it from the same spans.
 *
 * @throws Refusal when a number is none, a retention is not in whole days, a probability is not one, or a link leads nowhere
 */
export class Jaeger extends Construct implements Watched {
  /** Where it takes spans. */
  public readonly otlp: OtlpEndpoint<'traces'>;
  /** Where it answers, and people look. */
  public readonly query: Endpoint<'jaeger-query'>;
  /** Where SDKs ask which traces to begin. */
  public readonly sampling: SamplingEndpoint;
  /** What the operator makes the pods of, the ones that take spans first. `manifest.patch` is the last hatch. */
  public readonly resources: readonly CollectorResource[];
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    refuseAt(this.node.path, () => check(props));
    const made = refuseAt(this.node.path, () => (lasting(props) ? this.apart(props) : this.together(props)));
    this.otlp = made.taking.otlp;
    this.sampling = made.taking.sampling;
    this.query = made.answering.query;
    this.resources = made.resources;
    this.telemetry = {
      metrics: made.pods.map(({ page }) => page),
      yields: [...Object.values(collectorMetrics), ...Object.values(jaegerMetrics)],
      alerts: made.alerts,
      dashboards: [],
    };
  }

  /** One pod does all. Its operator would take `<name>-collector` for a Service of its own, were it called like this construct. */
  private together(props: MemoryJaegerProps): Made {
    const pods = new JaegerPods(this, 'all-in-one');
    const backend = backendOf(props.storage, pods.site, Duration.days(1));
    const takes = this.taking(pods, props);
    const asked = this.answering(pods, props, true);
    const config = configOf({ backend, taking: takes, answering: asked });
    const size = { replicas: 1, resources: props.resources ?? taker };
    return {
      taking: takes,
      answering: asked,
      pods: [pods],
      resources: [pods.run(config, [takes.volume, asked.volume], size)],
      alerts: [...refusals(pods.job), ...answers(pods.job)],
    };
  }

  /** Who takes spans does not stop when somebody asks for too many, nor, with Kafka between, while Elasticsearch is away. */
  private apart(props: ElasticsearchJaegerProps | StreamingJaegerProps): Made {
    const { storage, stream } = props;
    const retention = props.retention ?? Duration.days(7);
    const writers = new JaegerPods(this, 'collector');
    const readers = new JaegerPods(this, 'query');
    new IndexCleaner(this, 'es-index-cleaner', { storage, retention });
    const takes = this.taking(writers, props);
    const asked = this.answering(readers, props, false);
    const backend = (pods: JaegerPods): TraceBackend => backendOf(storage, pods.site, retention);
    const taken = stream ? { sending: sendingTo(writers.site, stream.writer) } : { backend: backend(writers) };
    const written = writers.run(configOf({ taking: takes, ...taken }), [takes.volume], sizeOf(taker, props.collector));
    const ingester = stream && this.ingesting(stream, backend, props.ingester);
    const read = readers.run(
      configOf({ backend: backend(readers), answering: asked }),
      [asked.volume],
      sizeOf(answerer, props.query),
    );
    const lost = ingester ? unwritten(writers.job, ingester.pods.job, ingester.group) : losses(writers.job);
    return {
      taking: takes,
      answering: asked,
      pods: [writers, ...(ingester ? [ingester.pods] : []), readers],
      resources: [written, ...(ingester ? [ingester.resource] : []), read],
      alerts: [...refusals(writers.job), ...lost, ...answers(readers.job)],
    };
  }

  /** What Kafka has is written into Elasticsearch. */
  private ingesting(
    { reader }: JaegerStream,
    backend: (pods: JaegerPods) => TraceBackend,
    size: RoleProps | undefined,
  ): { readonly pods: JaegerPods; readonly resource: CollectorResource; readonly group: string } {
    const pods = new JaegerPods(this, 'ingester');
    const config = configOf({ backend: backend(pods), reading: readingFrom(pods.site, reader) });
    return { pods, resource: pods.run(config, [], sizeOf(taker, size)), group: reader.group };
  }

  private taking(pods: JaegerPods, { sampling }: CommonJaegerProps): Taking {
    return taking(pods, pods.site, `${nameOf(this)}-collector`, sampling ?? { default: 1 });
  }

  private answering(pods: JaegerPods, { ui, metrics }: CommonJaegerProps, dependencies: boolean): Answering {
    const props = { ui: ui ?? {}, dependencies, ...(metrics && { metrics }) };
    return answering(pods, pods.site, `${nameOf(this)}-query`, props);
  }
}

/** What was made of the props. */
interface Made {
  readonly taking: Taking;
  readonly answering: Answering;
  readonly pods: readonly JaegerPods[];
  readonly resources: readonly CollectorResource[];
  readonly alerts: readonly Symptom[];
}

const taker: Resources = { cpu: 0.5, memory: Size.gibibytes(1) };
const answerer: Resources = { cpu: 0.25, memory: Size.mebibytes(512) };

/** @param resources - what a pod of the role asks for, unless somebody says otherwise */
function sizeOf(resources: Resources, role: RoleProps = {}): PodsProps {
  return { replicas: role.replicas ?? 2, resources: role.resources ?? resources };
}

function lasting(props: JaegerProps): props is ElasticsearchJaegerProps | StreamingJaegerProps {
  return props.storage.kind === 'elasticsearch';
}

function check(props: JaegerProps): void {
  checkStorage(props.storage);
  if (props.retention !== undefined) daysOf(props.retention);
  whole('collector.replicas', props.collector?.replicas, 1);
  whole('query.replicas', props.query?.replicas, 1);
  whole('ingester.replicas', props.ingester?.replicas, 1);
  if (props.stream !== undefined) checkStream(props.stream, props.ingester?.replicas ?? 2);
}

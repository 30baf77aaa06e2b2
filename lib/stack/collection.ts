import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { BlackboxExporter } from '../components/blackbox-exporter/blackbox-exporter.js';
import { Collector } from '../components/collector/collector.js';
import { spanMetricsYield } from '../components/collector/catalogue.js';
import { Instrumentation } from '../components/collector/instrumentation.js';
import * as otel from '../components/collector/otel.js';
import type { SamplingPolicy } from '../components/collector/processors/sampling-policy.js';
import { TraceGateway } from '../components/collector/trace-gateway.js';
import { FluentBit, type FluentBitProps } from '../components/fluent-bit/fluent-bit.js';
import { toLoki } from '../components/fluent-bit/outputs.js';
import { KubeStateMetrics } from '../components/kube-state-metrics/kube-state-metrics.js';
import { Kubernetes } from '../components/kubernetes/kubernetes.js';
import { NodeExporter } from '../components/node-exporter/node-exporter.js';
import type { Doors, Endpoint, OtlpEndpoint } from '../kernel/endpoint.js';
import type { Environment } from '../kernel/environment.js';
import type { Redaction } from '../signals/logs/redaction.js';
import type { Watched } from '../signals/watched.js';
import { clusterOf } from '../workload/cluster.js';
import { trust } from '../workload/issuer.js';
import { tiers } from './tiers.js';
import { standardSampling } from './traces.js';

/** Props of {@link Collection}. */
export interface CollectionProps {
  readonly chart: Chart;
  /** The chart of what stands on every node, in a namespace that declares `privileged`. */
  readonly nodes: Chart;
  readonly environment: Environment;
  readonly traces: OtlpEndpoint<'traces'>;
  readonly metrics: Doors<'remote-write'>;
  readonly logs: Endpoint<'loki'>;
  readonly redaction: Redaction;
  readonly applications: readonly string[];
  readonly policies?: readonly [SamplingPolicy, ...SamplingPolicy[]];
  readonly fluentBit?: Partial<Omit<FluentBitProps, 'to' | 'redaction'>>;
}

type Agent = Watched &
  Construct &
  Pick<Collector<never>, 'opened'> & { readonly otlp: OtlpEndpoint<'traces' | 'metrics' | 'logs'> };

/** How telemetry gets in: agents on the nodes, a gateway that counts before it samples, exporters. */
export class Collection {
  /** What applications send to. */
  public readonly otlp: OtlpEndpoint<'traces' | 'metrics' | 'logs'>;
  /** What is counted of spans. */
  public readonly spans: ReturnType<typeof spanMetricsYield>;
  /** Looks at public pages, once it is told which. */
  public readonly outside: BlackboxExporter<'page'>;
  public readonly watched: readonly (Watched & Construct)[];

  public constructor(props: CollectionProps) {
    const { chart, nodes, environment, logs, redaction } = props;
    const tier = tiers[environment.tier];
    const masked = otel.redacting(redaction);
    const toMetrics = otel.toRemoteWrite(props.metrics);
    const gateway = new TraceGateway(chart, 'otel', {
      sampling: { policies: props.policies ?? standardSampling },
      receivers: [otel.jaeger(), otel.zipkin()],
      arriving: [otel.k8sAttributes()],
      through: [masked, otel.redactingSpans(redaction)],
      to: [otel.toOtlp(props.traces)],
      metricsTo: [toMetrics],
      pipelines: {
        metrics: { from: [otel.otlp()], through: [otel.k8sAttributes(), masked], to: [toMetrics] },
        logs: { from: [otel.otlp()], through: [otel.k8sAttributes(), masked], to: [otel.toOtlpHttp(logs)] },
      },
      balancer: { replicas: tier.replicas },
      sampler: { replicas: tier.quorum, resources: tier.store },
    });
    const agent = this.agent(chart, gateway.otlp, environment);
    this.otlp = agent.otlp;
    for (const port of [...Object.values(agent.opened), ...Object.values(gateway.opened)]) {
      for (const namespace of props.applications) port.openTo({ namespace, labels: {} });
    }
    this.spans = spanMetricsYield();
    const events = new Collector(chart, 'events', {
      replicas: 1,
      resources: tier.small,
      pipelines: {
        logs: { from: [otel.k8sEvents()], through: [masked], to: [otel.toOtlpHttp(logs)] },
      },
    });
    this.outside = new BlackboxExporter(chart, 'blackbox', {
      modules: {
        page: { prober: 'http', timeout: '10s', http: { fail_if_not_ssl: true, preferred_ip_protocol: 'ip4' } },
      },
      replicas: tier.replicas,
    });
    this.watched = [
      agent,
      gateway,
      events,
      this.outside,
      new Kubernetes(chart, 'kubernetes'),
      new KubeStateMetrics(chart, 'kube-state-metrics'),
      new NodeExporter(nodes, 'node-exporter'),
      new FluentBit(nodes, 'fluent-bit', { ...props.fluentBit, redaction, to: [toLoki(logs)] }),
    ];
  }

  /** One on every node: programs hand over to their own node, which knows whose pod they are, and go on. */
  private agent(chart: Chart, gateway: OtlpEndpoint<'traces' | 'metrics' | 'logs'>, { tier }: Environment): Agent {
    const pipeline = {
      from: [otel.otlp()],
      through: [otel.k8sAttributes({ ofNode: true })],
      to: [otel.toOtlp(gateway)],
    } as const;
    return new Collector(chart, 'agent', {
      mode: 'daemonset',
      resources: tiers[tier].small,
      pipelines: { traces: pipeline, metrics: pipeline, logs: pipeline },
    });
  }

  /** Has the programs of a namespace instrumented without a change to them. */
  public instrument(chart: Chart): Instrumentation {
    const { tls } = clusterOf(chart);
    return new Instrumentation(chart, 'instrumentation', {
      to: this.otlp,
      ...(tls && { authority: { configMap: trust.configMap, key: trust.key } }),
    });
  }
}

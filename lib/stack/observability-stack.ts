import type { Chart } from 'cdk8s';
import { Alertmanager, type AlertmanagerProps } from '../components/alertmanager/alertmanager.js';
import type { SamplingPolicy } from '../components/collector/processors/sampling-policy.js';
import type { ElasticsearchProps } from '../components/elasticsearch/elasticsearch.js';
import type { FluentBitProps } from '../components/fluent-bit/fluent-bit.js';
import { Grafana, type GrafanaProps } from '../components/grafana/grafana.js';
import { Loki, type LokiProps } from '../components/loki/loki.js';
import type { Discovery } from '../components/prometheus/discovery.js';
import { Prometheus, type PrometheusProps } from '../components/prometheus/prometheus.js';
import type { AlertLinks } from '../signals/alert-links.js';
import type { Environment } from '../kernel/environment.js';
import { Refusal } from '../kernel/refusal.js';
import { type Redaction, standardRedaction } from '../signals/logs/redaction.js';
import { base } from './base.js';
import { Collection } from './collection.js';
import { linkedDatasources } from './datasources.js';
import type { EnvironmentApp } from './environment-app.js';
import { prometheusSize } from './sizing.js';
import { tiers } from './tiers.js';
import { traceLinks } from './trace-links.js';
import { Traces } from './traces.js';

/** Props of {@link ObservabilityStack}. A component's own props are handed to it whole. */
export interface ObservabilityStackProps<Team extends string> {
  /** The namespace of everything but what stands on the nodes, which gets one of its own: `<namespace>-nodes`. */
  readonly namespace: string;
  /** The namespaces of the applications that are watched. */
  readonly applications: readonly [string, ...string[]];
  /** Where the links on alerts lead. */
  readonly links: AlertLinks;
  readonly alertmanager: AlertmanagerProps<Team>;
  /** Who acts when the stack itself is unwell. */
  readonly owner: NoInfer<Team>;
  readonly grafana: GrafanaProps;
  /** How applications are found whose metrics are scraped. */
  readonly services: Omit<Discovery, 'namespaces'>;
  /** @default - sized from the environment's load and tier */
  readonly prometheus?: Partial<Omit<PrometheusProps<NoInfer<Team>>, 'alertmanager' | 'links'>>;
  readonly loki: Pick<LokiProps<NoInfer<Team>>, 'store'> &
    Partial<Omit<LokiProps<NoInfer<Team>>, 'alertmanager' | 'links'>>;
  /** @default - in memory in development, else three nodes of Elasticsearch */
  readonly elasticsearch?: ElasticsearchProps;
  /** Which traces are kept, and which services are asked for how many. @default - errors, slow ones, and a tenth of the rest */
  readonly sampling?: {
    readonly policies?: readonly [SamplingPolicy, ...SamplingPolicy[]];
    readonly services?: Readonly<Record<string, number>>;
  };
  /** @default - the agents' own defaults */
  readonly fluentBit?: Partial<Omit<FluentBitProps, 'to' | 'redaction'>>;
  /** What no store may hold, in logs and traces alike. @default standardRedaction */
  readonly redaction?: Redaction;
}

/** A whole observability stack in one cluster: metrics, alerts, logs, traces, their collection, and dashboards over them. */
export class ObservabilityStack<const Team extends string> {
  public readonly alerts: Alertmanager<Team>;
  public readonly metrics: Prometheus<Team>;
  public readonly logs: Loki<Team>;
  public readonly traces: Traces;
  public readonly collection: Collection;
  public readonly dashboards: Grafana;
  /** The chart of the namespaces and of what belongs to the cluster. */
  public readonly base: Chart;

  public constructor(
    app: EnvironmentApp,
    private readonly props: ObservabilityStackProps<Team>,
  ) {
    const { namespace, applications, owner } = props;
    const nodes = `${namespace}-nodes`;
    this.base = base(app, {
      namespaces: { [namespace]: {}, [nodes]: { podSecurity: 'privileged' } },
      trustedIn: applications,
    });
    const chart = (id: string): Chart => app.chart(id, namespace);
    this.alerts = this.alerting(chart('alerting'), app.environment);
    this.metrics = this.measuring(chart('metrics'), app.environment);
    this.logs = this.logging(chart('logs'), app.environment);
    this.traces = this.tracing(chart('traces'), app.environment);
    this.collection = this.collecting(chart('collection'), app.chart('nodes', nodes), app.environment);
    this.dashboards = this.showing(chart('dashboards'), app.environment);
    for (const watched of this.watched()) this.metrics.watch(watched, { team: owner });
    this.metrics.discover('applications', { ...props.services, namespaces: applications });
    this.dashboards.node.addValidation({ validate: () => this.deadLinks() });
  }

  private alerting(chart: Chart, { tier }: Environment): Alertmanager<Team> {
    return new Alertmanager(chart, 'alertmanager', { replicas: tiers[tier].quorum, ...this.props.alertmanager });
  }

  private measuring(chart: Chart, environment: Environment): Prometheus<Team> {
    return new Prometheus(chart, 'prometheus', {
      ...prometheusSize(environment),
      series: environment.load.series,
      retention: environment.retention.metrics,
      replicas: tiers[environment.tier].replicas,
      receivesRemoteWrite: true,
      ...this.props.prometheus,
      alertmanager: this.alerts.endpoint,
      links: this.props.links,
    });
  }

  private logging(chart: Chart, { tier, retention }: Environment): Loki<Team> {
    return new Loki(chart, 'loki', {
      retention: retention.logs,
      replicas: tiers[tier].quorum,
      recordTo: this.metrics.write,
      resources: tiers[tier].store,
      ...this.props.loki,
      alertmanager: this.alerts.endpoint,
      links: this.props.links,
    });
  }

  private tracing(chart: Chart, environment: Environment): Traces {
    const { elasticsearch, sampling, grafana } = this.props;
    return new Traces(chart, {
      environment,
      metrics: this.metrics.read,
      links: traceLinks(grafana.url),
      ...(elasticsearch && { elasticsearch }),
      ...(sampling?.services && { sampling: sampling.services }),
    });
  }

  private collecting(chart: Chart, nodes: Chart, environment: Environment): Collection {
    const { sampling, fluentBit, applications, redaction } = this.props;
    return new Collection({
      chart,
      nodes,
      environment,
      traces: this.traces.jaeger.otlp,
      metrics: this.metrics.write,
      logs: this.logs.endpoint,
      redaction: redaction ?? standardRedaction,
      applications,
      ...(sampling?.policies && { policies: sampling.policies }),
      ...(fluentBit && { fluentBit }),
    });
  }

  private showing(chart: Chart, { tier }: Environment): Grafana {
    const grafana = new Grafana(chart, 'grafana', { resources: tiers[tier].small, ...this.props.grafana });
    linkedDatasources(grafana, {
      prometheus: this.metrics.read,
      loki: this.logs.endpoint,
      jaeger: this.traces.jaeger.query,
      spans: this.collection.spans,
    });
    return grafana;
  }

  /** What alerts lead to, and is not there. */
  private deadLinks(): string[] {
    const { metrics, logs, dashboards } = this;
    const led = new Set([...metrics.linkedDashboards, ...logs.linkedDashboards]);
    return [...led].flatMap((uid) => {
      if (dashboards.has({ uid })) return [];
      const allowed = 'dashboards that were added to the Grafana of this stack';
      const fix = 'add it with stack.dashboards.dashboard(…), or take it out of the alert';
      return new Refusal({ field: 'dashboard of an alert', given: uid, allowed, fix }).message;
    });
  }

  private watched(): readonly Parameters<Prometheus<Team>['watch']>[0][] {
    const { metrics, alerts, logs, traces, collection, dashboards } = this;
    return [metrics, alerts, logs, ...traces.watched, ...collection.watched, dashboards];
  }
}

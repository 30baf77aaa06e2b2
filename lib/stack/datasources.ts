import type { Grafana } from '../components/grafana/grafana.js';
import type { Endpoint } from '../kernel/endpoint.js';
import type { Histogram, Metric } from '../query/metric.js';

/** What Grafana asks in a stack. */
export interface Stores {
  readonly prometheus: Endpoint<'prometheus'>;
  readonly loki: Endpoint<'loki'>;
  readonly jaeger: Endpoint<'jaeger-query'>;
  readonly spans: { readonly calls: Metric; readonly duration: Histogram };
}

/** The three stores as datasources, linked so that a person gets from a metric to its traces, from there to the logs, and back. */
export function linkedDatasources(grafana: Grafana, stores: Stores): void {
  const metrics = grafana.prometheus('Prometheus', stores.prometheus, { default: true });
  const logs = grafana.loki('Loki', stores.loki);
  const traces = grafana.jaeger('Jaeger', stores.jaeger);
  grafana.link({
    metrics,
    logs,
    traces,
    exemplarLabel: 'trace_id',
    traceId: { label: 'trace_id' },
    logTags: { 'service.name': 'app', 'k8s.namespace.name': 'namespace' },
    metricTags: { 'service.name': 'service_name' },
    spanMetrics: stores.spans,
  });
}

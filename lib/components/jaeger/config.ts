import type { TelemetryConfig } from '../collector/schema.js';
import type { Answering } from './answering.js';
import { ports } from './ports.js';
import type { JaegerConfig, TraceBackend, TracesPipeline } from './schema.js';
import type { Taking } from './taking.js';

/** What pods do: take spans, answer questions, or both. */
export type Roles =
  | { readonly taking: Taking; readonly answering?: Answering }
  | { readonly taking?: undefined; readonly answering: Answering };

const prometheus = {
  host: '0.0.0.0',
  port: ports.metrics,
  without_type_suffix: false,
  without_units: false,
  without_scope_info: true,
};

const telemetry: TelemetryConfig = {
  logs: { level: 'info', encoding: 'json' },
  metrics: { level: 'normal', readers: [{ pull: { exporter: { prometheus } } }] },
};

/**
 * The configuration of pods by their roles. Nothing waits between receiver and store: a batch or a queue in memory would say yes
 * to a client for what is not written yet. Jaeger's client of Elasticsearch makes batches by itself, and holds who brings too much.
 */
export function configOf(backend: TraceBackend, roles: Roles): JaegerConfig<'traces', 'red'> {
  const { taking, answering } = roles;
  return {
    ...ends(taking),
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: `0.0.0.0:${ports.health}` } },
      jaeger_storage: {
        backends: { traces: backend },
        ...(answering?.metrics && { metric_backends: { red: answering.metrics } }),
      },
      ...(answering && { jaeger_query: answering.extension }),
      ...(taking && { remote_sampling: taking.extension }),
    },
    service: {
      extensions: [
        'healthcheckv2',
        'jaeger_storage',
        ...(answering ? (['jaeger_query'] as const) : []),
        ...(taking ? (['remote_sampling'] as const) : []),
      ],
      pipelines: { traces: taking ? stored : nothing },
      telemetry,
    },
  };
}

const stored: TracesPipeline = {
  receivers: ['otlp'],
  processors: ['memory_limiter'],
  exporters: ['jaeger_storage_exporter'],
};

const nothing: TracesPipeline = { receivers: ['nop'], processors: [], exporters: ['nop'] };

function ends(taking: Taking | undefined): Pick<JaegerConfig<'traces'>, 'receivers' | 'processors' | 'exporters'> {
  if (taking === undefined) return { receivers: { nop: {} }, processors: {}, exporters: { nop: {} } };
  return {
    receivers: { otlp: taking.receiver },
    processors: { memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'traces' } },
  };
}

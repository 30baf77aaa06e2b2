import type { TelemetryConfig } from '../collector/schema.js';
import type { Answering } from './answering.js';
import { ports } from './ports.js';
import type { JaegerConfig, KafkaExporter, KafkaReceiver, TraceBackend, TracesPipeline } from './schema.js';
import type { Taking } from './taking.js';

/** What pods do: take spans and keep them, answer questions, both; take spans for Kafka; or bring from Kafka what is to be kept. */
export type Roles =
  | { readonly backend: TraceBackend; readonly taking: Taking; readonly answering?: Answering }
  | { readonly backend: TraceBackend; readonly answering: Answering }
  | { readonly taking: Taking; readonly sending: KafkaExporter }
  | { readonly backend: TraceBackend; readonly reading: KafkaReceiver };

/** All that pods may do. */
interface AnyRoles {
  readonly backend?: TraceBackend;
  readonly taking?: Taking;
  readonly answering?: Answering;
  readonly sending?: KafkaExporter;
  readonly reading?: KafkaReceiver;
}

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

const memoryLimiter = { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 };

/**
 * The configuration of pods by their roles. Nothing waits between receiver and store: a batch or a queue in memory would say yes
 * to a client, or to Kafka, for what is not written yet. Jaeger's client of Elasticsearch makes batches by itself, and holds who
 * brings too much.
 */
export function configOf(roles: Roles): JaegerConfig<'traces', 'red'> {
  const { backend, taking, answering }: AnyRoles = roles;
  return {
    ...ends(roles),
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: `0.0.0.0:${ports.health}` } },
      ...(backend && {
        jaeger_storage: {
          backends: { traces: backend },
          ...(answering?.metrics && { metric_backends: { red: answering.metrics } }),
        },
      }),
      ...(answering && { jaeger_query: answering.extension }),
      ...(taking && { remote_sampling: taking.extension }),
    },
    service: {
      extensions: [
        'healthcheckv2',
        ...(backend ? (['jaeger_storage'] as const) : []),
        ...(answering ? (['jaeger_query'] as const) : []),
        ...(taking ? (['remote_sampling'] as const) : []),
      ],
      pipelines: { traces: pipeline(roles) },
      telemetry,
    },
  };
}

function pipeline({ taking, sending, reading }: AnyRoles): TracesPipeline {
  const processors = ['memory_limiter'] as const;
  if (sending) return { receivers: ['otlp'], processors, exporters: ['kafka'] };
  if (taking) return { receivers: ['otlp'], processors, exporters: ['jaeger_storage_exporter'] };
  if (reading) return { receivers: ['kafka'], processors, exporters: ['jaeger_storage_exporter'] };
  return { receivers: ['nop'], processors: [], exporters: ['nop'] };
}

function ends({
  taking,
  sending,
  reading,
}: AnyRoles): Pick<JaegerConfig<'traces'>, 'receivers' | 'processors' | 'exporters'> {
  const receivers = taking ? { otlp: taking.receiver } : reading && { kafka: reading };
  if (receivers === undefined) return { receivers: { nop: {} }, processors: {}, exporters: { nop: {} } };
  return {
    receivers,
    processors: { memory_limiter: memoryLimiter },
    exporters: sending ? { kafka: sending } : { jaeger_storage_exporter: { trace_storage: 'traces' } },
  };
}

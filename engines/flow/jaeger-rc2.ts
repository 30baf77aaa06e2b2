import type { CollectorConfig, ComponentConfig } from '../../lib/components/collector/schema.js';
import { typeOf } from './cut.js';

/** A configuration for the pre-release of Jaeger that we can build, and what was changed for it. */
export interface Adapted {
  readonly config: CollectorConfig;
  /** What 2.0.0-rc2 did not judge as it is written, by path. */
  readonly changed: readonly string[];
}

/** Of a trace storage 2.0.0-rc2 knows an older form; it keeps this many traces in memory instead. */
const memory = { memory: { max_traces: 100_000 } };

/**
 * Adapts what a released 2.x reads to 2.0.0-rc2: traces are stored in memory, since `elasticsearch` had another form then; what
 * came later is cut out: two fields of a sampling file, TLS to Prometheus, and the pipeline components that do nothing.
 *
 * @see https://www.jaegertracing.io/docs/2.20/deployment/configuration/ and, for 2.0.0-rc2, the configuration structs of its module
 */
export function forRc2(config: CollectorConfig): Adapted {
  const changed: string[] = [];
  const extensions = Object.entries(config.extensions).map(([id, one]) => {
    if (id === 'jaeger_storage') return [id, inMemory(one, changed)];
    if (id === 'remote_sampling') return [id, sampling(one, changed)];
    return [id, one];
  });
  const adapted = { ...config, extensions: Object.fromEntries(extensions) as CollectorConfig['extensions'] };
  return { config: withoutNop(adapted, changed), changed };
}

function inMemory(storage: ComponentConfig, changed: string[]): ComponentConfig {
  const backends = Object.entries(storage.backends as Readonly<Record<string, object>>).map(([name, one]) => {
    if (!('memory' in one)) changed.push(`extensions.jaeger_storage.backends.${name}.${Object.keys(one)[0]}`);
    return [name, 'memory' in one ? one : memory];
  });
  return { ...storage, backends: Object.fromEntries(backends), ...metricBackends(storage, changed) };
}

function metricBackends({ metric_backends }: ComponentConfig, changed: string[]): ComponentConfig {
  if (metric_backends === undefined) return {};
  const backends = Object.entries(metric_backends as Readonly<Record<string, { prometheus: ComponentConfig }>>);
  return {
    metric_backends: Object.fromEntries(
      backends.map(
        ([
          name,
          {
            prometheus: { tls, ...prometheus },
          },
        ]) => {
          if (tls !== undefined) changed.push(`extensions.jaeger_storage.metric_backends.${name}.prometheus.tls`);
          return [name, { prometheus }];
        },
      ),
    ),
  };
}

function sampling({ file, ...servers }: ComponentConfig, changed: string[]): ComponentConfig {
  const { path, ...later } = file as { readonly path: string };
  changed.push(...Object.keys(later).map((field) => `extensions.remote_sampling.file.${field}`));
  return { ...servers, file: { path } };
}

/** A Jaeger that only answers has a pipeline for form's sake; for rc2 it takes OTLP, and stores what never comes. */
function withoutNop(config: CollectorConfig, changed: string[]): CollectorConfig {
  if (!Object.keys(config.receivers).some((id) => typeOf(id) === 'nop')) return config;
  changed.push('receivers.nop', 'exporters.nop');
  const [store] = Object.keys((config.extensions.jaeger_storage as ComponentConfig).backends as object);
  return {
    ...config,
    receivers: { otlp: { protocols: { grpc: { endpoint: 'localhost:4317' } } } },
    exporters: { jaeger_storage_exporter: { trace_storage: store } },
    service: {
      ...config.service,
      pipelines: { traces: { receivers: ['otlp'], processors: [], exporters: ['jaeger_storage_exporter'] } },
    },
  };
}

import type {
  CollectorConfig,
  ComponentConfig,
  Components,
  PipelineConfig,
} from '../../lib/components/collector/schema.js';

/** The parts of a configuration that hold components. */
export const parts = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** Types that a program lacks, by the part that they stand in. */
export type Lacks = { readonly [P in Part]?: readonly string[] };

/** A configuration of which blocks were cut out, and which. */
export interface Cut {
  readonly config: CollectorConfig;
  /** `connectors.service_graph`, sorted. */
  readonly cut: readonly string[];
}

/** The type of a component's id. */
export const typeOf = (id: string): string => id.split('/')[0] ?? id;

/** Takes nothing and gives nothing: what stands in where a pipeline has lost its beginning or its end. */
const nop = 'nop';

/** Cuts out the blocks whose types a program lacks, and their ids out of pipelines; nothing else changes. */
export function cut(config: CollectorConfig, lacks: Lacks): Cut {
  const isCut = (part: Part, id: string): boolean => lacks[part]?.includes(typeOf(id)) ?? false;
  const kept = (part: Part): Components =>
    Object.fromEntries(Object.entries(config[part] ?? {}).filter(([id]) => !isCut(part, id)));
  const listed = (ids: readonly string[], ...of: readonly Part[]): readonly string[] =>
    ids.filter((id) => !of.some((part) => id in (config[part] ?? {}) && isCut(part, id)));
  const orNop = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : [nop]);
  const pipelines = mapped(config.service.pipelines, (one: PipelineConfig) => ({
    receivers: orNop(listed(one.receivers, 'receivers', 'connectors')),
    processors: listed(one.processors, 'processors'),
    exporters: orNop(listed(one.exporters, 'exporters', 'connectors')),
  }));
  const uses = (end: 'receivers' | 'exporters'): Components =>
    Object.values(pipelines).some((one) => one[end].includes(nop)) ? { [nop]: {} } : {};
  return {
    config: {
      receivers: { ...kept('receivers'), ...uses('receivers') },
      processors: kept('processors'),
      exporters: { ...kept('exporters'), ...uses('exporters') },
      connectors: kept('connectors'),
      extensions: kept('extensions'),
      service: { ...config.service, extensions: listed(config.service.extensions, 'extensions'), pipelines },
    },
    cut: parts.flatMap((part) =>
      Object.keys(config[part] ?? {})
        .filter((id) => isCut(part, id))
        .map((id) => `${part}.${id}`),
    ),
  };
}

/** The load-balancing exporter, as far as the OTLP exporter inside of it has the same blocks: its client, queue and retries. */
interface LoadBalancing extends ComponentConfig {
  readonly protocol: { readonly otlp: ComponentConfig };
  readonly resolver: { readonly dns: { readonly hostname: string; readonly port: string } };
  readonly sending_queue?: unknown;
  readonly retry_on_failure?: unknown;
}

/**
 * Has the OTLP exporter that a load-balancing one is made of stand in its place, with its first address. What of it is then not
 * shown to anybody is counted as cut out.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/loadbalancingexporter/README.md
 */
export function unbalanced(config: CollectorConfig): Cut {
  const ids = Object.keys(config.exporters).filter((id) => typeOf(id) === 'load_balancing');
  const renamed = (id: string): string => (ids.includes(id) ? id.replace('load_balancing', 'otlp_grpc/balanced') : id);
  const exporters = Object.entries(config.exporters).map(([id, one]) => [
    renamed(id),
    ids.includes(id) ? otlp(one as LoadBalancing) : one,
  ]);
  const pipelines = mapped(config.service.pipelines, (one) => ({ ...one, exporters: one.exporters.map(renamed) }));
  return {
    config: { ...config, exporters: Object.fromEntries(exporters), service: { ...config.service, pipelines } },
    cut: ids.flatMap((id) => [`exporters.${id}.resolver`, `exporters.${id}.routing_key`]),
  };
}

function otlp({ protocol, resolver: { dns }, sending_queue, retry_on_failure }: LoadBalancing): ComponentConfig {
  return { ...protocol.otlp, endpoint: `${dns.hostname}:${dns.port}`, sending_queue, retry_on_failure };
}

function mapped<T, U>(all: Readonly<Record<string, T>>, change: (one: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, change(one)]));
}

import type { Construct } from 'constructs';
import type { Endpoint } from '../../kernel/endpoint.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Site } from '../../workload/site.js';
import type { Volume } from '../../workload/volume.js';
import { httpTls, serverTls } from '../collector/client.js';
import { checkLink, type Link } from './link.js';
import { ports } from './ports.js';
import type { JaegerQuery, MetricBackend, UiFile } from './schema.js';

/** What people see. */
export interface UiProps {
  /** From a trace, a span or a process to its logs and metrics. @default - none */
  readonly links?: readonly Link[];
}

/** Props of {@link answering}. */
export interface AnsweringProps {
  readonly ui: UiProps;
  /** The Prometheus that has what `span_metrics` made of spans. @default - none: the UI has no Monitor page */
  readonly metrics?: Endpoint<'prometheus'>;
  /** Whether the store knows who calls whom. */
  readonly dependencies: boolean;
}

/** The role that answers questions. */
export interface Answering {
  readonly query: Endpoint<'jaeger-query'>;
  readonly extension: JaegerQuery<'traces', 'red'>;
  readonly metrics?: MetricBackend;
  readonly volume: Volume;
}

const folder = '/etc/jaeger/ui';

/**
 * Answers questions at a Service.
 *
 * @throws Refusal as {@link checkLink} does
 */
export function answering(scope: Construct, site: Site, service: string, props: AnsweringProps): Answering {
  const { ui, metrics, dependencies } = props;
  const links = ui.links ?? [];
  links.forEach(checkLink);
  const file: UiFile = {
    dependencies: { menuEnabled: dependencies },
    monitor: { menuEnabled: metrics !== undefined },
    linkPatterns: links,
  };
  const files = new ConfigFiles(scope, 'ui', () => ({ 'ui.json': `${JSON.stringify(file, undefined, 2)}\n` }));
  const query = site.listen('jaeger-query', { service, port: ports.queryHttp, portName: 'http-query' });
  site.listen('jaeger-query', { service, port: ports.queryGrpc, portName: 'grpc-query' });
  const server = serverTls(site.certificate);
  const tls = server && { tls: server };
  return {
    query,
    extension: {
      storage: { traces: 'traces', ...(metrics && { metrics: 'red' }) },
      ui: { config_file: `${folder}/ui.json` },
      http: { endpoint: `0.0.0.0:${ports.queryHttp}`, ...tls },
      grpc: { endpoint: `0.0.0.0:${ports.queryGrpc}`, ...tls },
    },
    ...(metrics && { metrics: metricsOf(site, metrics) }),
    volume: { name: 'ui', path: folder, configMap: files.name },
  };
}

/**
 * The names are those that the collector's `span_metrics` gives its series.
 *
 * @see https://www.jaegertracing.io/docs/2.20/architecture/spm/
 */
function metricsOf(site: Site, metrics: Endpoint<'prometheus'>): MetricBackend {
  const dialled = site.dial(metrics);
  const tls = httpTls(dialled);
  return {
    prometheus: {
      endpoint: dialled.url,
      ...(tls && { tls }),
      metric_namespace: 'traces_span_metrics',
      latency_unit: 's',
      normalize_calls: true,
      normalize_duration: true,
    },
  };
}

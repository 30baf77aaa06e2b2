import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { goDuration } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import type { Dialled } from '../../kernel/site.js';
import { yaml } from '../../kernel/yaml.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { queryFrontendMetrics } from './catalogue.js';
import { clientTls } from './client-tls.js';
import { ports } from './ports.js';
import { refuseCount, refuseSmall } from './refuse.js';
import { folders, runThanos, serving } from './run.js';
import type { QueryFrontendFlags, ResponseCache, Tripper } from './schema.js';
import { frontendSymptoms } from './symptoms.js';

/** Props of {@link ThanosQueryFrontend}. */
export interface ThanosQueryFrontendProps {
  /** Who answers. */
  readonly query: Endpoint<'prometheus'>;
  /** Where answers are kept: so much of each replica's memory, or a memcached that all share. @default 256 MiB */
  readonly cache?: Size | Endpoint<'memcached'>;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 0.5 cores, 1 GiB */
  readonly resources?: Resources;
}

/** The files that it reads. */
const files = { tripper: 'tripper.yaml', cache: 'cache.yaml' } as const;

/** How long an answer is kept. */
const validity = Duration.hours(12);

const standard = { cache: Size.mebibytes(256), resources: { cpu: 0.5, memory: Size.gibibytes(1) } } as const;

/** The door for people: splits long queries by day, and keeps what was answered. */
export class ThanosQueryFrontend extends Construct implements Watched {
  /** Answers PromQL: any replica. */
  public readonly read: Endpoint<'prometheus'>;
  public readonly telemetry: Telemetry;
  /** What it is told; nothing is text until it is written. */
  public readonly flags: Config<QueryFrontendFlags>;

  public constructor(scope: Construct, id: string, props: ThanosQueryFrontendProps) {
    super(scope, id);
    refuseCount(this, 'replicas', props.replicas, 1);
    const { cache = standard.cache, resources = standard.resources } = props;
    if (cache instanceof Size) {
      const least = Size.mebibytes(cache.toMebibytes() * 2);
      refuseSmall(this, 'resources.memory', resources.memory, least, 'the cache, and as much to work with');
    }
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('thanos-query-frontend', name) });
    const service = { service: name, port: ports.http, portName: 'http' };
    this.read = site.listen('prometheus', service);
    const metrics = site.listen('metrics', service);
    const query = site.dial(props.query);
    const responses = cacheOf(site, cache);
    this.flags = new Config(flagsOf(site, query.url));
    runThanos(this, {
      command: 'query-frontend',
      kind: 'Deployment',
      site,
      flags: this.flags,
      replicas: props.replicas ?? 2,
      resources,
      files: () => ({ [files.tripper]: tripper(query), [files.cache]: yaml({ ...responses }) }),
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(queryFrontendMetrics),
      alerts: frontendSymptoms(name),
      dashboards: [],
    };
  }
}

function flagsOf(site: Site, downstream: string): QueryFrontendFlags {
  return {
    ...serving(site),
    'query-frontend.downstream-url': downstream,
    'query-frontend.downstream-tripper-config-file': `${folders.config}/${files.tripper}`,
    'query-frontend.compress-responses': true,
    'query-range.split-interval': '24h',
    'query-range.response-cache-config-file': `${folders.config}/${files.cache}`,
    'labels.response-cache-config-file': `${folders.config}/${files.cache}`,
    'cache-compression-type': 'snappy',
    'web.disable-cors': true,
  };
}

/** Two idle connections, Go's default, would have most queries shake hands anew (query-frontend.md). */
function tripper(query: Dialled): string {
  const tls = clientTls(query);
  const config: Tripper = { max_idle_conns_per_host: 100, ...(tls && { tls_config: tls }) };
  return yaml({ ...config });
}

function cacheOf(site: Site, cache: Size | Endpoint<'memcached'>): ResponseCache {
  if (cache instanceof Size) {
    // Two caches of the same size: of ranges, and of labels.
    const half = `${Math.floor(cache.toMebibytes() / 2)}MB`;
    return { type: 'IN-MEMORY', config: { max_size: half, validity: goDuration(validity) } };
  }
  const { authority } = site.dial(cache);
  return { type: 'MEMCACHED', config: { addresses: [`dns+${authority}`], expiration: goDuration(validity) } };
}

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../../imports/manifest.js';
import type { Endpoint } from '../../../kernel/endpoint.js';
import { selecting } from '../../../kernel/labels.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Telemetry, Watched } from '../../../signals/watched.js';
import type { Resources } from '../../../workload/resources.js';
import { Site } from '../../../workload/site.js';
import { Workload } from '../../../workload/workload.js';
import { redisMetrics } from './catalogue.js';
import { symptoms } from './symptoms.js';

/** Props of {@link RedisExporter}. */
export interface RedisExporterProps {
  /** The server that it asks. */
  readonly server: Endpoint<'redis'>;
  /**
   * Who it is there: a user that may ask and not change. Both come as environment variables, since the exporter's password file is a
   * table of addresses, which not every maker of a Secret can write.
   * @default - nobody asks
   */
  readonly credentials?: { readonly user?: SecretRef; readonly password: SecretRef };
  /** Who signed the server's certificate, as PEM, where that is neither the platform nor an authority that everybody knows. @default - none */
  readonly authority?: SecretRef;
  /** @default 0.05 cores, 64 MiB */
  readonly resources?: Resources;
}

const port = 9121;

/** The user of the exporter's image. */
const user = 59_000;

/**
 * Asks one Redis, or what speaks like it, how it is, and tells Prometheus. One pod: a second would count everything twice.
 *
 * @see https://github.com/oliver006/redis_exporter/tree/v1.88.0
 */
export class RedisExporter extends Construct implements Watched {
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: RedisExporterProps) {
    super(scope, id);
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('redis-exporter', name) });
    const flags = asking(site, props);
    const metrics = site.listen('metrics', { port });
    const own = site.certificate;
    const tls = own !== undefined;
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'redis-exporter',
      user,
      args: () => [
        ...flags,
        `--web.listen-address=:${port}`,
        '--disable-scrape-endpoint',
        ...(own ? [`--tls-server-cert-file=${own.cert}`, `--tls-server-key-file=${own.key}`] : []),
      ],
      ports: { metrics: port },
      probes: { readiness: { path: '/health', port, tls }, liveness: { path: '/health', port, tls } },
      resources: props.resources ?? { cpu: 0.05, memory: Size.mebibytes(64) },
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(redisMetrics),
      alerts: symptoms(name),
      dashboards: [],
    };
  }
}

/** Where it asks, and as whom. */
function asking(site: Site, { server, credentials, authority }: RedisExporterProps): string[] {
  const { authority: at, encrypted, tls } = site.dial(server);
  const ca = authority === undefined ? tls?.ca : site.secretFile(authority);
  if (credentials?.user) site.secretEnv(credentials.user, 'REDIS_USER');
  if (credentials) site.secretEnv(credentials.password, 'REDIS_PASSWORD');
  return [
    `--redis.addr=${encrypted || authority !== undefined ? 'rediss' : 'redis'}://${at}`,
    ...(ca === undefined ? [] : [`--tls-ca-cert-file=${ca}`]),
    ...(tls === undefined ? [] : [`--tls-client-cert-file=${tls.cert}`, `--tls-client-key-file=${tls.key}`]),
  ];
}

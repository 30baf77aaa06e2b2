import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../../imports/manifest.js';
import type { Endpoint } from '../../../kernel/endpoint.js';
import { selecting } from '../../../kernel/labels.js';
import { Refusal } from '../../../kernel/refusal.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Telemetry, Watched } from '../../../signals/watched.js';
import { ConfigFiles } from '../../../workload/config-files.js';
import type { Resources } from '../../../workload/resources.js';
import { Site } from '../../../workload/site.js';
import { webConfig } from '../../../workload/web-config.js';
import { Workload } from '../../../workload/workload.js';
import { postgresMetrics, statementMetrics } from './catalogue.js';
import { symptoms } from './symptoms.js';

/** Props of {@link PostgresExporter}. */
export interface PostgresExporterProps {
  /** The server that it asks. */
  readonly server: Endpoint<'postgresql'>;
  /** Who it is there: a user with the role `pg_monitor`, and no other right. */
  readonly credentials: { readonly user: SecretRef; readonly password: SecretRef };
  /** The database that it connects to; it sees them all. @default 'postgres' */
  readonly database?: string;
  /** Who signed the server's certificate, as PEM, where that is neither the platform nor an authority that everybody knows. @default - none */
  readonly authority?: SecretRef;
  /** Whether the server keeps `pg_stat_statements`: how long each statement takes. @default true */
  readonly statements?: boolean;
  /** @default 0.05 cores, 64 MiB */
  readonly resources?: Resources;
}

const port = 9187;

/**
 * Asks one PostgreSQL how it is, and tells Prometheus. One pod: a second would count everything twice.
 *
 * @see https://github.com/prometheus-community/postgres_exporter/tree/v0.19.1
 */
export class PostgresExporter extends Construct implements Watched {
  public readonly telemetry: Telemetry;

  /** @throws Refusal when the database's name would end the address */
  public constructor(scope: Construct, id: string, props: PostgresExporterProps) {
    super(scope, id);
    const name = nameOf(this);
    const statements = props.statements ?? true;
    const site = new Site(this, 'Site', { labels: selecting('postgres-exporter', name) });
    const address = this.address(site, props);
    const metrics = site.listen('metrics', { port });
    const tls = site.certificate !== undefined;
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'postgres-exporter',
      args: () => [
        '--web.config.file=/etc/postgres-exporter/web.yml',
        `--web.listen-address=:${port}`,
        // Shorter than a scrape, or connections of given-up ones pile up in a slow server.
        '--collection-timeout=9s',
        ...(statements ? ['--collector.stat_statements'] : []),
      ],
      env: {
        DATA_SOURCE_URI: address,
        DATA_SOURCE_USER_FILE: site.secretFile(props.credentials.user),
        DATA_SOURCE_PASS_FILE: site.secretFile(props.credentials.password),
      },
      ports: { metrics: port },
      probes: { readiness: { path: '/', port, tls }, liveness: { path: '/', port, tls } },
      resources: props.resources ?? { cpu: 0.05, memory: Size.mebibytes(64) },
      config: {
        files: new ConfigFiles(this, 'web', () => ({ 'web.yml': webConfig(site) })),
        path: '/etc/postgres-exporter',
      },
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: [...Object.values(postgresMetrics), ...(statements ? Object.values(statementMetrics) : [])],
      alerts: symptoms(name, statements),
      dashboards: [],
    };
  }

  /** The far end is checked by name wherever it is encrypted. @see https://www.postgresql.org/docs/current/libpq-ssl.html */
  private address(site: Site, { server, database = 'postgres', authority }: PostgresExporterProps): string {
    if (!/^[\w-]+$/.test(database)) {
      throw new Refusal({
        at: this.node.path,
        field: 'database',
        given: database,
        allowed: "letters, digits, '_' and '-'",
        fix: 'give the name of a database, not an address: TLS and users have props of their own',
      });
    }
    const { authority: at, encrypted, tls } = site.dial(server);
    const ca = authority === undefined ? tls?.ca : site.secretFile(authority);
    const mode = encrypted || authority !== undefined ? 'verify-full' : 'disable';
    return `${at}/${database}?sslmode=${mode}${ca === undefined ? '' : `&sslrootcert=${ca}`}`;
  }
}

import type { Endpoint } from '../../kernel/endpoint.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import type { GrafanaIni } from './schema.js';

/** Where people, their stars and their sessions are kept, for all replicas. */
export interface Database {
  readonly endpoint: Endpoint<'postgresql'>;
  /** @default 'grafana' */
  readonly name?: string;
  /** @default 'grafana' */
  readonly user?: string;
  readonly password: SecretRef;
}

/**
 * The settings of the database; dials it. No client's certificate is shown: the driver refuses a key that the group may
 * read, which a mounted Secret's is.
 *
 * @see https://grafana.com/docs/grafana/v13.1/setup-grafana/configure-grafana/#database
 */
export function databaseSettings(site: Site, database: Database): NonNullable<GrafanaIni['database']> {
  const { authority, tls, encrypted } = site.dial(database.endpoint);
  return {
    type: 'postgres',
    host: authority,
    name: database.name ?? 'grafana',
    user: database.user ?? 'grafana',
    password: `$__file{${site.secretFile(database.password)}}`,
    ssl_mode: encrypted ? 'verify-full' : 'disable',
    ...(tls && { ca_cert_path: tls.ca }),
  };
}

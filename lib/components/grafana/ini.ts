import type { TlsFiles } from '../../kernel/site.js';
import type { FromFile, GrafanaIni } from './schema.js';

/** The settings that are a platform's to choose; all else of grafana.ini follows from the construct's other props. */
export type GrafanaConfig = Pick<
  GrafanaIni,
  | 'users'
  | 'log'
  | 'log.console'
  | 'metrics'
  | 'snapshots'
  | 'explore'
  | 'dashboards'
  | 'dataproxy'
  | 'date_formats'
  | 'feature_toggles'
> & {
  readonly auth?: NonNullable<GrafanaIni['auth']>;
  readonly security?: Omit<NonNullable<GrafanaIni['security']>, 'secret_key'>;
};

/** What the settings follow from. */
export interface IniProps {
  /** The public address. */
  readonly url: URL;
  readonly port: number;
  /** @default - it listens in the clear */
  readonly certificate?: TlsFiles;
  readonly secretKey: FromFile;
  /** @default - SQLite in the pod's data folder */
  readonly database?: NonNullable<GrafanaIni['database']>;
  /** @default - people log in by a form */
  readonly oidc?: NonNullable<GrafanaIni['auth.generic_oauth']>;
  readonly config: GrafanaConfig;
}

/** The whole of grafana.ini: ours, and over it the platform's. */
export function grafanaIni({ url, port, certificate, secretKey, database, oidc, config }: IniProps): GrafanaIni {
  const https = url.protocol === 'https:';
  return merged(
    closed,
    {
      server: {
        http_port: port,
        domain: url.hostname,
        root_url: url.href,
        router_logging: true,
        // Its compression runs out of memory: https://github.com/grafana/grafana/issues/123017
        enable_gzip: false,
        protocol: certificate === undefined ? 'http' : 'https',
        ...(certificate && { cert_file: certificate.cert, cert_key: certificate.key, certs_watch_interval: '1m' }),
      },
      security: { secret_key: secretKey, cookie_secure: https, strict_transport_security: https },
      auth: { disable_login_form: oidc !== undefined },
      ...(database && { database }),
      ...(oidc && { 'auth.generic_oauth': oidc }),
    },
    config,
  );
}

/** grafana.ini as the operator takes it: text, sections and keys sorted, so that the order of writing does not show. */
export function iniText(ini: GrafanaIni): Record<string, Record<string, string>> {
  const sorted = <T>(entries: [string, T][]): [string, T][] => entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = Object.entries(ini as Sections).map(([section, keys]): [string, Record<string, string>] => [
    section,
    Object.fromEntries(
      sorted(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))),
    ),
  ]);
  return Object.fromEntries(sorted(sections));
}

type Sections = Readonly<Record<string, Readonly<Record<string, string | number | boolean | undefined>>>>;

function merged(...all: readonly GrafanaIni[]): GrafanaIni {
  const sections: Record<string, object> = {};
  for (const ini of all) {
    for (const [section, keys] of Object.entries(ini)) sections[section] = { ...sections[section], ...keys };
  }
  return sections;
}

/**
 * Nothing is told to the vendor, nothing is fetched from the internet, nobody is let in unasked. Alerts are Prometheus' and
 * Loki's: two places to write them would be one too many.
 */
const closed: GrafanaIni = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  news: { news_feed_enabled: false },
  plugins: { preinstall_disabled: true, plugin_admin_enabled: false, public_key_retrieval_disabled: true },
  snapshots: { external_enabled: false },
  unified_alerting: { enabled: false },
  security: { disable_gravatar: true, cookie_samesite: 'lax', content_security_policy: true },
  users: { allow_sign_up: false, allow_org_create: false, auto_assign_org_role: 'Viewer' },
  'auth.anonymous': { enabled: false },
  log: { mode: 'console', level: 'info' },
  'log.console': { format: 'json' },
  metrics: { enabled: true },
  dashboards: { versions_to_keep: 5 },
  date_formats: { default_timezone: 'UTC' },
};

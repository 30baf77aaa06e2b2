/** A value that Grafana reads from a file when it starts: no secret is written where the configuration is. */
export type FromFile = `$__file{${string}}`;

/** What a person may do in an organisation. */
export type OrgRole = 'Admin' | 'Editor' | 'Viewer';

/**
 * grafana.ini of Grafana 13.1, as far as we write it or let it be written: sections and keys as upstream names them.
 *
 * @see https://grafana.com/docs/grafana/v13.1/setup-grafana/configure-grafana/
 */
export interface GrafanaIni {
  readonly server?: {
    readonly protocol?: 'http' | 'https';
    readonly http_port?: number;
    /** The name of the public address, without scheme and port. */
    readonly domain?: string;
    /** The public address, with its slash at the end. */
    readonly root_url?: string;
    /** Logs every request: who looked at what. */
    readonly router_logging?: boolean;
    readonly enable_gzip?: boolean;
    readonly cert_file?: string;
    readonly cert_key?: string;
    /** How often the certificate's files are looked at; a changed one is taken without a restart. */
    readonly certs_watch_interval?: string;
  };
  readonly database?: {
    readonly type?: 'postgres' | 'mysql' | 'sqlite3';
    /** `host:port`. */
    readonly host?: string;
    readonly name?: string;
    readonly user?: string;
    readonly password?: FromFile;
    readonly ssl_mode?: 'disable' | 'require' | 'verify-full';
    readonly ca_cert_path?: string;
    readonly max_open_conn?: number;
  };
  readonly security?: {
    /** Encrypts the datasources' credentials in the database. */
    readonly secret_key?: FromFile;
    readonly disable_gravatar?: boolean;
    readonly cookie_secure?: boolean;
    readonly cookie_samesite?: 'lax' | 'strict' | 'none' | 'disabled';
    readonly allow_embedding?: boolean;
    readonly strict_transport_security?: boolean;
    readonly content_security_policy?: boolean;
    readonly disable_brute_force_login_protection?: boolean;
  };
  readonly users?: {
    readonly allow_sign_up?: boolean;
    readonly allow_org_create?: boolean;
    readonly auto_assign_org_role?: OrgRole;
    readonly viewers_can_edit?: boolean;
    readonly default_theme?: 'dark' | 'light' | 'system';
    readonly home_page?: string;
  };
  readonly auth?: {
    readonly disable_login_form?: boolean;
    readonly oauth_auto_login?: boolean;
    readonly signout_redirect_url?: string;
    /** `7d`, `12h`. */
    readonly login_maximum_inactive_lifetime_duration?: string;
    /** `30d`. */
    readonly login_maximum_lifetime_duration?: string;
  };
  readonly 'auth.anonymous'?: { readonly enabled?: boolean };
  readonly 'auth.generic_oauth'?: {
    readonly enabled?: boolean;
    readonly name?: string;
    readonly client_id?: string;
    readonly client_secret?: FromFile;
    readonly scopes?: string;
    readonly auth_url?: string;
    readonly token_url?: string;
    readonly api_url?: string;
    readonly use_pkce?: boolean;
    readonly use_refresh_token?: boolean;
    readonly allow_sign_up?: boolean;
    /** JMESPath over the token and the user's page; yields a role. */
    readonly role_attribute_path?: string;
    /** Whoever gets no role is turned away. */
    readonly role_attribute_strict?: boolean;
    readonly login_attribute_path?: string;
    readonly tls_client_ca?: string;
  };
  readonly log?: {
    readonly mode?: 'console' | 'file' | 'syslog';
    readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'critical';
    readonly filters?: string;
  };
  readonly 'log.console'?: { readonly format?: 'text' | 'console' | 'json' };
  readonly metrics?: {
    readonly enabled?: boolean;
    /** Leaves out the counts of users, dashboards, folders. */
    readonly disable_total_stats?: boolean;
    readonly total_stats_collector_interval_seconds?: number;
  };
  readonly analytics?: {
    readonly reporting_enabled?: boolean;
    readonly check_for_updates?: boolean;
    readonly check_for_plugin_updates?: boolean;
    readonly feedback_links_enabled?: boolean;
  };
  readonly news?: { readonly news_feed_enabled?: boolean };
  readonly plugins?: {
    /** Keeps the bundled plugins, and fetches none from the internet at start. */
    readonly preinstall_disabled?: boolean;
    readonly plugin_admin_enabled?: boolean;
    readonly public_key_retrieval_disabled?: boolean;
  };
  readonly snapshots?: { readonly enabled?: boolean; readonly external_enabled?: boolean };
  readonly unified_alerting?: { readonly enabled?: boolean };
  readonly explore?: { readonly enabled?: boolean };
  readonly dashboards?: {
    /** How many versions of a dashboard are kept. */
    readonly versions_to_keep?: number;
    /** The fastest that a dashboard may refresh: `10s`. */
    readonly min_refresh_interval?: string;
  };
  readonly dataproxy?: {
    /** Seconds until a datasource must have begun to answer. */
    readonly timeout?: number;
    readonly logging?: boolean;
    /** Bytes that are read of an answer; 0 is no limit. */
    readonly response_limit?: number;
  };
  readonly date_formats?: { readonly default_timezone?: string };
  readonly feature_toggles?: Readonly<Record<string, boolean>>;
}

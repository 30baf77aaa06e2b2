/**
 * The configuration file of Alertmanager 0.34, as far as it is written here. Secrets stand in files, never in it.
 *
 * @see https://prometheus.io/docs/alerting/0.34/configuration/
 */
export interface AlertmanagerFile {
  readonly global: NativeGlobal;
  readonly templates: readonly string[];
  readonly route: NativeRoute;
  readonly inhibit_rules: readonly NativeInhibition[];
  readonly time_intervals?: readonly NativeTimes[];
  readonly receivers: readonly NativeReceiver[];
}

/** `global`. */
export interface NativeGlobal {
  readonly smtp_smarthost?: string;
  readonly smtp_from?: string;
  readonly smtp_auth_username?: string;
  readonly smtp_auth_password_file?: string;
  readonly smtp_require_tls?: boolean;
  readonly smtp_tls_config?: NativeTls;
}

/** `<tls_config>`. */
export interface NativeTls {
  readonly ca_file: string;
  readonly cert_file: string;
  readonly key_file: string;
  readonly server_name: string;
}

/** `<route>`. */
export interface NativeRoute {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by: readonly string[];
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly NativeRoute[];
}

/** `<inhibit_rule>`. */
export interface NativeInhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/** An entry of `time_intervals`. */
export interface NativeTimes {
  readonly name: string;
  readonly time_intervals: readonly {
    readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
    readonly weekdays?: readonly string[];
    readonly days_of_month?: readonly string[];
    readonly months?: readonly string[];
  }[];
}

/** What each integration may say of its connection. */
export interface NativeHttp {
  readonly tls_config: NativeTls;
}

/** `<receiver>`. */
export interface NativeReceiver {
  readonly name: string;
  readonly slack_configs?: readonly {
    readonly send_resolved: boolean;
    readonly api_url_file: string;
    readonly channel: string;
    readonly title: string;
    readonly text: string;
    readonly fallback: string;
  }[];
  readonly email_configs?: readonly {
    readonly send_resolved: boolean;
    readonly to: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly html: string;
    readonly text: string;
  }[];
  readonly pagerduty_configs?: readonly {
    readonly send_resolved: boolean;
    readonly routing_key_file: string;
    readonly url: string;
    readonly description: string;
    readonly severity: string;
    readonly class: string;
    readonly group: string;
    readonly details: Readonly<Record<string, string>>;
    readonly links: readonly { readonly href: string; readonly text: string }[];
  }[];
  readonly webhook_configs?: readonly {
    readonly send_resolved: boolean;
    readonly url?: string;
    readonly url_file?: string;
    readonly http_config?: NativeHttp;
  }[];
  readonly msteamsv2_configs?: readonly {
    readonly send_resolved: boolean;
    readonly webhook_url_file: string;
    readonly title: string;
    readonly text: string;
  }[];
}

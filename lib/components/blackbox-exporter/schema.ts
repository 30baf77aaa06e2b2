/**
 * A module of blackbox_exporter 0.28: how it looks.
 *
 * @see https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/CONFIGURATION.md
 */
export type Module =
  | { readonly prober: 'http'; readonly timeout?: string; readonly http?: HttpProbe }
  | { readonly prober: 'tcp'; readonly timeout?: string; readonly tcp?: TcpProbe };

/** Asks for a page. */
export interface HttpProbe {
  /** @default - any 2xx */
  readonly valid_status_codes?: readonly number[];
  /** @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** @default false */
  readonly fail_if_not_ssl?: boolean;
  /** @default true */
  readonly follow_redirects?: boolean;
  /** @default - the body is not read */
  readonly fail_if_body_not_matches_regexp?: readonly string[];
  /** @default 'ip6' */
  readonly preferred_ip_protocol?: 'ip4' | 'ip6';
}

/** Opens a connection. */
export interface TcpProbe {
  /** @default false */
  readonly tls?: boolean;
  /** @default 'ip6' */
  readonly preferred_ip_protocol?: 'ip4' | 'ip6';
}

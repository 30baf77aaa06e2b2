import type { Size } from 'cdk8s';
import { bytes } from '../../kernel/dialect.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { TlsFiles } from '../../kernel/site.js';
import type { InputTls } from './schema.js';
import { type Plugin, plugin } from './syntax.js';

/** The protocols that Logstash listens for here. */
export type InputProtocol = 'beats' | 'fluent-http' | 'syslog';

/** Where events come in. The construct listens on it and hands out its endpoint. */
export interface Input<out P extends InputProtocol = InputProtocol> {
  readonly protocol: P;
  /** The plugin's. */
  readonly name: 'beats' | 'http' | 'syslog';
  /** The container's port. */
  readonly port: number;
  /** The Service's port. */
  readonly servicePort: number;
  /** Why it talks in the clear even where TLS is on. @default - it does not */
  readonly plain?: string;
  /** Renders itself. @param tls - the pods' own certificate, where they have one */
  config(tls: TlsFiles | undefined): Plugin;
}

/** What {@link beats} may be told. */
export interface BeatsProps {
  /** @default 5044 */
  readonly port?: number;
  /** Whether a client must have a certificate of the platform's authority. @default false */
  readonly clientCertificates?: boolean;
}

/** Beats, and Elastic's agents. */
export function beats({ port = 5044, clientCertificates }: BeatsProps = {}): Input<'beats'> {
  return input('beats', port, (tls) => plugin('beats', { port, ...served(tls, clientCertificates) }));
}

/** What {@link http} may be told. */
export interface HttpProps {
  /** @default 8080 */
  readonly port?: number;
  /** Whom it lets in. @default - whoever its policy admits */
  readonly user?: { readonly name: string; readonly password: SecretRef };
  /** What a body is. @default 'json': an object, or a list of them */
  readonly codec?: 'json' | 'plain';
  /** The largest body. @default 100 MiB */
  readonly maxBody?: Size;
  /** Whether a client must have a certificate of the platform's authority. @default false */
  readonly clientCertificates?: boolean;
}

/** HTTP POSTs: what Fluent Bit's `http` output sends, since it speaks no Beats. */
export function http({ port = 8080, user, codec, maxBody, clientCertificates }: HttpProps = {}): Input<'fluent-http'> {
  return input('fluent-http', port, (tls) =>
    plugin('http', {
      port,
      codec: codec ?? 'json',
      ...(user && { user: user.name, password: user.password }),
      ...(maxBody && { max_content_length: bytes(maxBody) }),
      ...served(tls, clientCertificates),
    }),
  );
}

/** What {@link syslog} may be told. */
export interface SyslogProps {
  /** The container's port; below 1024 only root may listen. @default 5514 */
  readonly port?: number;
  /** The port that devices send to. @default 514 */
  readonly servicePort?: number;
}

/** Syslog as RFC 3164 has it, over TCP and in the clear: the plugin knows no TLS, and no UDP is admitted. */
export function syslog({ port = 5514, servicePort = 514 }: SyslogProps = {}): Input<'syslog'> {
  const clear = input('syslog', port, () => plugin('syslog', { port }));
  return { ...clear, servicePort, plain: "logstash's syslog input knows no TLS" };
}

const plugins = { beats: 'beats', 'fluent-http': 'http', syslog: 'syslog' } as const;

function input<P extends InputProtocol>(protocol: P, port: number, config: Input['config']): Input<P> {
  return { protocol, name: plugins[protocol], port, servicePort: port, config };
}

function served(tls: TlsFiles | undefined, clientCertificates = false): InputTls {
  if (tls === undefined) return {};
  return {
    ssl_enabled: true,
    ssl_certificate: tls.cert,
    ssl_key: tls.key,
    ssl_supported_protocols: ['TLSv1.2', 'TLSv1.3'],
    ...(clientCertificates && {
      ssl_client_authentication: 'required',
      ssl_certificate_authorities: [tls.ca],
    }),
  };
}

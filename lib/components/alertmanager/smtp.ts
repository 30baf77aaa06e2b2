import type { AlertmanagerSpec } from './alertmanager-resource.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../workload/site.js';
import { platformTls } from './platform-tls.js';
import { secretPath } from './receivers/integration.js';
import type { NativeGlobal } from './schema.js';

/** How mail leaves. */
export interface Smtp {
  /** The server: `Endpoint.external('smtp', 'smtp.example.com', 587)`. */
  readonly server: Endpoint<'smtp'>;
  /** The sender's address. */
  readonly from: `${string}@${string}`;
  readonly username: string;
  readonly password: SecretRef;
}

type Global = NonNullable<NonNullable<AlertmanagerSpec['alertmanagerConfiguration']>['global']>;

/** Mail for one Alertmanager, both ways of writing it. The password never goes over a connection in the clear unless the server has no other. */
export function smtpGlobal(at: Site, smtp: Smtp): { readonly resource: Global; readonly native: NativeGlobal } {
  const dialled = at.dial(smtp.server);
  const tls = platformTls(at, dialled);
  return {
    resource: {
      smtp: {
        smartHost: { host: dialled.host, port: String(dialled.port) },
        from: smtp.from,
        authUsername: smtp.username,
        authPassword: at.secret(smtp.password),
        requireTLS: dialled.encrypted,
        ...(tls && { tlsConfig: tls.resource }),
      },
    },
    native: {
      smtp_smarthost: dialled.authority,
      smtp_from: smtp.from,
      smtp_auth_username: smtp.username,
      smtp_auth_password_file: secretPath(smtp.password),
      smtp_require_tls: dialled.encrypted,
      ...(tls && { smtp_tls_config: tls.native }),
    },
  };
}

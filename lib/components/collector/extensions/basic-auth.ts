import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Authenticator } from './authenticator.js';

/** Props of {@link basicAuth}. */
export interface BasicAuthProps {
  /** What it is known by: the far end. */
  readonly name: string;
  readonly username: string;
  readonly password: SecretRef;
}

/**
 * A user and a password, read from a file that is watched.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/basicauthextension/README.md
 */
export function basicAuth({ name, username, password }: BasicAuthProps): Authenticator {
  const id = `basicauth/${name}`;
  return {
    kind: 'extensions',
    id,
    authenticates: 'clients',
    config: (at) => ({ [id]: { client_auth: { username, password_file: at.secretFile(password) } } }),
  };
}

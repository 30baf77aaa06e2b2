import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Authenticator } from './authenticator.js';

/**
 * A token, read from a file that is watched.
 *
 * @param name - what it is known by: the far end
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/bearertokenauthextension/README.md
 */
export function bearerTokenAuth(name: string, token: SecretRef): Authenticator {
  const id = `bearertokenauth/${name}`;
  return {
    kind: 'extensions',
    id,
    authenticates: 'clients',
    config: (at) => ({ [id]: { filename: at.secretFile(token) } }),
  };
}

import type { Dialled } from '../../kernel/site.js';
import type { ClientTls } from './schema.js';

/** How a certificate of the platform is checked, and our own shown, as Thanos' files write it. @returns undefined where the far end shows none of ours */
export function clientTls({ tls, host }: Dialled): ClientTls | undefined {
  return tls && { ca_file: tls.ca, cert_file: tls.cert, key_file: tls.key, server_name: host };
}

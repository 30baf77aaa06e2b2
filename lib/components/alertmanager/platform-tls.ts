import type { Dialled } from '../../kernel/site.js';
import type { Site } from '../../workload/site.js';
import type { NativeTls } from './schema.js';

/** How a certificate of the platform is checked, and our own shown, both ways of writing it. */
export interface PlatformTls {
  readonly resource: {
    readonly ca: { readonly secret: { readonly name: string; readonly key: string } };
    readonly cert: { readonly secret: { readonly name: string; readonly key: string } };
    readonly keySecret: { readonly name: string; readonly key: string };
    readonly serverName: string;
  };
  readonly native: NativeTls;
}

/** The certificates of a connection. @returns undefined where the far end is in the clear, or known to everybody */
export function platformTls(at: Site, { tls, host }: Dialled): PlatformTls | undefined {
  const name = at.certificateSecret;
  if (tls === undefined || name === undefined) return undefined;
  return {
    resource: { ...certificateIn(name), ca: { secret: { name, key: 'ca.crt' } }, serverName: host },
    native: { ca_file: tls.ca, cert_file: tls.cert, key_file: tls.key, server_name: host },
  };
}

/** A certificate and its key, as the operator reads them from a Secret that cert-manager wrote. */
export function certificateIn(name: string): Pick<PlatformTls['resource'], 'cert' | 'keySecret'> {
  return { cert: { secret: { name, key: 'tls.crt' } }, keySecret: { name, key: 'tls.key' } };
}

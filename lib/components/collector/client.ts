import type { Dialled, TlsFiles } from '../../kernel/site.js';
import type { ClientTls, ServerTls } from './schema.js';

/** How soon a renewed certificate is read from its file. */
const reload_interval = '1h';

/** How a gRPC client proves and checks: gRPC has no scheme to say that it is plain. */
export function grpcTls(dialled: Dialled, server?: string): ClientTls {
  return dialled.encrypted
    ? { ...httpTls(dialled), ...(server && { server_name_override: server }) }
    : { insecure: true };
}

/** How a client proves and checks; undefined where the URL says everything. */
export function httpTls({ tls }: Pick<Dialled, 'tls'>): ClientTls | undefined {
  return tls && { ca_file: tls.ca, cert_file: tls.cert, key_file: tls.key, reload_interval };
}

/** How a client of Kafka proves and checks: without the block it would not encrypt. */
export function kafkaTls({ tls, encrypted }: Pick<Dialled, 'tls' | 'encrypted'>): ClientTls | undefined {
  return httpTls({ tls }) ?? (encrypted ? { insecure: false } : undefined);
}

/** How a server proves itself. */
export function serverTls(files: TlsFiles | undefined): ServerTls | undefined {
  return files && { cert_file: files.cert, key_file: files.key, reload_interval, min_version: '1.2' };
}

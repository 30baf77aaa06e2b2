import type { TlsFiles } from '../../kernel/site.js';
import type { Configuration, GrpcClient, Memberlist, Server } from './schema.js';

/** The clients by which replicas talk to each other. */
type Clients = Pick<
  Configuration,
  'compactor_grpc_client' | 'ingester_client' | 'frontend' | 'frontend_worker' | 'query_scheduler'
>;

/** What is encrypted, and how: nothing where TLS is off. */
export interface Encryption {
  readonly server: Pick<Server, 'tls_min_version' | 'http_tls_config' | 'grpc_tls_config'>;
  readonly gossip: Pick<Memberlist, keyof GrpcClient>;
  readonly clients: Clients;
  readonly ruler: { readonly ruler_client?: GrpcClient };
}

/**
 * TLS on every listener and in every client. Replicas dial each other by address, so each client is told the name that
 * stands in the certificate. Over gRPC, which only replicas speak, both sides prove themselves; over HTTP the server alone,
 * since the kubelet has no certificate.
 *
 * @param serverName - a name that all replicas' certificates have
 */
export function encryption(files: TlsFiles | undefined, serverName: string): Encryption {
  if (files === undefined) return { server: {}, gossip: {}, clients: {}, ruler: {} };
  const { ca, cert, key } = files;
  const client: GrpcClient = {
    tls_enabled: true,
    tls_cert_path: cert,
    tls_key_path: key,
    tls_ca_path: ca,
    tls_server_name: serverName,
  };
  const listener = { cert_file: cert, key_file: key };
  return {
    server: {
      tls_min_version: 'VersionTLS12',
      http_tls_config: listener,
      grpc_tls_config: { ...listener, client_auth_type: 'RequireAndVerifyClientCert', client_ca_file: ca },
    },
    gossip: client,
    clients: {
      compactor_grpc_client: client,
      ingester_client: { grpc_client_config: client },
      frontend: { grpc_client_config: client },
      frontend_worker: { query_frontend_grpc_client: client, query_scheduler_grpc_client: client },
      query_scheduler: { grpc_client_config: client },
    },
    ruler: { ruler_client: client },
  };
}

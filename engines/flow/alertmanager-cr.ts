import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yaml } from '../../lib/kernel/yaml.js';
import { engine } from '../engine.js';
import type { Authority, Pair } from '../pki.js';
import { Server } from '../server.js';
import { oneOf } from './written.js';

/** The fields of a synthesized Alertmanager that become flags and files. */
interface AlertmanagerSpec {
  readonly replicas: number;
  readonly retention: string;
  readonly externalUrl?: string;
  readonly clusterTLS?: {
    readonly client: { readonly serverName: string };
    readonly server: { readonly clientAuthType: string; readonly minVersion: string };
  };
  readonly web?: { readonly tlsConfig?: { readonly minVersion: string } };
}

/** What the Alertmanagers of an environment are started with, on loopback. */
export interface AlertmanagersProps {
  readonly environment: string;
  readonly folder: string;
  /** As many as there are replicas, twice: for the API, for gossip. */
  readonly ports: readonly number[];
  readonly authority: Authority;
  readonly pair: Pair;
  /** The configuration file, in the form that Alertmanager reads. */
  readonly configuration: string;
}

/** One running Alertmanager. */
export interface Peer {
  readonly server: Server;
  /** `host:port` of its API. */
  readonly api: string;
}

/** How many Alertmanagers an environment has. */
export const replicasOf = (environment: string): number => spec(environment).replicas;

const spec = (environment: string): AlertmanagerSpec =>
  oneOf(environment, 'Alertmanager', 'alertmanager').spec as AlertmanagerSpec;

/**
 * Runs all replicas as one cluster, by the flags that prometheus-operator makes of the object: peer timeout and gossip are
 * upstream's defaults, as there.
 *
 * @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/pkg/alertmanager/statefulset.go
 */
export function alertmanagers(props: AlertmanagersProps): readonly Peer[] {
  const { environment, folder, ports } = props;
  const { replicas, retention, externalUrl, clusterTLS, web } = spec(environment);
  const gossip = ports.slice(replicas).map((port) => `127.0.0.1:${port}`);
  const files = tlsFiles(props, { clusterTLS, web });
  return Array.from({ length: replicas }, (_, ordinal) => {
    const name = `alertmanager-${ordinal}`;
    const api = `127.0.0.1:${ports[ordinal]}`;
    const configuration = join(folder, name, 'alertmanager.yaml');
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(configuration, props.configuration);
    const args = [
      `--config.file=${configuration}`,
      `--storage.path=${join(folder, name, 'data')}`,
      `--web.listen-address=${api}`,
      `--data.retention=${retention}`,
      `--cluster.listen-address=${gossip[ordinal]}`,
      ...gossip.map((peer) => `--cluster.peer=${peer}`),
      ...(externalUrl ? [`--web.external-url=${externalUrl}`] : []),
      '--web.route-prefix=/',
      ...files,
    ];
    return { api, server: new Server({ name, folder, path: engine('alertmanager').path, args }) };
  });
}

function tlsFiles(
  { folder, authority, pair }: AlertmanagersProps,
  { clusterTLS, web }: Pick<AlertmanagerSpec, 'clusterTLS' | 'web'>,
): readonly string[] {
  const own = { cert_file: pair.cert, key_file: pair.key };
  const ca = authority.pair.cert;
  const write = (file: string, value: object): string => {
    writeFileSync(join(folder, file), yaml(value as never));
    return join(folder, file);
  };
  const files: string[] = [];
  if (web?.tlsConfig) {
    files.push(
      `--web.config.file=${write('web.yaml', { tls_server_config: { ...own, min_version: web.tlsConfig.minVersion } })}`,
    );
  }
  if (clusterTLS) {
    const { clientAuthType, minVersion } = clusterTLS.server;
    const server = { ...own, client_ca_file: ca, client_auth_type: clientAuthType, min_version: minVersion };
    const client = { ...own, ca_file: ca, server_name: clusterTLS.client.serverName };
    files.push(
      `--cluster.tls-config=${write('gossip.yaml', { tls_server_config: server, tls_client_config: client })}`,
    );
  }
  return files;
}

import type { AlertsEndpoint, Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { Dialled, SecretSelector } from '../../kernel/site.js';
import { yaml } from '../../kernel/yaml.js';
import type { Site } from '../../workload/site.js';
import { clientTls } from './client-tls.js';
import type { ObjectStore } from './object-store.js';
import type { HttpPeers } from './schema.js';

/** The documents that the custom resource takes as Secrets alone. */
export interface RulerDocuments {
  readonly queryConfig: SecretSelector;
  readonly alertmanagersConfig?: SecretSelector;
  readonly objectStorageConfig: SecretSelector;
}

/** What the documents follow from. */
export interface RulerPeers {
  readonly query: Endpoint<'prometheus'>;
  readonly alertmanager: AlertsEndpoint<never> | undefined;
  readonly bucket: ObjectStore;
}

/**
 * Has the documents delivered. Most hold no secret, but an ExternalSecret wants a source: a random value that nobody reads stands
 * beside them.
 */
export function rulerDocuments(site: Site, name: string, { query, alertmanager, bucket }: RulerPeers): RulerDocuments {
  const secret = `${name}-config`;
  site.secret(SecretRef.generated(secret, 'unused'));
  const written = (key: string, text: string): SecretSelector => site.secret(SecretRef.composed(secret, key, text, {}));
  const keyed = Object.keys(bucket.from).length > 0;
  return {
    queryConfig: written('query.yaml', yamlOf([queried(site.dial(query))])),
    ...(alertmanager && { alertmanagersConfig: written('alertmanagers.yaml', told(site, alertmanager)) }),
    objectStorageConfig: keyed
      ? site.secret(SecretRef.composed(`${name}-objstore`, 'objstore.yaml', bucket.text, bucket.from))
      : written('objstore.yaml', bucket.text),
  };
}

function queried(query: Dialled): HttpPeers {
  return peers(query, query.authority);
}

/** Every replica of Alertmanager: their SRV records are looked up, so that each gets each alert. */
function told(site: Site, { api, replicas }: AlertsEndpoint<never>): string {
  const { namespace, service, port } = replicas;
  const address = `dnssrv+_${port}._tcp.${service}.${namespace}.svc`;
  return yaml({ alertmanagers: [{ ...peers(site.dial(api), address), api_version: 'v2' }] });
}

function peers(dialled: Dialled, address: string): HttpPeers {
  const tls = clientTls(dialled);
  return {
    static_configs: [address],
    scheme: dialled.encrypted ? 'https' : 'http',
    ...(tls && { http_config: { tls_config: tls } }),
  };
}

function yamlOf(list: readonly HttpPeers[]): string {
  return yaml(list as never);
}

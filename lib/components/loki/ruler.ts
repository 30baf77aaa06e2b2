import type { AlertsEndpoint, Doors } from '../../kernel/endpoint.js';
import type { Site } from '../../workload/site.js';
import type { ClientTls, RemoteWriteClient, Ruler } from './schema.js';

/** The part of the ruler that tells Alertmanager. */
type Alerting = Pick<Ruler, 'alertmanager_url' | 'enable_alertmanager_discovery' | 'alertmanager_client'>;

/**
 * Reaches every replica of Alertmanager: their SRV records are looked up, by the name of the port and the headless Service.
 *
 * @see https://grafana.com/docs/loki/v3.7.x/configure/#ruler `enable_alertmanager_discovery`
 */
export function alerting(site: Site, to: AlertsEndpoint<never> | undefined): Alerting {
  if (to === undefined) return {};
  const { encrypted, host, tls } = site.dial(to.api);
  const { service, namespace, port } = to.replicas;
  const client: ClientTls | undefined = tls && {
    tls_cert_path: tls.cert,
    tls_key_path: tls.key,
    tls_ca_path: tls.ca,
    tls_server_name: host,
  };
  return {
    alertmanager_url: `${encrypted ? 'https' : 'http'}://_${port}._tcp.${service}.${namespace}.svc`,
    enable_alertmanager_discovery: true,
    ...(client && { alertmanager_client: client }),
  };
}

/** Where recordings go: every door gets all of them. */
export function recording(site: Site, to: Doors<'remote-write'> | undefined): Pick<Ruler, 'remote_write'> {
  if (to === undefined) return {};
  const clients = to.each((door): [string, RemoteWriteClient] => {
    const { url, host, tls } = site.dial(door);
    const files = tls && { ca_file: tls.ca, cert_file: tls.cert, key_file: tls.key, server_name: host };
    return [host, { url: `${url}/api/v1/write`, ...(files && { tls_config: files }) }];
  });
  const sorted = clients.sort(([a], [b]) => (a < b ? -1 : 1));
  return { remote_write: { enabled: true, add_org_id_header: false, clients: Object.fromEntries(sorted) } };
}

import { type Document, yaml } from '../kernel/yaml.js';
import type { Site } from './site.js';

/**
 * The web configuration file that every program on Prometheus' exporter-toolkit reads anew at each connection, so that a
 * renewed certificate needs no restart.
 *
 * @see https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md
 */
export function webConfig(site: Site): string {
  const certificate = site.certificate;
  const document: Document =
    certificate === undefined
      ? {}
      : { tls_server_config: { cert_file: certificate.cert, key_file: certificate.key, min_version: 'TLS12' } };
  return yaml(document);
}

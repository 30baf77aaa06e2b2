import type { Endpoint } from '../../kernel/endpoint.js';
import { label } from '../../kernel/labels.js';
import type { ClusterSettings } from '../../workload/cluster.js';
import type { Site } from '../../workload/site.js';

/** The port of the pods, and of the Service that the operator makes. */
export const port = 3000;

/** The operator, by the name that its pods wear in its Helm chart and its kustomization alike. */
const operator = 'grafana-operator';

/** The doors of one Grafana. */
export interface Doors {
  /** What people and gateways ask. */
  readonly read: Endpoint<'grafana'>;
  /** Its own page. */
  readonly metrics: Endpoint<'metrics'>;
}

/**
 * Opens the doors: a Service of ours on port 80, and the operator's, through which it talks to what it made. It verifies
 * the certificate by the authority in the Secret that `spec.client.tls` names, so both speak TLS where the cluster does.
 *
 * @see https://github.com/grafana/grafana-operator/blob/v5.24.0/controllers/client/tls.go
 */
export function doorsOf(site: Site, name: string, service: string, operators: ClusterSettings['operators']): Doors {
  const own = { service, port: 80, containerPort: port, portName: 'web' };
  const operated = site.listen('grafana', { service: `${name}-service`, madeBy: operator, port });
  operated.openTo({ namespace: operators[operator], labels: { [label.name]: operator } });
  return { read: site.listen('grafana', own), metrics: site.listen('metrics', own) };
}

import type { Written } from '../../lib/testing/objects.js';
import { freePorts } from '../server.js';
import type { Operated } from './operated.js';
import { respondsAt } from './responds.js';

/** Starts the Grafana operator for all namespaces. @throws Error with its log when it does not become ready */
export async function startGrafanaOperator({ plane }: Operated): Promise<void> {
  const [port = 0] = await freePorts(1);
  const flags = [
    `--health-probe-bind-address=127.0.0.1:${port}`,
    '--metrics-bind-address=0',
    '--pprof-addr=127.0.0.1:0',
  ];
  const server = plane.serve('grafana-operator', flags, { KUBECONFIG: plane.access.kubeconfig });
  await server.until(() => respondsAt(`http://127.0.0.1:${port}/readyz`));
}

/**
 * As the operator that is built can read it, which is older than the one that we write for: it sets the administrator's name
 * from a Secret of its own even where it is told to make none, and would not be overruled by a value.
 */
export function readableByOlder(grafana: Written): Written {
  const copy = structuredClone(grafana);
  const [container] = copy.spec.deployment.spec.template.spec.containers;
  container.env = container.env.filter(({ name }: Written) => name !== 'GF_SECURITY_ADMIN_USER');
  return copy;
}

import { freePorts } from '../server.js';
import type { Operated } from './operated.js';
import { respondsAt } from './responds.js';

/**
 * Starts the OpenTelemetry operator for all namespaces, without its webhooks: so objects must carry what these would fill in.
 * Its variables are of internal/config/env.go of 0.131.
 * @throws Error with its log when it does not become ready
 */
export async function startOpentelemetryOperator({ plane }: Operated): Promise<void> {
  const [port = 0] = await freePorts(1);
  const server = plane.serve('opentelemetry-operator', [], {
    KUBECONFIG: plane.access.kubeconfig,
    ENABLE_WEBHOOKS: 'false',
    ENABLE_LEADER_ELECTION: 'false',
    METRICS_ADDR: '0',
    HEALTH_PROBE_ADDR: `127.0.0.1:${port}`,
  });
  await server.until(() => respondsAt(`http://127.0.0.1:${port}/readyz`));
}

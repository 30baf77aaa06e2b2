import { k8s } from '../../imports/kubernetes.js';

/** How the kubelet asks a container whether it is well. */
export type Probe =
  | { readonly path: string; readonly port: number; readonly tls?: boolean }
  | { readonly command: readonly string[] }
  | { readonly tcp: number };

/** A server says when it is ready, and when it must be restarted; a slow starter also when it has started. */
export interface Probes {
  readonly readiness: Probe;
  readonly liveness: Probe;
  /** How many times ten seconds a start may take before liveness counts. @default 6 */
  readonly startupAttempts?: number;
}

/** Probes as a container writes them. */
export function containerProbes({ readiness, liveness, startupAttempts }: Probes): {
  readinessProbe: k8s.Probe;
  livenessProbe: k8s.Probe;
  startupProbe: k8s.Probe;
} {
  return {
    readinessProbe: { ...action(readiness), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    livenessProbe: { ...action(liveness), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    startupProbe: { ...action(liveness), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: startupAttempts ?? 6 },
  };
}

function action(probe: Probe): k8s.Probe {
  if ('command' in probe) return { exec: { command: [...probe.command] } };
  if ('tcp' in probe) return { tcpSocket: { port: k8s.IntOrString.fromNumber(probe.tcp) } };
  const { path, port, tls } = probe;
  return { httpGet: { path, port: k8s.IntOrString.fromNumber(port), scheme: tls ? 'HTTPS' : 'HTTP' } };
}

import type { Extension } from '../component.js';

/** The port that the operator's probes ask. */
export const healthPort = 13_133;

/**
 * Says whether the collector is up. It is always there, and the operator makes the probes of it.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/healthcheckextension/README.md
 */
export function healthCheck(): Extension {
  const config = { endpoint: `0.0.0.0:${healthPort}`, path: '/' };
  return { kind: 'extensions', id: 'health_check', config: () => ({ health_check: config }) };
}

/**
 * The releases of operators that our objects are written for: their CRDs judge what is synthesized, and the operators themselves
 * where they can be built. Delivery installs them, or the cluster has them already.
 */
export const operatorVersions = {
  'prometheus-operator': '0.93.0',
  'grafana-operator': '5.24.0',
  'opentelemetry-operator': '0.131.0',
  'eck-operator': '3.5.0',
  'external-secrets': '1.3.2',
  'cert-manager': '1.21.2',
  'trust-manager': '0.25.0',
} as const;

/** A row of {@link operatorVersions}. */
export type OperatorName = keyof typeof operatorVersions;

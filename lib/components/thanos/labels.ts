/**
 * What tells copies of the same series apart, by who sets it: the ingesters, each Prometheus of a pair, the rulers. A query leaves
 * them out, and what is the same without them is one.
 */
export const replicaLabels = {
  ingester: 'receive_replica',
  prometheus: 'prometheus_replica',
  /** prometheus-operator 0.93, pkg/thanos/statefulset.go. */
  ruler: 'thanos_ruler_replica',
} as const;

/** Who a series belongs to: set on the way in, never by who sends it. */
export const tenancy = { header: 'THANOS-TENANT', label: 'tenant_id' } as const;

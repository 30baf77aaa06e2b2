/**
 * What of a record names a stream in Loki: each takes few values in a cluster, or the index outgrows the logs. What is not
 * here (pods, traces, users) is structured metadata or the line itself.
 *
 * @see https://grafana.com/docs/loki/latest/get-started/labels/bp-labels/
 */
export const lokiLabels = {
  cluster: '$cluster',
  namespace: "$kubernetes['namespace_name']",
  container: "$kubernetes['container_name']",
  app: "$kubernetes['labels']['app.kubernetes.io/name']",
  component: "$kubernetes['labels']['app.kubernetes.io/component']",
  log_type: '$log_type',
  stream: '$stream',
} as const;

/** What stands beside a line in Loki: searched, not indexed. */
export const lokiMetadata = {
  pod: "$kubernetes['pod_name']",
  node: "$kubernetes['host']",
  image: "$kubernetes['container_image']",
  level: '$level',
  trace_id: '$trace_id',
  span_id: '$span_id',
} as const;

/** A row of {@link lokiLabels}. */
export type LokiLabel = keyof typeof lokiLabels;

/** A row of {@link lokiMetadata}. */
export type LokiMetadata = keyof typeof lokiMetadata;

/**
 * As what a Prometheus is known where it sends its samples: by the labels that it puts on all of them, and by the one more that
 * tells its replicas apart, which is taken off there.
 */
export interface Sender {
  /** Where it stands, for whoever must find it: the environment and the construct's path. */
  readonly at: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicaLabel: string;
}

/** The labels that Kubernetes recommends, and the few that are ours. They are contract: selectors stand on them. */
export const label = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
  /** Which Prometheus takes a monitor or a rule. */
  prometheus: 'observability.cdk8s.io/prometheus',
  /** Which Grafana takes a dashboard, a datasource, a folder. */
  grafana: 'observability.cdk8s.io/grafana',
} as const;

/** What selects exactly one set of pods. */
export function selecting(name: string, instance: string): Readonly<Record<string, string>> {
  return { [label.name]: name, [label.instance]: instance };
}

/**
 * Names and their values, but for names that are taken: those follow from something else. What is undefined is not there, so
 * that one may be spread into another.
 */
export type Beside<Taken extends string> = { readonly [name: string]: string | undefined } & {
  readonly [T in Taken]?: never;
};

/** The names and values that are there, as they are written down. */
export function written(given: Beside<never> | undefined): Record<string, string> {
  const there = Object.entries(given ?? {}).filter((one): one is [string, string] => one[1] !== undefined);
  return Object.fromEntries(there);
}

import { titleOf, type KubeObject } from '../documents.js';

/** The jobs that prometheus-operator makes of an object, by their names in its configuration: pkg/prometheus/promcfg.go of 0.93. */
export function jobsOf({ kind, metadata, spec }: KubeObject): readonly string[] {
  const { endpoints = [], podMetricsEndpoints = [] } = spec as {
    readonly endpoints?: readonly unknown[];
    readonly podMetricsEndpoints?: readonly unknown[];
  };
  const path = `${metadata.namespace}/${metadata.name}`;
  switch (kind) {
    case 'ServiceMonitor':
      return endpoints.map((_, index) => `serviceMonitor/${path}/${index}`);
    case 'PodMonitor':
      return podMetricsEndpoints.map((_, index) => `podMonitor/${path}/${index}`);
    case 'Probe':
      return [`probe/${path}`];
    case 'ScrapeConfig':
      return [`scrapeConfig/${path}`];
    default:
      return [];
  }
}

/** What was asked to be scraped or evaluated, and is in no configuration: object and job, or object alone. */
export function ignored(
  objects: readonly KubeObject[],
  made: { readonly jobs: readonly string[]; readonly ruleFiles: readonly string[] },
): readonly string[] {
  const unscraped = objects.flatMap((object) =>
    jobsOf(object)
      .filter((job) => !made.jobs.includes(job))
      .map((job) => `${titleOf(object)}: ${job}`),
  );
  const unevaluated = objects
    .filter(({ kind, metadata }) => kind === 'PrometheusRule' && ruleFileOf(metadata, made.ruleFiles) === undefined)
    .map(titleOf);
  return [...unscraped, ...unevaluated];
}

/** The file of a PrometheusRule among others: the operator adds the identity of the object to its name. */
export const ruleFileOf = ({ namespace, name }: KubeObject['metadata'], files: readonly string[]): string | undefined =>
  files.find((file) =>
    new RegExp(`^${namespace}-${name}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.yaml$`).test(file),
  );

import { type KubeObject, titleOf } from '../documents.js';
import type { Reachable } from './dialled.js';
import { type LabelSelector, selects } from './selection.js';

interface Endpoint {
  readonly port?: string;
  readonly portNumber?: number;
}

interface MonitorSpec {
  readonly selector: LabelSelector;
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
  readonly endpoints?: readonly Endpoint[];
  readonly podMetricsEndpoints?: readonly Endpoint[];
}

/**
 * Why monitors find nothing to scrape, in words: nobody is selected, or declares such a port; of a port that is configured
 * but not declared Prometheus does not learn.
 * @param ours - the namespaces whose pods are known
 */
export function monitorFaults(
  objects: readonly KubeObject[],
  reachable: Reachable,
  ours: readonly string[],
): readonly string[] {
  const services = objects.filter(({ kind }) => kind === 'Service');
  return objects.flatMap((object) => {
    if (object.kind !== 'ServiceMonitor' && object.kind !== 'PodMonitor') return [];
    const { selector, namespaceSelector, endpoints = [], podMetricsEndpoints = [] } = object.spec as MonitorSpec;
    const namespaces = (namespaceSelector?.matchNames ?? [object.metadata.namespace ?? '']).filter((one) =>
      ours.includes(one),
    );
    return namespaces.flatMap((namespace) => {
      const found: readonly Offered[] =
        object.kind === 'PodMonitor'
          ? reachable.behind(namespace, selector).map(({ ports }) => ports)
          : services
              .filter(({ metadata }) => metadata.namespace === namespace && selects(selector, metadata.labels ?? {}))
              .map(({ spec }) => (spec as { readonly ports?: Offered }).ports ?? []);
      if (found.length === 0) return [`${titleOf(object)}: selects nothing in ${namespace}`];
      return [...endpoints, ...podMetricsEndpoints]
        .filter((endpoint) => !found.some((ports) => offers(ports, endpoint)))
        .map(({ port, portNumber }) => `${titleOf(object)}: nothing in ${namespace} offers ${port ?? portNumber}`);
    });
  });
}

type Offered = readonly { readonly name?: string; readonly containerPort?: number }[];

const offers = (ports: Offered, { port, portNumber }: Endpoint): boolean =>
  ports.some(({ name, containerPort }) => (port === undefined ? containerPort === portNumber : name === port));

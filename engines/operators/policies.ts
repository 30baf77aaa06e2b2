import { type KubeObject, titleOf } from '../documents.js';
import type { Reachable } from './dialled.js';
import type { LabelSelector } from './selection.js';
import { listens, type Workload } from './workloads.js';

interface Peer {
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number }[];
}

interface PolicySpec {
  readonly podSelector: LabelSelector;
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** What every namespace calls itself. */
const nameLabel = 'kubernetes.io/metadata.name';

/**
 * What NetworkPolicies allow that is not there, in words: pods that none is, peers in our namespaces that none is, and ports that
 * whoever is dialled does not listen on.
 * @param ours - the namespaces whose pods are known
 */
export function policyFaults(
  objects: readonly KubeObject[],
  reachable: Reachable,
  ours: readonly string[],
): readonly string[] {
  return objects
    .filter(({ kind, spec }) => kind === 'NetworkPolicy' && !isEmpty((spec as PolicySpec).podSelector))
    .flatMap((object) => {
      const { podSelector, ingress = [], egress = [] } = object.spec as PolicySpec;
      const { namespace = 'default' } = object.metadata;
      const own = reachable.behind(namespace, podSelector);
      const faults = [
        ...(own.length === 0 ? ['is about no pods'] : []),
        ...ingress.flatMap((rule) => [
          ...deaf(own, rule),
          ...peersOf(rule.from, namespace, ours).flatMap((peer) => strangers(reachable, peer)),
        ]),
        ...egress.flatMap((rule) =>
          peersOf(rule.to, namespace, ours).flatMap((peer) => [
            ...strangers(reachable, peer),
            ...deaf(reachable.behind(...peer), rule),
          ]),
        ),
      ];
      return faults.map((fault) => `${titleOf(object)}: ${fault}`);
    });
}

const isEmpty = (selector: LabelSelector): boolean => Object.keys(selector).length === 0;

/** The peers of a rule that are pods in namespaces of ours. */
function peersOf(
  peers: readonly Peer[] = [],
  own: string,
  ours: readonly string[],
): readonly (readonly [namespace: string, selector: LabelSelector])[] {
  return peers.flatMap(({ namespaceSelector, podSelector }) => {
    const namespace = namespaceSelector ? namespaceSelector.matchLabels?.[nameLabel] : own;
    return podSelector && namespace && ours.includes(namespace) ? [[namespace, podSelector] as const] : [];
  });
}

function strangers(reachable: Reachable, [namespace, selector]: readonly [string, LabelSelector]): readonly string[] {
  if (reachable.behind(namespace, selector).length > 0) return [];
  return [`there are no pods ${JSON.stringify(selector.matchLabels)} in ${namespace}`];
}

const deaf = (workloads: readonly Workload[], { ports = [] }: Rule): readonly string[] =>
  ports.flatMap(({ port }) =>
    workloads.filter((one) => !listens(one, port)).map(({ title }) => `${title} has no port ${port}`),
  );

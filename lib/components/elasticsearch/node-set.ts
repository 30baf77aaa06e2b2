import type { Size } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { NodeRole } from './schema.js';

/** Nodes that do the same, as one StatefulSet. */
export interface NodeSet {
  /** Unique in its cluster: lower case letters, digits and dashes, at most 23. It is a part of each node's name. */
  readonly name: string;
  /** What its nodes do; none at all means that they only take requests and gather the answers. */
  readonly roles: readonly NodeRole[];
  /** How many nodes. Votes are counted over the whole cluster: one, or an odd number from three up. */
  readonly count: number;
  /** Cores that a node asks for; there is no limit. */
  readonly cpu: number;
  /** Memory that a node asks for and never exceeds; Elasticsearch gives its heap at most half of it by itself. */
  readonly memory: Size;
  /** The volume of each node. Masters and data nodes must have one, others have none. @default - none */
  readonly storage?: Size;
}

/** The label by which ECK says whose pod it is. @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/elasticsearch/label/label.go */
export const clusterLabel = 'elasticsearch.k8s.elastic.co/cluster-name';

/** The label by which ECK says of which set a pod is. */
export const setLabel = 'elasticsearch.k8s.elastic.co/statefulset-name';

/** Everything that keeps a little, three times. */
export function threeNodes(storage: Size, memory: Size): readonly NodeSet[] {
  return [{ name: 'default', roles: everything, count: 3, cpu: 1, memory, storage }];
}

/** One node that does all, for development: losing it loses the data. */
export function singleNode(storage: Size, memory: Size): readonly NodeSet[] {
  return [{ name: 'default', roles: everything, count: 1, cpu: 0.5, memory, storage }];
}

const everything: readonly NodeRole[] = ['master', 'data', 'ingest', 'transform'];

const tiers: readonly NodeRole[] = ['data', 'data_content', 'data_hot', 'data_warm', 'data_cold'];

/** Whether nodes of the set hold documents. */
export function holdsData({ roles }: NodeSet): boolean {
  return roles.some((role) => tiers.includes(role));
}

/** Whether nodes of the set can be elected. */
export function electable({ roles }: NodeSet): boolean {
  return roles.includes('master') && !roles.includes('voting_only');
}

/** How many nodes the sets have that are as asked. */
export function countOf(sets: readonly NodeSet[], which: (set: NodeSet) => boolean = () => true): number {
  return sets.filter(which).reduce((sum, { count }) => sum + count, 0);
}

/** The name of the StatefulSet that ECK makes of a set. */
export function statefulSetOf(cluster: string, set: NodeSet): string {
  return `${cluster}-es-${set.name}`;
}

/**
 * Which pods clients are led to, by labels: to the one set that only coordinates if there is one, else to all but dedicated masters.
 *
 * @default - undefined: to all, since all do the same
 */
export function doorOf(cluster: string, sets: readonly NodeSet[]): Readonly<Record<string, string>> | undefined {
  const coordinators = sets.filter(({ roles }) => roles.length === 0);
  const [only] = coordinators;
  if (only !== undefined && coordinators.length === 1)
    return { [clusterLabel]: cluster, [setLabel]: statefulSetOf(cluster, only) };
  const mixed = sets.some((set) => set.roles.includes('master')) && sets.some((set) => !set.roles.includes('master'));
  return mixed ? { [clusterLabel]: cluster, 'elasticsearch.k8s.elastic.co/node-master': 'false' } : undefined;
}

/** @throws Refusal when the sets make no cluster that elects, keeps, and survives */
export function checkNodeSets(cluster: string, sets: readonly NodeSet[]): void {
  sets.forEach((set, index) => checkNodeSet(cluster, set, sets.slice(0, index)));
  const voters = countOf(sets, ({ roles }) => roles.includes('master'));
  if (countOf(sets, electable) === 0) {
    throw no(
      'roles',
      sets.map(({ roles }) => roles),
      "a set with the role 'master', and not only 'voting_only'",
      "add 'master' to a set",
    );
  }
  if (voters !== 1 && voters % 2 === 0) {
    throw no(
      'count',
      voters,
      'one master, or an odd number from three up: an even one survives no more losses',
      'take three masters',
    );
  }
  const roles = new Set(sets.flatMap((set) => set.roles));
  if (!roles.has('data') && !(roles.has('data_hot') && roles.has('data_content'))) {
    throw no(
      'roles',
      [...roles],
      "a set with the role 'data', or 'data_hot' and 'data_content'",
      'give the data somewhere to lie',
    );
  }
}

function checkNodeSet(cluster: string, set: NodeSet, before: readonly NodeSet[]): void {
  const { name, roles, count, storage } = set;
  const at = (field: string): string => `nodeSets.${name}.${field}`;
  if (
    !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) ||
    name.length > 23 ||
    before.some((other) => other.name === name)
  ) {
    throw no(at('name'), name, 'lower case letters, digits and dashes, at most 23, once', 'rename the set');
  }
  // The pod's ordinal and the ten characters of its revision's hash must still fit into a label.
  if (statefulSetOf(cluster, set).length > 63 - 11 - String(count).length) {
    throw no(
      at('name'),
      statefulSetOf(cluster, set),
      'at most 51 characters for the StatefulSet',
      'shorten the set or the cluster',
    );
  }
  if (!Number.isInteger(count) || count < 1)
    throw no(at('count'), count, 'a whole number from one up', 'leave the set out if it has no nodes');
  if (roles.includes('voting_only') && !roles.includes('master')) {
    throw no(
      at('roles'),
      roles,
      "'voting_only' beside 'master'",
      "add 'master': a node that votes is one that could be elected",
    );
  }
  const keeps = holdsData(set) || roles.includes('master');
  if (keeps === (storage !== undefined)) return;
  throw keeps
    ? no(
        at('storage'),
        storage,
        'a volume: masters keep the state of the cluster, data nodes the documents',
        'give the set a storage',
      )
    : no(at('storage'), 'a volume', 'none: these nodes keep nothing', 'leave the storage out');
}

function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field, given, allowed, fix });
}

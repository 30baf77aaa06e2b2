import type { Construct } from 'constructs';
import { PodDisruptionBudget } from '../../imports/kubernetes.js';
import { Manifest } from '../../imports/manifest.js';

type Labels = Readonly<Record<string, string>>;

/** One rule of spread, as a pod writes it. */
export interface Spread {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  labelSelector: { matchLabels: Record<string, string> };
}

/**
 * Where replicas may stand: never two more on one node than on another, and zones as even as they can be. A zone that is
 * lost must not keep the rest from being scheduled, so zones only weigh.
 */
export function spread(labels: Labels, replicas: number): Spread[] | undefined {
  if (replicas < 2) return undefined;
  const labelSelector = { matchLabels: { ...labels } };
  return [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ];
}

/** Lets a drain take one of the replicas at a time, from two up; a pod that is broken anyway never blocks it. */
export function disruptionBudget(scope: Construct, name: string, labels: Labels, replicas: number): void {
  if (replicas < 2) return;
  new Manifest(
    scope,
    'budget',
    PodDisruptionBudget({
      metadata: { name },
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { ...labels } } },
    }),
  );
}

/** The classes by which our pods push others aside: what tells of trouble must be last to fall. */
export const priority = {
  /** The path from a metric to a notification. */
  critical: 'observability-critical',
  /** Agents, one per node. */
  node: 'observability-node',
  /** Everything else of ours. */
  standard: 'observability-standard',
} as const;

/** A row of {@link priority}. */
export type Priority = keyof typeof priority;

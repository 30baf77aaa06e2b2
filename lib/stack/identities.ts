import { Refusal } from '../kernel/refusal.js';
import type { Sender } from '../kernel/sender.js';

/**
 * Refuses senders that one hub could not tell apart, all at once: two that put the same labels on their samples overwrite each
 * other's, or are taken for replicas, one of which is thrown away; and a cluster that stands in two regions is two clusters of a name.
 *
 * @param hub - the hub's name, for the refusal
 * @param senders - all Prometheus and agents of all environments that reach it: `prometheus.sender`, or rows of a table
 * @throws Refusal
 */
export function refuseTwins(hub: string, senders: readonly Sender[]): void {
  const twins = shared(senders, ({ labels }) => JSON.stringify(sorted(labels)));
  if (twins.length > 0) {
    throw no(hub, twins, 'labels that only one sender puts on its samples', 'give one of each pair an external label');
  }
  const split = clustersInTwoRegions(senders);
  if (split.length > 0) throw no(hub, split, 'one region for each cluster', 'rename the environment of one of the two');
  const [first, ...others] = new Set(senders.map(({ replicaLabel }) => replicaLabel));
  if (others.length === 0) return;
  throw no(
    hub,
    [`${first}, ${others.join(', ')}`],
    'one label for replicas, by which the hub takes one of them',
    'agree on one',
  );
}

/** Each set of senders that has something in common, in words. */
function shared(senders: readonly Sender[], by: (sender: Sender) => string): string[] {
  const known = new Map<string, Sender[]>();
  for (const sender of senders) known.set(by(sender), [...(known.get(by(sender)) ?? []), sender]);
  return [...known]
    .filter(([, same]) => same.length > 1)
    .map(([what, same]) => `${what} of ${same.map(({ at }) => at).join(' and ')}`);
}

function clustersInTwoRegions(senders: readonly Sender[]): string[] {
  const regions = new Map<string, Set<string>>();
  for (const { labels } of senders) {
    const { cluster = '', region } = labels;
    if (region !== undefined) regions.set(cluster, new Set([...(regions.get(cluster) ?? []), region]));
  }
  return [...regions]
    .filter(([, all]) => all.size > 1)
    .map(([cluster, all]) => `${cluster} in ${[...all].sort().join(' and ')}`);
}

function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function no(hub: string, given: readonly string[], allowed: string, fix: string): Refusal {
  return new Refusal({ field: `senders to ${hub}`, given: [...given].sort().join('; '), allowed, fix });
}

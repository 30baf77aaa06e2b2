import type { Written } from '../../lib/testing/objects.js';
import type { KubeObject } from '../documents.js';
import { podFault, templatePods } from '../pods.js';
import type { Operated } from './operated.js';
import { selectorsOf } from './selection.js';
import { workloadsOf } from './workloads.js';

/**
 * What is wrong with the pods of workloads, in words: that their namespace does not let them in, or that they are not exactly those
 * that one NetworkPolicy of ours is about, and, where there are several, one disruption budget.
 */
export async function podFaultsOf(operated: Operated, workloads: readonly KubeObject[]): Promise<readonly string[]> {
  const refused = await Promise.all(
    templatePods(workloads.map(withoutPlaceholders)).map(async ({ of, pod, namespace }) => {
      const words = await podFault(operated.plane.api, pod, namespace);
      return words === undefined ? [] : [`${of}: ${words}`];
    }),
  );
  const unselected = workloadsOf(workloads).flatMap(({ title, namespace, labels, replicas }) => {
    const policies = selectorsOf(operated.there, 'NetworkPolicy', namespace, labels);
    const budgets = selectorsOf(operated.there, 'PodDisruptionBudget', namespace, labels);
    return [
      ...(policies.length === 1 ? [] : [`${title}: selected by the policies ${policies.join(', ') || 'of nobody'}`]),
      ...(replicas < 2 || budgets.length === 1
        ? []
        : [`${title}: selected by the budgets ${budgets.join(', ') || 'of nobody'}`]),
    ];
  });
  return [...refused.flat(), ...unselected];
}

// A claim takes the place of a volume of its name in the template, as the controller of StatefulSets has it.
function withoutPlaceholders(workload: KubeObject): KubeObject {
  const copy = structuredClone(workload) as Written;
  const claims = (copy.spec.volumeClaimTemplates ?? []).map(({ metadata }: Written) => metadata.name);
  const { spec } = copy.spec.template;
  spec.volumes = (spec.volumes ?? []).filter(({ name }: Written) => !claims.includes(name));
  return copy;
}

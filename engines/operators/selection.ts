import type { KubeObject } from '../documents.js';

/** A selector of labels. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** Whether labels are selected; an empty selector selects all. */
export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
      }
    })
  );
}

/** The names of the objects of a kind whose selector picks pods of a namespace with these labels; those that pick all are left out. */
export function selectorsOf(
  objects: readonly KubeObject[],
  kind: 'NetworkPolicy' | 'PodDisruptionBudget',
  namespace: string,
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  const field = kind === 'NetworkPolicy' ? 'podSelector' : 'selector';
  return objects
    .filter((object) => object.kind === kind && object.metadata.namespace === namespace)
    .filter(({ spec }) => {
      const selector = (spec as Readonly<Record<string, LabelSelector>>)[field] ?? {};
      return Object.keys(selector).length > 0 && selects(selector, labels);
    })
    .map(({ metadata }) => metadata.name);
}

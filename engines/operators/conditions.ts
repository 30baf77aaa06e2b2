import type { KubeObject } from '../documents.js';

/** What an operator says of an object. @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown' | 'Degraded';
  readonly reason?: string;
  readonly message?: string;
}

/** The conditions in the status of an object, those of its bindings to others included; none when nobody looked at it yet. */
export function conditionsOf({ status }: KubeObject): readonly Condition[] {
  const { conditions = [], bindings = [] } = (status ?? {}) as {
    readonly conditions?: readonly Condition[];
    readonly bindings?: readonly { readonly conditions?: readonly Condition[] }[];
  };
  return [...conditions, ...bindings.flatMap(({ conditions: bound = [] }) => bound)];
}

/** The status of a condition; undefined when nobody says. */
export const conditionOf = (object: KubeObject, type: string): Condition | undefined =>
  conditionsOf(object).find((condition) => condition.type === type);

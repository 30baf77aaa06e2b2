import { type Api, serviceAccount } from './api.js';
import type { KubeObject } from './documents.js';

/** A ServiceAccount. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** One thing that one may do, as a SubjectAccessReview asks for it. */
export type Right =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string;
      /** @default - any */
      readonly name?: string;
      /** @default - in every namespace, or of the cluster */
      readonly namespace?: string;
    }
  | { readonly verb: string; readonly path: string };

/** A rule of a Role, as far as it is written by hand. */
export interface RoleRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Binding extends KubeObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly Account[];
}

/** A right in words: `get secrets in kube-system`. */
export function wordsOf(right: Right): string {
  if ('path' in right) return `${right.verb} ${right.path}`;
  const { verb, group, resource, subresource, name, namespace } = right;
  const what = [resource, subresource].filter(Boolean).join('/');
  return `${verb} ${what}${group && `.${group}`}${name ? ` ${name}` : ''} in ${namespace ?? 'every namespace'}`;
}

/** What the Roles and bindings among these objects say that an account may do. */
export function grantsOf(objects: readonly KubeObject[], account: Account): readonly Right[] {
  return objects
    .filter((object): object is Binding => object.kind.endsWith('RoleBinding'))
    .filter(({ subjects }) => subjects.some((one) => one.name === account.name && one.namespace === account.namespace))
    .flatMap(({ kind, roleRef, metadata }) => {
      const namespace = kind === 'RoleBinding' ? metadata.namespace : undefined;
      const role = objects.find(
        (object) =>
          object.kind === roleRef.kind &&
          object.metadata.name === roleRef.name &&
          (object.kind === 'ClusterRole' || object.metadata.namespace === namespace),
      );
      if (role === undefined) throw new Error(`${kind} ${metadata.name} names no ${roleRef.kind} of these files`);
      return (role.rules as readonly RoleRule[]).flatMap((rule) => rightsOf(rule, namespace));
    });
}

function rightsOf(rule: RoleRule, namespace: string | undefined): readonly Right[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [undefined], nonResourceURLs = [] } = rule;
  return verbs.flatMap((verb): readonly Right[] => [
    ...nonResourceURLs.map((path) => ({ verb, path })),
    ...apiGroups.flatMap((group) =>
      resources.flatMap((full) => {
        const [resource = '', subresource] = full.split('/');
        return resourceNames.map((name) => ({
          ...{ verb, group, resource },
          ...(subresource !== undefined && { subresource }),
          ...(name !== undefined && { name }),
          ...(namespace !== undefined && { namespace }),
        }));
      }),
    ),
  ]);
}

/** Whether an account may do it: `kubectl auth can-i --as`, asked of the authorizer itself. */
export async function may(api: Api, { namespace, name }: Account, right: Right): Promise<boolean> {
  const spec = {
    ...serviceAccount(namespace, name),
    ...('path' in right ? { nonResourceAttributes: right } : { resourceAttributes: right }),
  };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const { status } = await api.get('/apis/authorization.k8s.io/v1/subjectaccessreviews', { body: review });
  return status.allowed;
}

/** Every rule that holds for an account in a namespace, those of the cluster included, as the authorizer itself lists them. */
export async function everyRule(api: Api, account: Account, namespace: string): Promise<readonly RoleRule[]> {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
  const as = serviceAccount(account.namespace, account.name);
  const { status } = await api.get('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', { body: review, as });
  if (status.incomplete) throw new Error(`the rules of ${account.name} are not all: ${status.evaluationError}`);
  return [...status.resourceRules, ...status.nonResourceRules];
}

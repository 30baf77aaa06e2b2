import type { Construct } from 'constructs';
import * as kubernetes from '../../imports/kubernetes.js';
import { Manifest } from '../../imports/manifest.js';
import { Refusal } from '../kernel/refusal.js';
import { Namespace } from './namespace.js';

/** Rights: what, and where. */
export interface Access {
  /** What tells these rights from others of the same ServiceAccount. */
  readonly id: string;
  readonly rules: readonly kubernetes.IPolicyRule[];
  /** The namespaces in which they hold, or the whole cluster. */
  readonly in: readonly string[] | 'cluster';
}

/**
 * Grants a ServiceAccount rights by a Role per namespace, or by a ClusterRole.
 *
 * @throws Refusal when a rule says `*`, or reads secrets of the whole cluster
 */
export function grant(scope: Construct, serviceAccount: string, access: Access): void {
  check(scope, access);
  const namespace = Namespace.of(scope).name;
  const subjects = [{ kind: 'ServiceAccount', name: serviceAccount, namespace }];
  const rules = access.rules.map((rule) => ({ ...rule })) as never;
  const apiGroup = 'rbac.authorization.k8s.io';
  const suffix = access.id === '' ? '' : `-${access.id}`;
  if (access.in === 'cluster') {
    const name = `${namespace}-${serviceAccount}${suffix}`;
    new Manifest(scope, `role${suffix}`, kubernetes.ClusterRole({ metadata: { name }, rules }));
    const roleRef = { apiGroup, kind: 'ClusterRole', name };
    new Manifest(scope, `binding${suffix}`, kubernetes.ClusterRoleBinding({ metadata: { name }, roleRef, subjects }));
    return;
  }
  for (const where of access.in) {
    const name = where === namespace ? `${serviceAccount}${suffix}` : `${namespace}-${serviceAccount}${suffix}`;
    const metadata = { name, namespace: where };
    new Manifest(scope, `role${suffix}-${where}`, kubernetes.Role({ metadata, rules }));
    const roleRef = { apiGroup, kind: 'Role', name };
    new Manifest(scope, `binding${suffix}-${where}`, kubernetes.RoleBinding({ metadata, roleRef, subjects }));
  }
}

function check(scope: Construct, { rules, in: where }: Access): void {
  for (const rule of rules) {
    const all = [...(rule.apiGroups ?? []), ...(rule.resources ?? []), ...rule.verbs];
    const wildcard = all.includes('*');
    const secrets = where === 'cluster' && (rule.resources ?? []).includes('secrets');
    if (!wildcard && !secrets) continue;
    throw new Refusal({
      at: scope.node.path,
      field: 'access',
      given: rule,
      allowed: wildcard
        ? 'named groups, resources and verbs'
        : "secrets of named namespaces, never the whole cluster's",
      fix: wildcard ? 'write out what the pods really ask for' : 'list the namespaces',
    });
  }
}

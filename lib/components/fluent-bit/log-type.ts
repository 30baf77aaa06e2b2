import { Refusal } from '../../kernel/refusal.js';
import type { ModifyFilter } from './schema.js';

/** What kind of log a record is: who reads it, and how long it is kept, follow from it. */
export type LogType = 'application' | 'infrastructure' | 'access' | 'security';

/** All kinds of log. */
export const logTypes: readonly LogType[] = ['application', 'infrastructure', 'access', 'security'];

/** The pod label by which a pod says itself what its logs are. */
export const logTypeLabel = 'observability.cdk8s.io/log-type';

/** Which records are of a kind. All that is said must hold; the first rule that holds decides. */
export interface LogTypeRule {
  readonly is: LogType;
  /** Namespaces by name; `kube-*` is all that begin so. @default - any */
  readonly namespaces?: readonly string[];
  /** Pod labels. @default - any */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - any */
  readonly containers?: readonly string[];
  /** Where the container wrote it: proxies write accesses to one and errors to the other. @default - either */
  readonly stream?: 'stdout' | 'stderr';
  /** A field that the record has, once its JSON is taken apart: `audit_id`. @default - any record */
  readonly field?: string;
}

/** What a pod says of itself by {@link logTypeLabel} comes first; then the cluster's own namespaces; all else is an application's. */
export const standardLogTypes: readonly LogTypeRule[] = [
  ...logTypes.map((is) => ({ is, labels: { [logTypeLabel]: is } })),
  {
    is: 'infrastructure',
    namespaces: ['kube-*', 'cert-manager', 'external-secrets', 'argocd', '*-operator', '*-system'],
  },
];

/**
 * The rules as `modify` filters, which keep numbers exact. What a line itself says of its `log_type` is taken away first:
 * an application must not file its lines as somebody else's.
 *
 * @throws Refusal when a rule has no condition, or one with a space, which the filter splits at
 */
export function logTypeFilters(match: string, rules: readonly LogTypeRule[]): readonly ModifyFilter[] {
  return [
    { name: 'modify', match, remove: 'log_type' },
    ...rules.map((rule) => ({
      name: 'modify' as const,
      match,
      condition: ['Key_does_not_exist log_type', ...conditions(rule)],
      set: `log_type ${rule.is}`,
    })),
    { name: 'modify', match, add: 'log_type application' },
  ];
}

function conditions(rule: LogTypeRule): string[] {
  const { is, namespaces, labels = {}, containers, stream, field } = rule;
  const found = [
    ...(namespaces ? [matches("$kubernetes['namespace_name']", namespaces)] : []),
    ...(containers ? [matches("$kubernetes['container_name']", containers)] : []),
    ...Object.entries(labels).map(([key, value]) => `Key_value_equals $kubernetes['labels']['${key}'] ${value}`),
    ...(stream ? [`Key_value_equals stream ${stream}`] : []),
    ...(field ? [`Key_exists ${field}`] : []),
  ];
  const given = JSON.stringify(rule);
  if (
    found.length === 0 ||
    /[\s'"$]/.test([...(namespaces ?? []), ...(containers ?? []), ...Object.entries(labels).flat(), field].join(''))
  ) {
    throw new Refusal({
      at: `log type ${is}`,
      field: 'rule',
      given,
      allowed: 'at least one condition, in names without spaces, quotes or dollars',
      fix: found.length === 0 ? 'say which records it means' : 'write the names as Kubernetes has them',
    });
  }
  return found;
}

function matches(key: string, names: readonly string[]): string {
  const any = names.map((name) => name.replace(/[.+?^()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*')).join('|');
  return `Key_value_matches ${key} ^(${any})$`;
}

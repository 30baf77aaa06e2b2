import type { Construct } from 'constructs';
import { Refusal } from '../kernel/refusal.js';
import { Namespace } from './namespace.js';
import type { Volume } from './volume.js';

/** What pods may see of their node. */
export interface NodeAccess {
  /** Runs as root. */
  readonly root?: boolean;
  /** Its network and processes. */
  readonly host?: boolean;
  /** Those of them that are its folders. */
  readonly volumes?: readonly Volume[];
}

/**
 * Refuses pods that the API server would refuse: ones that see the node, in a namespace that admits none of these.
 *
 * @throws Refusal
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function refuseNodeAccess(at: Construct, { root, host, volumes }: NodeAccess): void {
  const folders = (volumes ?? []).flatMap((volume) => ('host' in volume ? [volume.host] : []));
  const asked = [...(root ? ['root'] : []), ...(host ? ['network and processes of the node'] : []), ...folders];
  const { name, podSecurity } = Namespace.of(at);
  if (asked.length === 0 || podSecurity === 'privileged') return;
  throw new Refusal({
    at: at.node.path,
    field: 'namespace',
    given: name,
    allowed: `a namespace that is privileged, since its pods ask for ${asked.join(', ')}`,
    fix: `put it into a namespace of its own: new Namespace(chart, '${name}-nodes', { podSecurity: 'privileged' })`,
  });
}

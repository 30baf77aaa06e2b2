import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { quantity } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import { clusterOf } from '../../workload/cluster.js';

/**
 * Reads the public address.
 *
 * @throws Refusal when it is none, has a path, since the operator talks to the root, or is plain where the cluster is not
 */
export function publicAddress(at: Construct, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const schemes = clusterOf(at).tls ? ['https:'] : ['https:', 'http:'];
  if (url !== undefined && schemes.includes(url.protocol) && url.href === `${url.origin}/`) return url;
  throw new Refusal({
    at: at.node.path,
    field: 'url',
    given: text,
    allowed: 'https://, a name, and nothing behind it',
    fix: 'give Grafana a name of its own: https://grafana.example.com',
  });
}

/** What can contradict itself. */
interface State {
  readonly replicas?: number;
  readonly database?: object;
  readonly storage?: Size;
}

/** @throws Refusal when replicas have nothing to share, or state would be kept in two places */
export function refuseOddities(at: Construct, { replicas, database, storage }: State): void {
  const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
    new Refusal({ at: at.node.path, field, given, allowed, fix });
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 1)) {
    throw no('replicas', replicas, 'a whole number, 1 or more', 'give 1, or 2 with a database');
  }
  if (replicas !== undefined && replicas > 1 && database === undefined) {
    throw no(
      'replicas',
      replicas,
      '1 without a database: each replica would know other people and other sessions',
      'give database: { endpoint, password } of a PostgreSQL, or leave replicas out',
    );
  }
  if (storage !== undefined && database !== undefined) {
    throw no('storage', quantity(storage), 'a volume or a database, never both', 'leave storage out');
  }
}

import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import { tenancy } from './labels.js';
import type { AuthConfig, AuthRoute } from './schema.js';

/** Who may write, and for whom. */
export interface Caller {
  /** Whose its samples are. @default - its own: the caller's name */
  readonly tenant?: string;
  /** Of the organisation's store: the same value as the caller has in its own. */
  readonly password: SecretRef;
}

/** Callers by their user names. */
export type Callers = Readonly<Record<string, Caller>>;

/** Where Thanos' routers take samples. */
const receivePath = '/api/v1/receive';

/** Where senders expect to write, as with Prometheus itself, and as with Thanos. */
const paths = ['/api/v1/(write|receive)'];

/**
 * The gate's file as a template of External Secrets, whose holes are the passwords. A caller's request gets the tenant of its user,
 * whatever it says itself; one that names a tenant of ours leads to a page that is not there, so that a forgery is seen.
 *
 * @param backend - the routers' URL
 * @throws Refusal when there are no callers, or a name, a tenant or a password is none
 */
export function authTemplate(callers: Callers, backend: string): string {
  const names = Object.keys(callers).sort();
  if (names.length === 0) throw no('callers', {}, 'one caller or more', 'name who may write');
  const tenants = [...new Set(names.map((name) => tenantOf(callers, name)))].sort();
  const config: AuthConfig = {
    users: names.map((name) => ({
      name,
      username: name,
      password: `hole of ${checked(callers, name)}`,
      url_map: [forged(backend), accepted(backend, tenantOf(callers, name))],
    })),
  };
  return filled(yaml({ ...config }), tenants);
}

function tenantOf(callers: Callers, name: string): string {
  return callers[name]?.tenant ?? name;
}

function forged(backend: string): AuthRoute {
  return { src_headers: ['any tenant'], url_prefix: `${backend}/a-tenant-is-not-named-by-its-caller` };
}

function accepted(backend: string, tenant: string): AuthRoute {
  return {
    src_paths: paths,
    url_prefix: `${backend}${receivePath}`,
    drop_src_path_prefix_parts: receivePath.split('/').length - 1,
    headers: [`${tenancy.header}: ${tenant}`, 'THANOS-REPLICA:', 'Authorization:'],
  };
}

/** Passwords become holes; the list of tenants is written once and meant by all, or it would grow with the square of the callers. */
function filled(text: string, tenants: readonly string[]): string {
  const list = JSON.stringify(tenants.map((tenant) => `${tenancy.header}: ${tenant}`));
  return text
    .replace(/hole of (.+)/g, (_, name: string) => `{{ index . "${name}" | toJson }}`)
    .replace(/src_headers:\n\s+- any tenant/, `src_headers: &tenants ${list}`)
    .replaceAll(/src_headers:\n\s+- any tenant/g, 'src_headers: *tenants');
}

function checked(callers: Callers, name: string): string {
  const tenant = tenantOf(callers, name);
  const dns = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
  const allowed = 'lower case letters, digits and dashes';
  if (!dns.test(name)) throw no('callers', name, allowed, 'rename the caller');
  if (!dns.test(tenant)) throw no(`callers.${name}.tenant`, tenant, allowed, 'rename the tenant');
  const kind = callers[name]?.password.origin.kind;
  if (kind === 'external') return name;
  const fix = "give SecretRef.external(…), whose value the caller has in its own cluster's store, too";
  throw no(`callers.${name}.password`, kind, "a value of the organisation's store", fix);
}

function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field, given, allowed, fix });
}

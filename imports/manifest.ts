import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Refusal } from '../lib/kernel/refusal.js';
import { type Kinded, noNamespace } from './kind.js';

/** Ids that say what a child is, not which: they are left out of names. */
const silent = new Set(['Resource', 'Site', 'Default']);

/**
 * The name of a construct: its path below the chart, never the chart's or the environment's.
 *
 * @param limit - characters. @default 63, a DNS label; 52 under an operator's StatefulSet, whose pods get a hash
 * @throws Refusal when it is too long or no DNS label: a truncated name would no longer be the one that people know
 */
export function nameOf(construct: Construct, limit = 63): string {
  const chart = Chart.of(construct);
  const ids = construct.node.scopes.slice(chart.node.scopes.length).map((scope) => scope.node.id);
  return checked(construct.node.path, ids, limit);
}

function checked(at: string, ids: readonly string[], limit: number): string {
  const name = ids.filter((id) => !silent.has(id)).join('-');
  if (name.length > limit || !/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw new Refusal({
      at,
      field: 'id',
      given: name,
      allowed: `lower case letters, digits and dashes, at most ${limit} characters below the chart`,
      fix: 'give the construct, or those it lies in, a shorter id in lower case',
    });
  }
  return name;
}

/** The name of a child that is about to be made. */
function nameOfChild(scope: Construct, id: string): string {
  const chart = Chart.of(scope);
  const ids = scope.node.scopes.slice(chart.node.scopes.length).map((above) => above.node.id);
  return checked(`${scope.node.path}/${id}`, [...ids, id], 63);
}

/** One object of the cluster, named by where it stands. */
export class Manifest extends ApiObject {
  public constructor(scope: Construct, id: string, written: Kinded) {
    const name = written.metadata?.name ?? nameOfChild(scope, id);
    super(scope, id, { ...written, metadata: { ...written.metadata, name } });
    if (written.metadata?.namespace === noNamespace) this.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    unique(this);
  }

  /**
   * The last hatch: sets a field that no prop reaches.
   *
   * @param pointer - a JSON pointer; parents that are missing are made
   */
  public patch(pointer: string, value: unknown): void {
    const keys = pointer.split('/').slice(1);
    const parents = keys.slice(0, -1).map((_, depth) => `/${keys.slice(0, depth + 1).join('/')}`);
    const json = this.toJson() as Record<string, unknown>;
    for (const parent of parents) {
      const found = parent
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], json);
      if (found === undefined) this.addJsonPatch(JsonPatch.add(parent, {}));
    }
    this.addJsonPatch(JsonPatch.add(pointer, value));
  }
}

/** A value that is rendered when the manifests are written. */
export function later<T>(produce: () => T): T {
  return Lazy.any({ produce }) as T;
}

const registry = Symbol.for('cdk8s-observability.names');

function unique(manifest: Manifest): void {
  const root = manifest.node.root as unknown as { [registry]?: Map<string, string> };
  const names = (root[registry] ??= new Map());
  const group = manifest.apiVersion.includes('/') ? manifest.apiVersion.split('/')[0] : '';
  const key = [group, manifest.kind, manifest.metadata.namespace ?? '', manifest.metadata.name].join('/');
  const before = names.get(key);
  if (before !== undefined) {
    throw new Refusal({
      at: manifest.node.path,
      field: 'metadata.name',
      given: manifest.metadata.name,
      allowed: `one ${manifest.kind} of a name in a namespace, and ${before} has it`,
      fix: 'give one of the two constructs another id',
    });
  }
  names.set(key, manifest.node.path);
}

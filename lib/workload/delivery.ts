import { Construct } from 'constructs';
import { ExternalSecret, Password } from '../../imports/external-secrets.js';
import { later, Manifest } from '../../imports/manifest.js';
import { Refusal } from '../kernel/refusal.js';
import type { SecretRef } from '../kernel/secret-ref.js';
import { clusterOf } from './cluster.js';

/** A key of the Secret and where its value lies in the organisation's store. */
interface RemoteValue {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string; readonly property: string };
}

/** How often External Secrets looks for a rotated value. */
const refreshInterval = '15m';

/** The ExternalSecrets of one namespace, derived from what its pods ask for: one object per Secret, its keys sorted. */
export class Delivery extends Construct {
  readonly #refs = new Map<string, Map<string, SecretRef>>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly namespace: string,
  ) {
    super(scope, id);
  }

  /**
   * Asks for one key.
   *
   * @throws Refusal when the key was asked for before with another origin
   */
  public add(ref: SecretRef): void {
    if (ref.origin.kind === 'made') return;
    const keys = this.#refs.get(ref.name) ?? new Map<string, SecretRef>();
    const before = keys.get(ref.key);
    if (before !== undefined && JSON.stringify(before.origin) !== JSON.stringify(ref.origin)) {
      throw new Refusal({
        at: this.node.path,
        field: `secret ${ref.name}/${ref.key}`,
        given: ref.origin.kind,
        allowed: `the origin with which it was asked for first: ${JSON.stringify(before.origin)}`,
        fix: 'make the SecretRef once and hand it to both',
      });
    }
    keys.set(ref.key, ref);
    if (this.#refs.has(ref.name)) return;
    this.#refs.set(ref.name, keys);
    if (ref.origin.kind === 'generated') this.generate(ref, ref.origin.length, keys);
    else this.bring(ref.name, keys);
  }

  private bring(name: string, keys: ReadonlyMap<string, SecretRef>): void {
    const { profile } = clusterOf(this);
    new Manifest(
      this,
      name,
      ExternalSecret({
        metadata: { name, namespace: this.namespace },
        spec: {
          refreshInterval,
          secretStoreRef: { kind: profile.secretStore.kind, name: profile.secretStore.name },
          target: later(() => ({
            name,
            creationPolicy: 'Owner',
            deletionPolicy: 'Retain',
            template: this.template(keys),
          })),
          data: later(() => this.data(keys)),
        },
      }),
    );
  }

  /**
   * Written once and kept: a value that changes at each refresh would lock out who already knows it. What is composed beside it
   * must follow its template, and then the value is made anew too.
   */
  private generate(ref: SecretRef, length: number, keys: ReadonlyMap<string, SecretRef>): void {
    const generator = {
      apiVersion: 'generators.external-secrets.io/v1alpha1' as const,
      kind: 'Password' as const,
      name: ref.name,
    };
    new Manifest(
      this,
      `${ref.name}-generator`,
      Password({
        metadata: { name: ref.name, namespace: this.namespace },
        spec: { length, digits: 5, symbols: 0, noUpper: false, allowRepeat: true },
      }),
    );
    new Manifest(
      this,
      ref.name,
      ExternalSecret({
        metadata: { name: ref.name, namespace: this.namespace },
        spec: {
          refreshInterval: '0s',
          refreshPolicy: later(() => (keys.size > 1 ? ('OnChange' as const) : undefined)),
          target: {
            name: ref.name,
            creationPolicy: 'Owner',
            deletionPolicy: 'Retain',
            template: later(() => ({
              engineVersion: 'v2' as const,
              mergePolicy: 'Replace' as const,
              data: generated(keys),
            })),
          },
          dataFrom: [{ sourceRef: { generatorRef: generator } }],
        },
      }),
    );
  }

  private template(keys: ReadonlyMap<string, SecretRef>): object | undefined {
    const composed = [...keys.values()].filter((ref) => ref.origin.kind === 'composed');
    if (keys.has('.dockerconfigjson')) return { type: 'kubernetes.io/dockerconfigjson' };
    if (composed.length === 0) return undefined;
    const written = sorted(keys).map((ref): [string, string] => [
      ref.key,
      ref.origin.kind === 'composed' ? ref.origin.template : `{{ index . "${ref.key}" }}`,
    ]);
    return { engineVersion: 'v2', mergePolicy: 'Replace', data: Object.fromEntries(written) };
  }

  private data(keys: ReadonlyMap<string, SecretRef>): RemoteValue[] {
    const asked = sorted(keys).flatMap((ref): [string, SecretRef][] =>
      ref.origin.kind === 'composed' ? Object.entries(ref.origin.from) : [[ref.key, ref]],
    );
    const prefix = clusterOf(this).name;
    return [...new Map(asked)].flatMap(([secretKey, { origin }]) =>
      origin.kind === 'external'
        ? [{ secretKey, remoteRef: { key: `${prefix}/${origin.remoteKey}`, property: origin.property } }]
        : [],
    );
  }
}

function generated(keys: ReadonlyMap<string, SecretRef>): Record<string, string> {
  const text = ({ origin }: SecretRef): string => (origin.kind === 'composed' ? origin.template : '{{ .password }}');
  return Object.fromEntries(sorted(keys).map((ref) => [ref.key, text(ref)]));
}

function sorted(keys: ReadonlyMap<string, SecretRef>): SecretRef[] {
  return [...keys.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as kubernetes from '../../imports/kubernetes.js';
import { Manifest } from '../../imports/manifest.js';
import { Refusal } from '../kernel/refusal.js';
import type { SecretRef } from '../kernel/secret-ref.js';
import { Delivery } from './delivery.js';
import { clusterOf } from './cluster.js';

/** Props of {@link Namespace}. */
export interface NamespaceProps {
  /**
   * The Pod Security level that the namespace enforces.
   * @default 'restricted'; 'privileged' only where the node itself is the subject
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: 'restricted' | 'privileged';
}

const registry = Symbol.for('cdk8s-observability.namespaces');

/** A namespace in which nothing may talk until a connection is declared: default deny both ways, DNS allowed. */
export class Namespace extends Construct {
  /**
   * The namespace that a construct's chart writes into.
   *
   * @throws Refusal when no Namespace of that name was declared in this app
   */
  public static of(construct: Construct): Namespace {
    const name = Chart.of(construct).namespace;
    const found = name === undefined ? undefined : declared(construct).get(name);
    if (found !== undefined) return found;
    throw new Refusal({
      at: construct.node.path,
      field: 'namespace',
      given: name,
      allowed: 'a namespace that is declared in this app',
      fix: `write new Namespace(chart, '${name ?? 'monitoring'}') before what lives in it, and give the chart its name`,
    });
  }

  /** The namespace of a name, where this app declares it. */
  public static find(construct: Construct, name: string): Namespace | undefined {
    return declared(construct).get(name);
  }

  /** The Pod Security level that it enforces. */
  public readonly podSecurity: 'restricted' | 'privileged';
  readonly #delivery: Delivery;
  readonly #housed: Readonly<Record<string, string>>[] = [];

  public constructor(
    scope: Construct,
    /** The namespace's name. */
    public readonly name: string,
    props: NamespaceProps = {},
  ) {
    super(scope, name);
    declared(this).set(name, this);
    this.#delivery = new Delivery(this, 'secrets', name);
    this.podSecurity = props.podSecurity ?? 'restricted';
    const labels = Object.fromEntries(
      ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, this.podSecurity]),
    );
    new Manifest(this, 'Resource', kubernetes.Namespace({ metadata: { name, labels } }));
    new Manifest(
      this,
      'deny',
      kubernetes.NetworkPolicy({
        metadata: { name: 'default-deny', namespace: name },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      }),
    );
    this.allowDns();
  }

  /** Has a secret's value brought here, once, however many pods ask for it. */
  public deliver(ref: SecretRef): void {
    this.#delivery.add(ref);
  }

  /** @internal Told by each Site what its pods wear. */
  public house(labels: Readonly<Record<string, string>>): void {
    this.#housed.push(labels);
  }

  /** @internal Whether pods of a Site here wear these labels. Known only when all is there. */
  public houses(labels: Readonly<Record<string, string>>): boolean {
    return this.#housed.some((worn) => Object.entries(labels).every(([name, value]) => worn[name] === value));
  }

  private allowDns(): void {
    const ports = [
      { port: 53, protocol: 'UDP' as const },
      { port: 53, protocol: 'TCP' as const },
    ];
    const pods = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    };
    const caches = (clusterOf(this).profile.network.dns ?? []).map((cidr) => ({ ipBlock: { cidr } }));
    new Manifest(
      this,
      'dns',
      kubernetes.NetworkPolicy({
        metadata: { name: 'allow-dns', namespace: this.name },
        spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [pods, ...caches], ports }] },
      }),
    );
  }
}

function declared(construct: Construct): Map<string, Namespace> {
  const root = construct.node.root as unknown as { [registry]?: Map<string, Namespace> };
  return (root[registry] ??= new Map());
}

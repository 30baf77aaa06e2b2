import { Construct } from 'constructs';
import { CiliumNetworkPolicy } from '../../imports/cilium.js';
import { NetworkPolicy } from '../../imports/kubernetes.js';
import { later, Manifest } from '../../imports/manifest.js';
import type { Peer } from '../kernel/endpoint.js';
import { clusterOf } from './cluster.js';
import { policyPeers, type Rule, Rules } from './rules.js';

/** Props of {@link Isolation}. */
export interface IsolationProps {
  /** The policy's name. */
  readonly name: string;
  /** What selects the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether no policy reaches the pods, since they stand in the node's network. */
  readonly hostNetwork: boolean;
}

/** Who may reach a set of pods, and whom it may reach: nobody, but for the connections that were declared. */
export class Isolation extends Construct {
  readonly #ingress = new Rules();
  readonly #egress = new Rules();
  readonly #names = new Rules();
  readonly #props: IsolationProps;

  public constructor(scope: Construct, id: string, props: IsolationProps) {
    super(scope, id);
    this.#props = props;
    if (!props.hostNetwork) this.isolate();
  }

  /** @throws Refusal when the manifests are being written already */
  public admit(peer: Peer, port: number, protocol: Rule['protocol'] = 'TCP'): void {
    this.#ingress.add({ peer, port, protocol }, this.node.path);
  }

  /** @throws Refusal when the manifests are being written already */
  public reach(peer: Peer, port: number, protocol: Rule['protocol'] = 'TCP'): void {
    const byName = peer.kind === 'internet' && clusterOf(this).profile.network.cni === 'cilium';
    if (byName) this.allowNames();
    (byName ? this.#names : this.#egress).add({ peer, port, protocol }, this.node.path);
  }

  private isolate(): void {
    const line = (side: 'from' | 'to', rules: Rules): unknown[] | undefined => {
      const written = rules.all().map(({ peer, port, protocol }) => ({
        [side]: policyPeers(peer),
        ports: [{ port, protocol }],
      }));
      // The API server keeps no empty list, so that writing one would change the object at every apply.
      if (written.length === 0) return undefined;
      // Two names on the internet are the same addresses here.
      return [...new Map(written.map((rule) => [JSON.stringify(rule), rule])).values()];
    };
    new Manifest(
      this,
      'policy',
      NetworkPolicy({
        metadata: { name: this.#props.name },
        spec: {
          podSelector: { matchLabels: { ...this.#props.labels } },
          policyTypes: ['Ingress', 'Egress'],
          ingress: later(() => line('from', this.#ingress)) as never,
          egress: later(() => line('to', this.#egress)) as never,
        },
      }),
    );
  }

  /** Cilium resolves names only in what it sees of DNS, so the policy must let it look. */
  private allowNames(): void {
    if (this.node.tryFindChild('names') !== undefined) return;
    new Manifest(
      this,
      'names',
      CiliumNetworkPolicy({
        metadata: { name: this.#props.name },
        spec: {
          endpointSelector: { matchLabels: this.#props.labels },
          egress: later(() => [
            {
              toEndpoints: [
                { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } },
              ],
              toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
            },
            ...this.#names.all().map(({ peer, port, protocol }) => ({
              toFQDNs: [{ matchName: peer.kind === 'internet' ? peer.fqdn : '' }],
              toPorts: [{ ports: [{ port: String(port), protocol }] }],
            })),
          ]),
        },
      }),
    );
  }
}

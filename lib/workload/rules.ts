import type { INetworkPolicyPeer } from '../../imports/kubernetes.js';
import type { Peer } from '../kernel/endpoint.js';
import { Refusal } from '../kernel/refusal.js';

/** One line of a policy: whom, and on which port. */
export interface Rule {
  readonly peer: Peer;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Ranges that are nobody's on the public internet, so that "the internet" never means the neighbour's pods. */
const notPublic = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** The rules of one direction: a set, sorted when written, closed once written. */
export class Rules {
  readonly #rules = new Map<string, Rule>();
  #written = false;

  /** @throws Refusal when the manifests are being written already */
  public add(rule: Rule, at: string): void {
    if (this.#written) {
      throw new Refusal({
        at,
        field: 'dial',
        given: describe(rule.peer),
        allowed: 'a connection that is declared before the manifests are written',
        fix: 'dial in the constructor, not inside a Lazy or a config that renders later',
      });
    }
    this.#rules.set(JSON.stringify(rule), rule);
  }

  /** All rules, sorted. From now on none can be added. */
  public all(): readonly Rule[] {
    this.#written = true;
    return [...this.#rules.keys()].sort().map((key) => this.#rules.get(key) as Rule);
  }
}

/** The peer as a NetworkPolicy writes it. The public internet is all addresses but the private ones. */
export function policyPeers(peer: Peer): INetworkPolicyPeer[] {
  if (peer.kind === 'addresses') return peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  if (peer.kind === 'internet') return [{ ipBlock: { cidr: '0.0.0.0/0', except: notPublic } }];
  return [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
      // An empty matchLabels is not kept by the API server, so writing one would change the object at every apply.
      podSelector: Object.keys(peer.labels).length === 0 ? {} : { matchLabels: { ...peer.labels } },
    },
  ];
}

/** A peer in words. */
export function describe(peer: Peer): string {
  if (peer.kind === 'internet') return peer.fqdn;
  if (peer.kind === 'addresses') return peer.cidrs.join(', ');
  return `${peer.namespace}: ${JSON.stringify(peer.labels)}`;
}

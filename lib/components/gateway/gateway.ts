import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Certificate } from '../../../imports/cert-manager.js';
import * as gatewayApi from '../../../imports/gateway-api.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import type { GatewayProfile } from '../../kernel/cluster-profile.js';
import type { Protocol } from '../../kernel/endpoint.js';
import type { PublicName } from '../../kernel/public-name.js';
import { Refusal } from '../../kernel/refusal.js';
import { clusterOf } from '../../workload/cluster.js';

/** A name and the namespace whose routes may use it. */
interface Opened {
  readonly name: PublicName<Protocol>;
  readonly namespace: string;
}

/**
 * Where the cluster is entered: a listener and a certificate for each public name that a {@link Route} opens, and no other. Some
 * controllers run their proxies in its namespace, which must then be none that denies by default.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/ of Gateway API 1.5
 */
export class Gateway extends Construct {
  /** The object's name. */
  public readonly name: string;
  public readonly namespace: string;
  /** What the cluster's profile says of it. */
  public readonly profile: GatewayProfile;
  readonly #opened = new Map<string, Opened>();

  /** @throws Refusal when the cluster's profile has no gateway, or the chart no namespace */
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.name = nameOf(this);
    const { gateway } = clusterOf(this).profile;
    const { namespace } = Chart.of(this);
    if (gateway === undefined || namespace === undefined) {
      const nothing = gateway === undefined ? 'a cluster whose profile has a gateway' : 'a chart with a namespace';
      const fix =
        gateway === undefined
          ? 'give its profile gateway: { className, from, issuer }'
          : 'give app.chart(id, namespace) one';
      throw new Refusal({ at: this.node.path, field: 'gateway', given: undefined, allowed: nothing, fix });
    }
    this.profile = gateway;
    this.namespace = namespace;
    new Manifest(
      this,
      'Resource',
      gatewayApi.Gateway({
        metadata: { name: this.name },
        spec: { gatewayClassName: gateway.className, listeners: later(() => this.listeners()) },
      }),
    );
    this.node.addValidation({ validate: () => this.useless() });
  }

  /** @internal Only a Route calls it. @throws Refusal when another name here begins alike, and a listener is called by its beginning */
  public open(name: PublicName<Protocol>, namespace: string): void {
    const before = this.#opened.get(name.name);
    if (before !== undefined) {
      throw new Refusal({
        at: this.node.path,
        field: 'public name',
        given: name.host,
        allowed: `one listener of a name, and ${before.name.host} has it`,
        fix: 'give one of the two another name',
      });
    }
    this.#opened.set(name.name, { name, namespace });
    this.certify(name);
  }

  private secret({ name }: PublicName<Protocol>): string {
    return `${this.name}-${name}-tls`;
  }

  private certify(name: PublicName<Protocol>): void {
    const secretName = this.secret(name);
    const { kind, name: issuer } = this.profile.issuer;
    new Manifest(
      this,
      name.name,
      Certificate({
        metadata: { name: secretName, namespace: this.namespace },
        spec: {
          secretName,
          dnsNames: [name.host],
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          usages: ['server auth'],
          issuerRef: { kind, name: issuer, group: 'cert-manager.io' },
        },
      }),
    );
  }

  private listeners(): gatewayApi.Listener[] {
    return [...this.#opened.values()]
      .sort((a, b) => (a.name.name < b.name.name ? -1 : 1))
      .map(({ name, namespace }) => ({
        name: name.name,
        hostname: name.host,
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', certificateRefs: [{ name: this.secret(name) }] },
        allowedRoutes: {
          namespaces: {
            from: 'Selector',
            selector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
          },
        },
      }));
  }

  private useless(): string[] {
    const count = this.#opened.size;
    if (count > 0 && count <= mostListeners) return [];
    const refusal = new Refusal({
      field: 'listeners',
      given: count,
      allowed: `1 to ${mostListeners} names that routes open`,
      fix: 'open a name with new Route(…), leave the gateway out, or make a second one',
    });
    return [refusal.message];
  }
}

/** The most listeners that its definition takes. */
const mostListeners = 64;

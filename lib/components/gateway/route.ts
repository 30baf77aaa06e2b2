import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as gatewayApi from '../../../imports/gateway-api.js';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import type { Endpoint, Reached, ServiceRef } from '../../kernel/endpoint.js';
import type { PublicName } from '../../kernel/public-name.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { clusterOf } from '../../workload/cluster.js';
import { trust } from '../../workload/issuer.js';
import type { Gateway } from './gateway.js';
import { isGrpc, type Routable } from './routable.js';

/** Props of {@link Route}. */
export interface RouteProps<P extends Routable> {
  /** Where the cluster is entered. */
  readonly gateway: Gateway;
  /** The public name. What speaks another protocol than `to` does not compile. */
  readonly name: PublicName<P>;
  /** Who answers: a Service in the namespace of the chart. Nobody is asked who they are on the way: that is for what answers. */
  readonly to: Endpoint<NoInfer<P>>;
  /**
   * The ConfigMap in that namespace whose `ca.crt` signed the certificate of what answers.
   * @default - the platform's own, which trust-manager brings to the namespaces that `base` is told by `trustedIn`
   */
  readonly authority?: string;
}

/**
 * Opens a public name: requests to it reach an endpoint of ours, by TLS on both ways. external-dns reads the name from the route
 * itself, so that no annotation says it a second time.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/ of Gateway API 1.5
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/
 */
export class Route<const P extends Routable> extends Construct {
  /** Where sites of other clusters dial. */
  public readonly endpoint: Endpoint<P>;

  /** @throws Refusal when no Service of the chart's namespace answers, or another route has the name */
  public constructor(scope: Construct, id: string, props: RouteProps<P>) {
    super(scope, id);
    const { gateway, name, to } = props;
    const namespace = Chart.of(this).namespace;
    const service = this.serviceOf(to, namespace);
    refuseAt(this.node.path, () => {
      name.open(`${clusterOf(this).name}/${this.node.path}`);
      gateway.open(name, namespace ?? '');
    });
    const reached = to.reach(gateway.profile.from);
    this.write(props, service, reached);
    if (reached.tls === 'platform') this.encrypt(service, reached.host, props.authority);
    this.endpoint = name.endpoint;
  }

  private serviceOf(to: Endpoint<Routable>, namespace: string | undefined): ServiceRef {
    const { service, pods } = to.answeredBy;
    if (service !== undefined && pods?.namespace === namespace) return service;
    throw new Refusal({
      at: this.node.path,
      field: 'to',
      given: service === undefined ? 'an endpoint without a Service' : `a Service in ${pods?.namespace}`,
      allowed: `an endpoint whose Service is in ${namespace}, where the route stands`,
      fix: 'write the route into a chart of the namespace of what answers',
    });
  }

  private write({ gateway, name, to }: RouteProps<P>, service: ServiceRef, { port }: Reached): void {
    const metadata = { name: nameOf(this) };
    const spec = {
      parentRefs: [{ name: gateway.name, namespace: gateway.namespace, sectionName: name.name }],
      hostnames: [name.host],
      rules: [{ backendRefs: [{ name: service.name, port }] }],
    };
    const route = isGrpc(to.protocol)
      ? gatewayApi.GRPCRoute({ metadata, spec })
      : gatewayApi.HTTPRoute({ metadata, spec });
    new Manifest(this, 'Resource', route);
  }

  /** The gateway checks what answers by name, as every dialler of ours does. */
  private encrypt(service: ServiceRef, hostname: string, authority: string | undefined): void {
    new Manifest(
      this,
      'tls',
      gatewayApi.BackendTLSPolicy({
        metadata: { name: nameOf(this) },
        spec: {
          targetRefs: [{ group: '', kind: 'Service', name: service.name, sectionName: service.portName }],
          validation: {
            hostname,
            caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: authority ?? trust.configMap }],
          },
        },
      }),
    );
    if (authority === undefined) this.node.addValidation({ validate: () => this.untrusted() });
  }

  /** Whether the platform's authority is brought to this namespace. Known only when all is there. */
  private untrusted(): string[] {
    const namespace = Chart.of(this).namespace ?? '';
    const brought = this.node.root.node
      .findAll()
      .some(
        (one) =>
          one instanceof ApiObject && one.kind === 'Bundle' && JSON.stringify(one.toJson()).includes(`"${namespace}"`),
      );
    if (brought) return [];
    const refusal = new Refusal({
      field: 'authority',
      given: undefined,
      allowed: `an authority that is known in ${namespace}: no Bundle brings the platform's there`,
      fix: `name ${namespace} in base(app, { trustedIn }), or give the ConfigMap that holds the authority`,
    });
    return [refusal.message];
  }
}

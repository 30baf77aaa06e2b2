import { Construct } from 'constructs';
import { Bundle, Certificate, ClusterIssuer } from '../../imports/cert-manager.js';
import { Manifest } from '../../imports/manifest.js';
import { clusterOf } from './cluster.js';

/** The name of the platform's own authority. */
const authority = 'observability-ca';

/** The namespace in which cert-manager looks for the Secrets of a ClusterIssuer, by its chart's default. */
const certManagerNamespace = 'cert-manager';

/** Who signs certificates between pods here: the profile's issuer, or the platform's own root. */
export function issuerOf(construct: Construct): {
  readonly kind: string;
  readonly name: string;
  readonly group: string;
} {
  const given = clusterOf(construct).profile.issuer;
  return { kind: given?.kind ?? 'ClusterIssuer', name: given?.name ?? authority, group: 'cert-manager.io' };
}

/**
 * The platform's own root, for clusters whose profile names no issuer: a self-signed certificate that signs all others.
 *
 * @see https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers
 */
export class RootAuthority extends Construct {
  /** @param trustedIn - namespaces of applications, which get the authority as the ConfigMap {@link trust} */
  public constructor(scope: Construct, id: string, trustedIn: readonly string[] = []) {
    super(scope, id);
    if (trustedIn.length > 0) this.spread(trustedIn);
    const seed = `${authority}-seed`;
    new Manifest(this, 'seed', ClusterIssuer({ metadata: { name: seed }, spec: { selfSigned: {} } }));
    new Manifest(
      this,
      'root',
      Certificate({
        metadata: { name: authority, namespace: certManagerNamespace },
        spec: {
          isCA: true,
          commonName: authority,
          secretName: authority,
          duration: '87600h0m0s',
          renewBefore: '8760h0m0s',
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          issuerRef: { name: seed, kind: 'ClusterIssuer', group: 'cert-manager.io' },
        },
      }),
    );
    new Manifest(
      this,
      'issuer',
      ClusterIssuer({ metadata: { name: authority }, spec: { ca: { secretName: authority } } }),
    );
  }

  /** @see https://cert-manager.io/docs/trust/trust-manager/ */
  private spread(namespaces: readonly string[]): void {
    const key = 'kubernetes.io/metadata.name';
    new Manifest(
      this,
      'trust',
      Bundle({
        metadata: { name: trust.configMap },
        spec: {
          sources: [{ secret: { name: authority, key: 'ca.crt' } }],
          target: {
            configMap: { key: trust.key },
            namespaceSelector: { matchExpressions: [{ key, operator: 'In', values: [...namespaces].sort() }] },
          },
        },
      }),
    );
  }
}

/** Where applications find the platform's authority in their namespace. */
export const trust = { configMap: 'observability-ca', key: 'ca.crt' } as const;

import type { Construct } from 'constructs';
import { Endpoint } from '../kernel/endpoint.js';
import { Refusal } from '../kernel/refusal.js';
import type { SecretRef } from '../kernel/secret-ref.js';
import type { Dialled } from '../kernel/site.js';
import { clusterOf } from './cluster.js';
import type { Site } from './site.js';

/** A bucket that speaks S3. */
export interface Bucket {
  /** The bucket's name. */
  readonly name: string;
  /** Where it is reached. @default - the region's object storage, by the cluster's profile */
  readonly endpoint?: Endpoint<'object-storage'>;
  /** Who we are there. @default - the pods' cloud identity, by the cluster's profile */
  readonly credentials?: { readonly accessKey: SecretRef; readonly secretKey: SecretRef };
}

/**
 * The annotations by which the pods have the identity that opens the bucket.
 *
 * @param field - what the user calls the bucket's prop
 * @returns undefined where keys open it
 * @throws Refusal when there are neither keys nor an identity
 */
export function identityFor(
  at: Construct,
  field: string,
  bucket: Bucket,
  serviceAccount: string,
): Readonly<Record<string, string>> | undefined {
  const identity = clusterOf(at).profile.workloadIdentity;
  if (bucket.credentials !== undefined) return undefined;
  if (identity !== undefined) return { [identity.annotation]: identity.value(serviceAccount) };
  throw new Refusal({
    at: at.node.path,
    field: `${field}.credentials`,
    given: undefined,
    allowed: 'keys, or a cluster profile with a workloadIdentity',
    fix: 'give { accessKey, secretKey } as SecretRefs, or say in the profile how pods get an identity',
  });
}

/**
 * Lets a site through to its bucket, and to where its identity is exchanged. Address it path style, so that the host that is
 * dialled is the one that is admitted.
 *
 * @param field - what the user calls the bucket's prop
 * @throws Refusal when the bucket's name is none, or the profile's object storage speaks no S3
 */
export function dialBucket(at: Construct, field: string, site: Site, bucket: Bucket): Dialled {
  if (!/^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/.test(bucket.name)) {
    throw new Refusal({
      at: at.node.path,
      field: `${field}.name`,
      given: bucket.name,
      allowed: '3 to 63 lower case letters, digits, dots and dashes',
      fix: 'give the name of the bucket, not its address',
    });
  }
  const dialled = site.dial(bucket.endpoint ?? regional(at, field));
  if (bucket.credentials === undefined) dialIdentity(at, site);
  return dialled;
}

/** The object storage of the cluster's profile: public, or of pods in the cluster, whose labels nobody told us. */
function regional(at: Construct, field: string): Endpoint<'object-storage'> {
  const { endpoint } = clusterOf(at).profile.objectStorage;
  if (endpoint.includes('.blob.core.windows.net')) {
    throw new Refusal({
      at: at.node.path,
      field: `${field}.endpoint`,
      given: endpoint,
      allowed: 'object storage that speaks S3',
      fix: 'give the endpoint of an S3 gateway before the Azure storage',
    });
  }
  const [host = endpoint, port] = endpoint.split(':');
  const namespace = /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(host)?.[1];
  if (namespace === undefined) return Endpoint.external('object-storage', host, Number(port ?? 443));
  return Endpoint.ofPods('object-storage', host, Number(port ?? 9000), { namespace, labels: {} });
}

/** On EKS the pod's token is exchanged at the security token service of the region. */
function dialIdentity(at: Construct, site: Site): void {
  const { provider, objectStorage } = clusterOf(at).profile;
  if (provider === 'eks') site.dial(Endpoint.external('https', `sts.${objectStorage.region}.amazonaws.com`));
}

import type { Construct } from 'constructs';
import { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../workload/site.js';
import { clusterOf } from '../../workload/cluster.js';
import type { S3, StorageConfig } from './schema.js';

/** A bucket that speaks S3. */
export interface Bucket {
  /** The bucket's name. */
  readonly name: string;
  /** Where it is reached. @default - the region's object storage, by the cluster's profile */
  readonly endpoint?: Endpoint<'object-storage'>;
  /** Who we are there. @default - the pods' cloud identity, by the cluster's profile */
  readonly credentials?: { readonly accessKey: SecretRef; readonly secretKey: SecretRef };
}

/** Where logs are kept: a bucket, or, for development alone, the volume of the one replica. */
export type Store = Bucket | 'filesystem';

/**
 * The annotations by which the pods have the identity that opens the bucket.
 *
 * @throws Refusal when there are neither keys nor an identity
 */
export function identityFor(
  at: Construct,
  store: Store,
  serviceAccount: string,
): Readonly<Record<string, string>> | undefined {
  const identity = clusterOf(at).profile.workloadIdentity;
  if (store === 'filesystem' || store.credentials !== undefined) return undefined;
  if (identity !== undefined) return { [identity.annotation]: identity.value(serviceAccount) };
  throw new Refusal({
    at: at.node.path,
    field: 'store.credentials',
    given: undefined,
    allowed: 'keys, or a cluster profile with a workloadIdentity',
    fix: 'give { accessKey, secretKey } as SecretRefs, or say in the profile how pods get an identity',
  });
}

/**
 * The place of chunks and index, reached from the site. Path style, so that the host that is dialled is the one that is admitted.
 *
 * @throws Refusal when the bucket's name is none, or the profile's object storage speaks no S3
 */
export function storageConfig(at: Construct, site: Site, store: Store, data: string): StorageConfig {
  const tsdb_shipper = { active_index_directory: `${data}/tsdb-active`, cache_location: `${data}/tsdb-cache` };
  if (store === 'filesystem') return { tsdb_shipper, filesystem: { directory: `${data}/chunks` } };
  if (!/^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/.test(store.name)) {
    throw new Refusal({
      at: at.node.path,
      field: 'store.name',
      given: store.name,
      allowed: '3 to 63 lower case letters, digits, dots and dashes',
      fix: 'give the name of the bucket, not its address',
    });
  }
  const { authority, encrypted, tls } = site.dial(store.endpoint ?? regional(at));
  if (store.credentials === undefined) dialIdentity(at, site);
  const aws: S3 = {
    bucketnames: store.name,
    endpoint: authority,
    region: clusterOf(at).profile.objectStorage.region,
    s3forcepathstyle: true,
    insecure: !encrypted,
    ...(store.credentials && {
      access_key_id: `\${${site.secretEnv(store.credentials.accessKey)}}`,
      secret_access_key: `\${${site.secretEnv(store.credentials.secretKey)}}`,
    }),
    ...(tls && { http_config: { ca_file: tls.ca } }),
  };
  return { tsdb_shipper, aws };
}

/** The object storage of the cluster's profile: public, or of pods in the cluster, whose labels nobody told us. */
function regional(at: Construct): Endpoint<'object-storage'> {
  const { endpoint } = clusterOf(at).profile.objectStorage;
  if (endpoint.includes('.blob.core.windows.net')) {
    throw new Refusal({
      at: at.node.path,
      field: 'store.endpoint',
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

import type { Construct } from 'constructs';
import { clusterOf } from '../../workload/cluster.js';
import { type Bucket, dialBucket } from '../../workload/object-storage.js';
import type { Site } from '../../workload/site.js';
import type { S3, StorageConfig } from './schema.js';

/** Where logs are kept: a bucket, or, for development alone, the volume of the one replica. */
export type Store = Bucket | 'filesystem';

/**
 * The place of chunks and index, reached from the site. Path style, so that the host that is dialled is the one that is admitted.
 *
 * @throws Refusal when the bucket's name is none, or the profile's object storage speaks no S3
 */
export function storageConfig(at: Construct, site: Site, store: Store, data: string): StorageConfig {
  const tsdb_shipper = { active_index_directory: `${data}/tsdb-active`, cache_location: `${data}/tsdb-cache` };
  if (store === 'filesystem') return { tsdb_shipper, filesystem: { directory: `${data}/chunks` } };
  const { authority, encrypted, tls } = dialBucket(at, 'store', site, store);
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

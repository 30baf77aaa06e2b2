import type { Construct } from 'constructs';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import { clusterOf } from '../../workload/cluster.js';
import { type Bucket, dialBucket } from '../../workload/object-storage.js';
import type { Site } from '../../workload/site.js';
import type { ObjstoreConfig } from './schema.js';

/** The file in which a bucket is described. */
const file = 'objstore.yaml';

/** A bucket as one set of pods reaches it: a file that holds no secret, or one that is made of secrets. */
export interface ObjectStore {
  readonly text: string;
  /** The keys that the text is made of, by the names of its holes. Empty where a cloud identity opens the bucket. */
  readonly from: Readonly<Record<string, SecretRef>>;
}

/**
 * Lets the site through to the bucket, and describes it.
 *
 * @throws Refusal when the bucket's name is none, or the profile's object storage speaks no S3
 */
export function objectStore(at: Construct, site: Site, bucket: Bucket): ObjectStore {
  const { provider, objectStorage } = clusterOf(at).profile;
  if (provider === 'gke' && bucket.credentials === undefined && bucket.endpoint === undefined)
    return google(site, bucket);
  const { authority, encrypted, tls } = dialBucket(at, 'bucket', site, bucket);
  const { credentials } = bucket;
  const config: ObjstoreConfig = {
    type: 'S3',
    config: {
      bucket: bucket.name,
      endpoint: authority,
      region: objectStorage.region,
      insecure: !encrypted,
      bucket_lookup_type: 'path',
      ...(credentials ? { access_key: hole('accessKey'), secret_key: hole('secretKey') } : { aws_sdk_auth: true }),
      ...(tls && { http_config: { tls_config: { ca_file: tls.ca } } }),
    },
  };
  return { text: filled(yaml({ ...config })), from: { ...credentials } };
}

/**
 * Where the pods have the file, and the files of their own ConfigMap that it takes.
 *
 * @param folder - where that ConfigMap is mounted
 */
export function mounted(
  site: Site,
  store: ObjectStore,
  name: string,
  folder: string,
): { readonly path: string; readonly files: Readonly<Record<string, string>> } {
  const { text, from } = store;
  if (Object.keys(from).length === 0) return { path: `${folder}/${file}`, files: { [file]: text } };
  return { path: site.secretFile(SecretRef.composed(`${name}-objstore`, file, text, from)), files: {} };
}

/** With an identity GKE's pods speak to the bucket as Google does, by a token of the node's metadata server. */
function google(site: Site, { name }: Bucket): ObjectStore {
  site.dial(Endpoint.external('object-storage', 'storage.googleapis.com'));
  // https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy: with Dataplane V2, and without it.
  site.dial(Endpoint.atAddresses('https', 'metadata.google.internal', 80, ['169.254.169.254/32']));
  site.dial(Endpoint.atAddresses('https', 'metadata.google.internal', 988, ['169.254.169.252/32']));
  const config: ObjstoreConfig = { type: 'GCS', config: { bucket: name } };
  return { text: yaml({ ...config }), from: {} };
}

function hole(key: 'accessKey' | 'secretKey'): string {
  return `hole of ${key}`;
}

/** As JSON writes it, a value can hold whatever it likes and stay one. */
function filled(text: string): string {
  return text.replace(/hole of (\w+)/g, (_, key: string) => `{{ .${key} | toJson }}`);
}

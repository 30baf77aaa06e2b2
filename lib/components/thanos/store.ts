import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { type Bucket, identityFor } from '../../workload/object-storage.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { storeMetrics } from './catalogue.js';
import { mounted, objectStore } from './object-store.js';
import { ports } from './ports.js';
import { refuseCount, refuseSmall } from './refuse.js';
import { answering, folders, runThanos, serving } from './run.js';
import type { StoreFlags } from './schema.js';
import { storeSymptoms } from './symptoms.js';

/** Props of {@link ThanosStore}. */
export interface ThanosStoreProps {
  /** Where blocks are kept. */
  readonly bucket: Bucket;
  /** All of them know the same. @default 2 */
  readonly replicas?: number;
  /** The volume of each, for the headers of blocks' indexes. @default 20 GiB */
  readonly storage?: Size;
  /** Memory of each for what queries look up again. @default 512 MiB */
  readonly indexCache?: Size;
  /** @default 1 core, 4 GiB */
  readonly resources?: Resources;
}

const standard = {
  storage: Size.gibibytes(20),
  indexCache: Size.mebibytes(512),
  resources: { cpu: 1, memory: Size.gibibytes(4) },
} as const;

/** Answers for what is in the bucket. */
export class ThanosStore extends Construct implements Watched {
  /** Answers for blocks: any replica, and a query asks but one. */
  public readonly endpoint: Endpoint<'thanos-store'>;
  public readonly telemetry: Telemetry;
  /** What it is told; nothing is text until it is written. */
  public readonly flags: Config<StoreFlags>;

  public constructor(scope: Construct, id: string, props: ThanosStoreProps) {
    super(scope, id);
    const { indexCache = standard.indexCache, resources = standard.resources } = props;
    refuseCount(this, 'replicas', props.replicas, 1);
    const working = Size.mebibytes(indexCache.toMebibytes() * 4);
    const why = 'the index cache is a quarter, chunks in flight are half, and a quarter is left to work with';
    refuseSmall(this, 'resources.memory', resources.memory, working, why);
    const name = nameOf(this);
    const identity = identityFor(this, 'bucket', props.bucket, name);
    const site = new Site(this, 'Site', {
      labels: selecting('thanos-store', name),
      ...(identity && { serviceAccountAnnotations: identity }),
    });
    this.endpoint = site.listen('thanos-store', { service: name, headless: true, port: ports.grpc });
    const metrics = site.listen('metrics', { port: ports.http });
    const bucket = mounted(site, objectStore(this, site, props.bucket), name, folders.config);
    this.flags = new Config(flagsOf(site, bucket.path, indexCache, resources.memory));
    runThanos(this, {
      command: 'store',
      kind: 'StatefulSet',
      site,
      flags: this.flags,
      replicas: props.replicas ?? 2,
      resources,
      files: () => bucket.files,
      volumes: [
        {
          name: 'data',
          path: folders.data,
          claim: props.storage ?? standard.storage,
          storageClass: clusterOf(this).profile.storageClass,
        },
      ],
      ports: { grpc: ports.grpc },
      governedBy: name,
      gracePeriod: Duration.minutes(2),
      // It is ready when it knows all blocks.
      startupAttempts: 60,
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(storeMetrics),
      alerts: storeSymptoms(name),
      dashboards: [],
    };
  }
}

function flagsOf(site: Site, objstore: string, indexCache: Size, memory: Size): StoreFlags {
  return {
    ...serving(site),
    ...answering(site),
    'data-dir': `${folders.data}/store`,
    'objstore.config-file': objstore,
    'index-cache-size': `${indexCache.toMebibytes()}MB`,
    'chunk-pool-size': `${Math.floor(memory.toMebibytes() / 2)}MB`,
    'store.enable-index-header-lazy-reader': true,
    'web.disable': true,
    'web.disable-cors': true,
  };
}

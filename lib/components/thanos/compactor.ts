import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { type Bucket, identityFor } from '../../workload/object-storage.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { compactMetrics } from './catalogue.js';
import { replicaLabels } from './labels.js';
import { mounted, objectStore } from './object-store.js';
import { ports } from './ports.js';
import { refuseCount } from './refuse.js';
import { kept, refuseResolutions, type Resolutions } from './resolutions.js';
import { folders, runThanos, serving } from './run.js';
import type { CompactFlags } from './schema.js';
import { compactorSymptoms } from './symptoms.js';

/** Props of {@link ThanosCompactor}. */
export interface ThanosCompactorProps {
  /** Where blocks are kept. */
  readonly bucket: Bucket;
  /** How long samples are kept, by how fine they are. */
  readonly retention: Resolutions;
  /** The volume in which blocks are put together: the two largest at once, and their result. @default 100 GiB */
  readonly storage?: Size;
  /** Groups of blocks at a time, each with a core of its own. @default 1 */
  readonly concurrency?: number;
  /** @default 1 core, 4 GiB */
  readonly resources?: Resources;
}

/**
 * Puts blocks together, makes coarser samples of old ones, removes the copies that replication made, and deletes what is too old. Two at
 * one bucket would spoil it, so there is one, and a second for the same bucket refuses.
 */
export class ThanosCompactor extends Construct implements Watched {
  public readonly telemetry: Telemetry;
  /** What it is told; nothing is text until it is written. */
  public readonly flags: Config<CompactFlags>;
  readonly #bucket: string;

  public constructor(scope: Construct, id: string, props: ThanosCompactorProps) {
    super(scope, id);
    this.#bucket = props.bucket.name;
    refuseResolutions(this, props.retention);
    refuseCount(this, 'concurrency', props.concurrency, 1);
    this.refuseAnother();
    const name = nameOf(this);
    const identity = identityFor(this, 'bucket', props.bucket, name);
    const site = new Site(this, 'Site', {
      labels: selecting('thanos-compactor', name),
      ...(identity && { serviceAccountAnnotations: identity }),
    });
    const metrics = site.listen('metrics', { service: name, headless: true, port: ports.http, portName: 'http' });
    const bucket = mounted(site, objectStore(this, site, props.bucket), name, folders.config);
    this.flags = new Config(flagsOf(site, bucket.path, props));
    runThanos(this, {
      command: 'compact',
      kind: 'StatefulSet',
      site,
      flags: this.flags,
      replicas: 1,
      resources: props.resources ?? { cpu: 1, memory: Size.gibibytes(4) },
      files: () => bucket.files,
      volumes: [
        {
          name: 'data',
          path: folders.data,
          claim: props.storage ?? Size.gibibytes(100),
          storageClass: clusterOf(this).profile.storageClass,
        },
      ],
      governedBy: name,
      gracePeriod: Duration.minutes(2),
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(compactMetrics),
      alerts: compactorSymptoms(name),
      dashboards: [],
    };
  }

  private refuseAnother(): void {
    const other = this.node.root.node
      .findAll()
      .find((one) => one instanceof ThanosCompactor && one !== this && one.#bucket === this.#bucket);
    if (other === undefined) return;
    throw new Refusal({
      at: this.node.path,
      field: 'bucket.name',
      given: this.#bucket,
      allowed: `one compactor for a bucket, and ${other.node.path} is there`,
      fix: 'leave this one out, or give it another bucket',
    });
  }
}

function flagsOf(site: Site, objstore: string, { retention, concurrency = 1 }: ThanosCompactorProps): CompactFlags {
  return {
    ...serving(site),
    wait: true,
    'data-dir': `${folders.data}/compact`,
    'objstore.config-file': objstore,
    'retention.resolution-raw': kept(retention.raw),
    'retention.resolution-5m': kept(retention.fiveMinutes),
    'retention.resolution-1h': kept(retention.oneHour),
    'compact.concurrency': concurrency,
    'downsample.concurrency': concurrency,
    // Ingesters' copies are the same to the sample, which is what one-to-one, the default, can merge; a Prometheus pair's are not.
    'compact.enable-vertical-compaction': true,
    'deduplication.replica-label': [replicaLabels.ingester],
    // Its pages can mark blocks for deletion, without asking who wants it.
    'disable-admin-operations': true,
    'web.disable-cors': true,
  };
}

import { Duration, type Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Doors, type Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { clusterOf } from '../../workload/cluster.js';
import { type Bucket, identityFor } from '../../workload/object-storage.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { replicaLabels, tenancy } from './labels.js';
import { mounted, objectStore } from './object-store.js';
import { ports } from './ports.js';
import type { ReceiveFlags } from './schema.js';
import { answering, folders, runThanos, serving } from './run.js';

/** Props of {@link Ingesters}. */
export interface IngestersProps {
  readonly bucket: Bucket;
  readonly replicas: number;
  readonly storage: Size;
  readonly retention: Duration;
  readonly outOfOrder: Duration | undefined;
  readonly resources: Resources;
}

/** What keeps new samples, answers for them, and uploads them as blocks: each one has a part of the series, and a name that stays. */
export class Ingesters extends Construct {
  /** Each of them takes its part of what is written, and answers for it. */
  public readonly doors: Doors<'thanos-store'>;
  public readonly metrics: Endpoint<'metrics'>;
  public readonly flags: Config<ReceiveFlags>;

  public constructor(scope: Construct, id: string, props: IngestersProps) {
    super(scope, id);
    const name = nameOf(this);
    const identity = identityFor(this, 'bucket', props.bucket, name);
    const site = new Site(this, 'Site', {
      labels: selecting('thanos-receive-ingester', name),
      ...(identity && { serviceAccountAnnotations: identity }),
    });
    const door = (ordinal: number): Endpoint<'thanos-store'> =>
      site.listen('thanos-store', { service: name, headless: true, port: ports.grpc, pod: `${name}-${ordinal}` });
    this.doors = new Doors(door(0), ...Array.from({ length: props.replicas - 1 }, (_, at) => door(at + 1)));
    this.metrics = site.listen('metrics', { port: ports.http });
    const bucket = mounted(site, objectStore(this, site, props.bucket), name, folders.config);
    this.flags = new Config(flagsOf(site, props, bucket.path, `$(POD_NAME).${name}.${site.namespace}.svc`));
    runThanos(this, {
      command: 'receive',
      kind: 'StatefulSet',
      site,
      flags: this.flags,
      replicas: props.replicas,
      resources: props.resources,
      files: () => bucket.files,
      volumes: [
        { name: 'data', path: folders.data, claim: props.storage, storageClass: clusterOf(this).profile.storageClass },
      ],
      env: { POD_NAME: { fieldPath: 'metadata.name' } },
      ports: { grpc: ports.grpc },
      governedBy: name,
      priority: 'critical',
      // What is in memory is uploaded at the end, and read again from the log at the start.
      gracePeriod: Duration.minutes(15),
      startupAttempts: 180,
    });
  }
}

function flagsOf(site: Site, props: IngestersProps, objstore: string, self: string): ReceiveFlags {
  return {
    ...serving(site),
    ...answering(site),
    label: [`${replicaLabels.ingester}="$(POD_NAME)"`],
    'tsdb.path': `${folders.data}/receive`,
    'tsdb.retention': prometheusDuration(props.retention),
    'tsdb.max-exemplars': 100_000,
    // A clock that runs ahead would else shut out everybody whose clock does not.
    'tsdb.too-far-in-future.time-window': '5m',
    ...(props.outOfOrder && { 'tsdb.out-of-order.time-window': prometheusDuration(props.outOfOrder) }),
    'objstore.config-file': objstore,
    'receive.local-endpoint': `${self}:${ports.grpc}`,
    'receive.tenant-label-name': tenancy.label,
    // Nobody writes here but routers, over gRPC with TLS; the other doors have no off, and no lock.
    'remote-write.address': `127.0.0.1:${ports.write}`,
    'receive.capnproto-address': `127.0.0.1:${ports.capnproto}`,
  };
}

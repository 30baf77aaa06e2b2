import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { receiveCapacity } from '../../capacity/thanos.js';
import type { Doors, Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Bucket } from '../../workload/object-storage.js';
import type { Resources } from '../../workload/resources.js';
import { receiveMetrics } from './catalogue.js';
import { Ingesters } from './ingesters.js';
import { refuseCount, refuseShort, refuseSmall } from './refuse.js';
import { Routers } from './routers.js';
import { receiveSymptoms } from './symptoms.js';

/** Props of {@link ThanosReceive}. */
export interface ThanosReceiveProps {
  /** Where blocks are kept. */
  readonly bucket: Bucket;
  /** The ingesters; each has its part of the series. @default - as many as the replication */
  readonly replicas?: number;
  /** On how many ingesters each sample is. Of three, one may be away; one is for development. @default 3 */
  readonly replication?: 1 | 3;
  /** The volume of each ingester. @default 50 GiB */
  readonly storage?: Size;
  /** How long an ingester keeps what it has uploaded: the time that the bucket may be away without a loss. @default 1 day */
  readonly retention?: Duration;
  /**
   * How much older than the newest sample of its series a sample may be: what one of a sending pair was held up with.
   * @default - in order alone
   */
  readonly outOfOrder?: Duration;
  /** Of each ingester. @default 1 core, 4 GiB */
  readonly resources?: Resources;
  /** What takes samples in. @default - 2 of them, of 0.5 cores and 512 MiB */
  readonly routers?: { readonly replicas?: number; readonly resources?: Resources };
  /** Active series that arrive, each replica of a sending pair counted: memory and storage are held against them. @default - they are not checked */
  readonly series?: number;
  /** How often those are scraped, for the same arithmetic. @default 30 seconds */
  readonly scrapeInterval?: Duration;
}

const standard = {
  storage: Size.gibibytes(50),
  retention: Duration.days(1),
  resources: { cpu: 1, memory: Size.gibibytes(4) },
  routers: { replicas: 2, resources: { cpu: 0.5, memory: Size.mebibytes(512) } },
} as const;

/**
 * Takes in samples that others push: routers hand each series to its ingesters, which keep it for a day and upload it. Whose it
 * is says a header, and anybody who reaches the routers may say it: so they are reached through a gate alone.
 */
export class ThanosReceive extends Construct implements Watched {
  /** Takes samples of whichever tenant the caller names: a {@link ThanosGate} alone takes it. */
  public readonly door: Endpoint<'thanos-receive'>;
  /** Each ingester answers for its own series: a query must ask all of them. */
  public readonly stores: Doors<'thanos-store'>;
  public readonly telemetry: Telemetry;
  public readonly ingesters: Ingesters;
  public readonly routers: Routers;

  public constructor(scope: Construct, id: string, props: ThanosReceiveProps) {
    super(scope, id);
    const { replication = 3, routers } = props;
    const replicas = props.replicas ?? replication;
    refuseOddities(this, props, replication);
    refuseOverload(this, props, replicas, replication);
    this.ingesters = new Ingesters(this, 'ingester', {
      bucket: props.bucket,
      replicas,
      storage: props.storage ?? standard.storage,
      retention: props.retention ?? standard.retention,
      outOfOrder: props.outOfOrder,
      resources: props.resources ?? standard.resources,
    });
    this.stores = this.ingesters.doors;
    this.routers = new Routers(this, 'router', {
      ingesters: this.stores,
      replication,
      replicas: routers?.replicas ?? standard.routers.replicas,
      resources: routers?.resources ?? standard.routers.resources,
    });
    this.door = this.routers.door;
    this.telemetry = {
      metrics: [
        { endpoint: this.ingesters.metrics, job: nameOf(this.ingesters) },
        { endpoint: this.routers.metrics, job: nameOf(this.routers) },
      ],
      yields: Object.values(receiveMetrics),
      alerts: receiveSymptoms({ ingesters: nameOf(this.ingesters), routers: nameOf(this.routers) }),
      dashboards: [],
    };
  }
}

function refuseOddities(at: Construct, props: ThanosReceiveProps, replication: number): void {
  const { replicas, routers, retention, outOfOrder, series } = props;
  refuseCount(at, 'replicas', replicas, 1);
  refuseCount(at, 'routers.replicas', routers?.replicas, 1);
  refuseCount(at, 'series', series, 1);
  const why = 'a block is uploaded after two hours, and others see it some time later';
  refuseShort(at, 'retention', retention, Duration.hours(6), why);
  refuseShort(at, 'outOfOrder', outOfOrder, Duration.minutes(1), 'less is in order already');
  if (replicas === undefined || replicas >= replication) return;
  throw new Refusal({
    at: at.node.path,
    field: 'replicas',
    given: replicas,
    allowed: `${replication} or more ingesters, since each sample is on ${replication}`,
    fix: 'add ingesters, or give replication: 1 for development',
  });
}

/** @throws Refusal when an ingester's memory or volume does not carry its part of the series */
function refuseOverload(at: Construct, props: ThanosReceiveProps, ingesters: number, replication: number): void {
  const { series, scrapeInterval = Duration.seconds(30), retention = standard.retention } = props;
  if (series === undefined) return;
  const needed = receiveCapacity({ series, scrapeInterval, retention, replication, ingesters });
  const { storage = standard.storage, resources = standard.resources } = props;
  refuseSmall(at, 'resources.memory', resources.memory, needed.memory, needed.derivation);
  refuseSmall(at, 'storage', storage, needed.disk, needed.derivation);
}

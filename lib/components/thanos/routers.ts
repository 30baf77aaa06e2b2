import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import type { Doors, Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { hashrings } from './hashring.js';
import { replicaLabels, tenancy } from './labels.js';
import { ports } from './ports.js';
import type { ReceiveFlags } from './schema.js';
import { answering, folders, runThanos, serving } from './run.js';

/** Props of {@link Routers}. */
export interface RoutersProps {
  readonly ingesters: Doors<'thanos-store'>;
  readonly replication: number;
  readonly replicas: number;
  readonly resources: Resources;
}

/** The file of the ring. */
const file = 'hashrings.json';

/** What takes samples in and hands each series to the ingesters that it belongs to. It keeps nothing. */
export class Routers extends Construct {
  /** Takes samples of whichever tenant the caller names: for a gate alone. */
  public readonly door: Endpoint<'thanos-receive'>;
  public readonly metrics: Endpoint<'metrics'>;
  public readonly flags: Config<ReceiveFlags>;

  public constructor(scope: Construct, id: string, props: RoutersProps) {
    super(scope, id);
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('thanos-receive-router', name) });
    this.door = site.listen('thanos-receive', { service: name, port: ports.write });
    this.metrics = site.listen('metrics', { port: ports.http });
    const members = props.ingesters.each((door) => site.dial(door).authority);
    this.flags = new Config(flagsOf(site, props.replication));
    runThanos(this, {
      command: 'receive',
      kind: 'Deployment',
      site,
      flags: this.flags,
      replicas: props.replicas,
      resources: props.resources,
      watched: () => ({ [file]: hashrings(members) }),
      env: { POD_NAME: { fieldPath: 'metadata.name' } },
      ports: { write: ports.write },
      priority: 'critical',
    });
  }
}

function flagsOf(site: Site, replication: number): ReceiveFlags {
  const { certificate: files } = site;
  return {
    ...serving(site),
    ...answering(site),
    // It wants one, although it makes no blocks.
    label: [`${replicaLabels.ingester}="$(POD_NAME)"`],
    'tsdb.path': `${folders.data}/receive`,
    'receive.hashrings-file': `${folders.watched}/${file}`,
    'receive.hashrings-algorithm': 'ketama',
    'receive.replication-factor': replication,
    // It has no off, and no lock.
    'receive.capnproto-address': `127.0.0.1:${ports.capnproto}`,
    'receive.tenant-header': tenancy.header,
    'receive.tenant-label-name': tenancy.label,
    'remote-write.address': `0.0.0.0:${ports.write}`,
    ...(files && {
      'remote-write.server-tls-cert': files.cert,
      'remote-write.server-tls-key': files.key,
      'remote-write.server-tls-client-ca': files.ca,
      'remote-write.client-tls-secure': true,
      'remote-write.client-tls-cert': files.cert,
      'remote-write.client-tls-key': files.key,
      'remote-write.client-tls-ca': files.ca,
    }),
  };
}

import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { LogParser, MultilineLanguage } from '../../signals/logs/parsers.js';
import { type Redaction, standardRedaction } from '../../signals/logs/redaction.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { clusterOf } from '../../workload/cluster.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { Workload } from '../../workload/workload.js';
import { type Buffers, checkDisk, checkMemory } from './buffers.js';
import { fluentBitMetrics } from './catalogue.js';
import { configuration, folder, port, state } from './configuration.js';
import { filtersOf, type OwnFilter, parsersOf } from './filter.js';
import { type LogTypeRule, standardLogTypes } from './log-type.js';
import type { Output } from './output.js';
import { redactionScript } from './redaction-script.js';
import type { FluentBitConfig } from './schema.js';
import { symptoms } from './symptoms.js';

/** Props of {@link FluentBit}. */
export interface FluentBitProps {
  /** Where logs go. At least one: logs that are only collected are lost. */
  readonly to: readonly [Output, ...Output[]];
  /** What never leaves the node. @default standardRedaction */
  readonly redaction?: Redaction;
  /** Of which kind a record is; the first rule that holds decides. @default standardLogTypes */
  readonly logTypes?: readonly LogTypeRule[];
  /** Languages whose stack traces become one record. @default go, java, python */
  readonly multiline?: readonly MultilineLanguage[];
  /** Parsers that pods may choose by the annotation `fluentbit.io/parser`. @default - none: JSON is taken apart, other lines stay */
  readonly parsers?: readonly LogParser[];
  /** Filters of your own, run before masking. @default - none */
  readonly filters?: readonly OwnFilter[];
  /** Namespaces whose containers are not read. @default - none */
  readonly exclude?: readonly string[];
  /** What may be held in memory. @default 64 chunks and 32 MiB of backlog */
  readonly buffers?: Buffers;
  /** Disk of each node that all buffers together may fill. @default 4 GiB */
  readonly nodeDisk?: Size;
  /** @default 0.1 cores, 256 MiB */
  readonly resources?: Resources;
}

/**
 * Reads every container's log on every node, says where each line comes from and of which kind it is, masks what must not
 * be stored, and keeps on the node's disk what could not be sent. It runs as root, with no capability at all, only because
 * the files that it reads belong to root; it writes to nothing of the node but its own folder.
 */
export class FluentBit extends Construct implements Watched {
  public readonly telemetry: Telemetry;
  /** The configuration, an object until it is written. */
  public readonly config: Config<FluentBitConfig>;

  public constructor(scope: Construct, id: string, props: FluentBitProps) {
    super(scope, id);
    const resources = props.resources ?? { cpu: 0.1, memory: Size.mebibytes(256) };
    this.check(props, resources.memoryLimit ?? resources.memory);

    const site = new Site(this, 'Site', { labels: selecting('fluent-bit', nameOf(this)) });
    const endpoint = site.listen('metrics', { port, plain: 'fluent-bit 4.2 serves its own page without TLS' });
    site.allow({ id: '', in: 'cluster', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] });
    site.dial(apiServer(this));
    this.config = new Config(refuseAt(this.node.path, () => configured(this, site, props)));
    this.run(
      site,
      resources,
      refuseAt(this.node.path, () => redactionScript(props.redaction ?? standardRedaction)),
    );
    this.telemetry = {
      metrics: [{ endpoint, job: 'fluent-bit', path: '/api/v2/metrics/prometheus' }],
      yields: Object.values(fluentBitMetrics),
      alerts: symptoms(),
      dashboards: [],
    };
  }

  private run(site: Site, resources: Resources, script: string): void {
    const config = new ConfigFiles(this, 'config', () => ({
      'fluent-bit.yaml': this.config.toString(),
      'redaction.lua': script,
    }));
    new Workload(this, 'Resource', {
      kind: 'DaemonSet',
      site,
      image: 'fluent-bit',
      priority: 'node',
      root: true,
      token: true,
      command: ['/fluent-bit/bin/fluent-bit'],
      args: () => ['--config', `${folder}/fluent-bit.yaml`],
      ports: { metrics: port },
      probes: {
        // Failing outputs make it unready, which is seen; a restart would not help them, so only a dead server restarts it.
        readiness: { path: '/api/v1/health', port },
        liveness: { path: '/', port },
      },
      resources,
      gracePeriod: Duration.seconds(45),
      config: { files: config, path: folder },
      volumes: [
        { name: 'logs', path: '/var/log', host: '/var/log' },
        {
          name: 'state',
          path: state,
          host: `/var/lib/${site.namespace}-${nameOf(this)}`,
          writable: true,
          create: true,
        },
      ],
    });
  }

  private check({ to, buffers = {}, nodeDisk = Size.gibibytes(4) }: FluentBitProps, memory: Size): void {
    const at = this.node.path;
    checkMemory(at, buffers, memory);
    checkDisk(at, to, nodeDisk);
    const names = to.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (to.length > 0 && twice === undefined) return;
    throw new Refusal({
      at,
      field: 'to',
      given: names,
      allowed: 'at least one output, each of a name of its own',
      fix: twice === undefined ? 'say where the logs go' : `give one of those named ${twice} another name`,
    });
  }
}

function configured(construct: Construct, site: Site, props: FluentBitProps): FluentBitConfig {
  const { parsers = [], filters = [] } = props;
  const all = [...new Set([...parsers, ...parsersOf(filters)])];
  const twice = all.find(({ name }, index) => all.findIndex((one) => one.name === name) !== index);
  if (twice !== undefined) {
    throw new Refusal({
      field: 'parsers',
      given: twice.name,
      allowed: 'one parser of a name',
      fix: 'rename one of the two',
    });
  }
  return configuration({
    cluster: clusterOf(construct).name,
    buffers: props.buffers ?? {},
    exclude: props.exclude ?? [],
    multiline: props.multiline ?? ['go', 'java', 'python'],
    parsers: all,
    podsChoose: parsers.length > 0,
    logTypes: props.logTypes ?? standardLogTypes,
    filters: filtersOf(filters),
    outputs: props.to.map((output) => output.config(site)),
  });
}

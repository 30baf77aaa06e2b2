import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { refuseAt } from '../../kernel/refusal.js';
import { checkLabel } from '../../query/labels.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { queryMetrics } from './catalogue.js';
import { replicaLabels } from './labels.js';
import { ports } from './ports.js';
import { refuseCount, refuseShort } from './refuse.js';
import { answering, asking, folders, runThanos, serving } from './run.js';
import type { QueryFlags } from './schema.js';
import { askStores, type Stores } from './stores.js';
import { querySymptoms } from './symptoms.js';

/** Props of {@link ThanosQuery}. */
export interface ThanosQueryProps {
  /** Who answers for series: a receive's `stores`, a store's `endpoint`, a ruler's `stores`. */
  readonly stores: readonly Stores[];
  /** @default 2 */
  readonly replicas?: number;
  /** Labels that tell copies apart, beside those of ingesters, Prometheus pairs and rulers. @default - none */
  readonly replicaLabels?: readonly string[];
  /** How long a query may take. @default 2 minutes */
  readonly timeout?: Duration;
  /** Queries at a time, of each replica. @default 20 */
  readonly concurrency?: number;
  /** Whether what is left of an answer is given when a store fails, with a warning. @default true */
  readonly partial?: boolean;
  /** @default 1 core, 2 GiB */
  readonly resources?: Resources;
}

/** The file of stores. */
const file = 'endpoints.yaml';

/** Answers PromQL over everything, recent and old, and says it once however many copies there are. */
export class ThanosQuery extends Construct implements Watched {
  /** Answers PromQL: any replica. */
  public readonly read: Endpoint<'prometheus'>;
  public readonly telemetry: Telemetry;
  /** What it is told; nothing is text until it is written. */
  public readonly flags: Config<QueryFlags>;

  public constructor(scope: Construct, id: string, props: ThanosQueryProps) {
    super(scope, id);
    refuseCount(this, 'replicas', props.replicas, 1);
    refuseCount(this, 'concurrency', props.concurrency, 1);
    refuseShort(this, 'timeout', props.timeout, Duration.seconds(1), 'a query takes its time');
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('thanos-query', name) });
    const service = { service: name, port: ports.http, portName: 'http' };
    this.read = site.listen('prometheus', service);
    const metrics = site.listen('metrics', service);
    const asked = refuseAt(this.node.path, () => askStores(site, props.stores));
    const labels = refuseAt(this.node.path, () => deduplicated(props.replicaLabels ?? []));
    this.flags = new Config({
      ...serving(site),
      ...answering(site),
      ...asking(asked.tls),
      'endpoint.sd-config-file': `${folders.watched}/${file}`,
      'query.replica-label': labels,
      'query.timeout': prometheusDuration(props.timeout ?? Duration.minutes(2)),
      'query.max-concurrent': props.concurrency ?? 20,
      'query.auto-downsampling': true,
      ...(props.partial === false && { 'no-query.partial-response': true as const }),
      'web.disable-cors': true,
    });
    runThanos(this, {
      command: 'query',
      kind: 'Deployment',
      site,
      flags: this.flags,
      replicas: props.replicas ?? 2,
      resources: props.resources ?? { cpu: 1, memory: Size.gibibytes(2) },
      watched: () => ({ [file]: asked.file }),
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(queryMetrics),
      alerts: querySymptoms(name, asked.count),
      dashboards: [],
    };
  }
}

function deduplicated(more: readonly string[]): readonly string[] {
  for (const label of more) checkLabel('replicaLabels', label);
  return [...new Set([...Object.values(replicaLabels), ...more])].sort();
}

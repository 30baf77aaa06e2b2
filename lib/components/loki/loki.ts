import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Config } from '../../kernel/config.js';
import { bytes } from '../../kernel/dialect.js';
import type { AlertsEndpoint, Doors, Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { identity } from '../../signals/identity.js';
import type { AlertLinks } from '../../signals/alert-links.js';
import type { LogRuleGroup } from '../../signals/logs/log-rule-group.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { ConfigFiles } from '../../workload/config-files.js';
import { identityFor } from '../../workload/object-storage.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { Workload } from '../../workload/workload.js';
import { lokiMetrics } from './catalogue.js';
import { configuration, data, ports, rulesFolder } from './configuration.js';
import type { Limits } from './limits.js';
import { type Store, storageConfig } from './object-storage.js';
import { type LogRules, ruleFile } from './rule-file.js';
import { alerting, recording } from './ruler.js';
import type { Configuration } from './schema.js';
import { symptoms } from './symptoms.js';

/** Props of {@link Loki}. */
export interface LokiProps<Team extends string = never> {
  /** Where logs are kept: a bucket; `'filesystem'`, with one replica, for development. */
  readonly store: Store;
  /** How long logs are kept: whole days. @default 31 days */
  readonly retention?: Duration;
  /** One, for development, or three and more. @default 3 */
  readonly replicas?: number;
  /** The volume of each replica: its write-ahead log, index and scratch; all logs with `'filesystem'`. @default 50 GiB */
  readonly storage?: Size;
  /** @default 1 core, 4 GiB */
  readonly resources?: Resources;
  /** What is taken in and given out at most. @default - upstream's limits, with queries as long as the retention */
  readonly limits?: Limits;
  /** The first day of the schema, in UTC, `YYYY-MM-DD`: in the past for a new Loki, and never changed. @default '2024-04-01' */
  readonly schemaFrom?: string;
  /** Who is told of alerts on logs; it knows the teams. @default - nobody, so that no rule with an alert can be added */
  readonly alertmanager?: AlertsEndpoint<Team>;
  /** Where series that are recorded from logs go: a Prometheus' `write`. @default - nowhere, so that nothing can be recorded */
  readonly recordTo?: Doors<'remote-write'>;
  /** Where the links on alerts lead. @default - each alert needs a runbook of its own */
  readonly links?: AlertLinks;
}

/** The user of Loki's image. */
const user = 10_001;

/** Where the configuration is mounted: beside the rules, never above them, since a mounted folder takes no other in it. */
const configFolder = '/etc/loki/config';

/**
 * Logs: takes them in by its own protocol (`/loki/api/v1/push`) and by OTLP (`/otlp`), keeps them in a bucket, answers LogQL, and
 * evaluates rules on them. Every replica does everything; a line is written to three, one of them compacts.
 */
export class Loki<Team extends string = never> extends Construct implements Watched {
  /** Takes logs in, by push or below `/otlp`, and answers LogQL: any replica. */
  public readonly endpoint: Endpoint<'loki'>;
  /** How long logs are kept. */
  public readonly retention: Duration;
  /** What a lifecycle rule of the bucket must leave alone: the retention, a day for the delay of deleting, and a day's index. */
  public readonly keepInBucket: Duration;
  /** What Loki is configured with; nothing is text until it is written. */
  public readonly config: Config<Configuration>;
  readonly #metrics: Endpoint<'metrics'>;
  readonly #groups = new Map<string, LogRules>();
  readonly #props: LokiProps<Team>;

  public constructor(scope: Construct, id: string, props: LokiProps<Team>) {
    super(scope, id);
    refuseOddities(this, props);
    this.#props = props;
    this.retention = props.retention ?? Duration.days(31);
    this.keepInBucket = Duration.days(this.retention.toDays() + 2);
    const name = nameOf(this);
    const identity = props.store === 'filesystem' ? undefined : identityFor(this, 'store', props.store, name);
    const site = new Site(this, 'Site', {
      labels: selecting('loki', name),
      ...(identity && { serviceAccountAnnotations: identity }),
    });
    this.endpoint = site.listen('loki', { service: name, port: ports.http });
    this.#metrics = site.listen('metrics', { port: ports.http });
    this.config = new Config(this.configure(site, `${name}-headless`));
    this.run(site, `${name}-headless`);
  }

  public get telemetry(): Telemetry {
    const job = nameOf(this);
    const recorded = [...this.#groups.values()].flatMap(({ recordings }) => recordings.map(({ metric }) => metric));
    return {
      metrics: [{ endpoint: this.#metrics, job }],
      yields: [...Object.values(lokiMetrics), ...recorded],
      alerts: symptoms(job),
      dashboards: [],
    };
  }

  /** The dashboards that its alerts lead to, by their uids. Complete only when all rules are there. */
  public get linkedDashboards(): readonly string[] {
    return [...this.#groups.values()].flatMap(({ alerts }) => alerts.flatMap(({ dashboard }) => dashboard?.uid ?? []));
  }

  /**
   * Evaluates rules on logs.
   *
   * @throws Refusal when a group of the name is there, when another records the same, when nobody is told of its alerts or takes its recordings
   */
  public rules<T extends NoInfer<Team>>(group: LogRuleGroup<T>): void {
    if (this.#groups.has(group.name)) throw this.no(group, 'one group of a name', 'rename one of the two');
    this.file(group);
    this.#groups.set(group.name, group);
    this.once();
  }

  /** Also asked when the manifests are written, since a group may grow after it was added. */
  private file(group: LogRules): string {
    const { alertmanager, recordTo, links } = this.#props;
    if (group.alerts.length > 0 && alertmanager === undefined) {
      throw this.no(group, 'groups without alerts, since nobody is told', 'give the loki an alertmanager');
    }
    if (group.recordings.length > 0 && recordTo === undefined) {
      throw this.no(group, 'groups without recordings, since nobody takes them', 'give the loki recordTo');
    }
    return refuseAt(this.node.path, () => ruleFile(group, clusterOf(this).name, links));
  }

  /** Also asked when the manifests are written. @throws Refusal when two groups record one series */
  private once(): void {
    const recorded = new Map<string, string>();
    for (const group of this.#groups.values()) {
      for (const { metric, labels } of group.recordings) {
        const series = identity(metric.name, labels);
        const before = recorded.get(series);
        if (before !== undefined)
          throw this.no(
            group,
            `series that no other group records; ${before} has ${metric.name}`,
            'rename one of the two',
          );
        recorded.set(series, group.name);
      }
    }
  }

  private files(): Readonly<Record<string, string>> {
    this.once();
    const groups = [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return Object.fromEntries(groups.map((group) => [`${group.name}.yaml`, this.file(group)]));
  }

  private no(group: LogRules, allowed: string, fix: string): Refusal {
    return new Refusal({ at: this.node.path, field: 'rules', given: group.name, allowed, fix });
  }

  private configure(site: Site, headless: string): Configuration {
    const { store, limits, schemaFrom, alertmanager, recordTo, links, replicas } = this.#props;
    site.listen('loki', { service: headless, headless: true, port: ports.http });
    for (const port of [ports.grpc, ports.gossip]) site.peers(port);
    return configuration({
      at: this.node.path,
      replicas: replicas ?? 3,
      members: `${headless}.${site.namespace}.svc`,
      label: `${site.namespace}-${nameOf(this)}`,
      tls: this.endpoint.tls === 'platform' ? site.certificate : undefined,
      retention: this.retention,
      limits: limits ?? {},
      from: schemaFrom ?? '2024-04-01',
      storage: storageConfig(this, site, store, data),
      ruler: {
        ...(links?.grafana && { external_url: links.grafana }),
        ...alerting(site, alertmanager),
        ...recording(site, recordTo),
      },
      cluster: clusterOf(this).name,
      replayMemory: Math.floor(bytes(this.resources.memory) / 2),
    });
  }

  private get resources(): Resources {
    return this.#props.resources ?? { cpu: 1, memory: Size.gibibytes(4) };
  }

  private run(site: Site, headless: string): void {
    const { storage, replicas } = this.#props;
    const files = new ConfigFiles(this, 'config', () => ({
      'loki.yaml': this.config.toString(),
    }));
    const rules = new ConfigFiles(this, 'rules', () => this.files());
    const tls = this.endpoint.tls === 'platform';
    new Workload(this, 'Resource', {
      kind: 'StatefulSet',
      site,
      image: 'loki',
      replicas: replicas ?? 3,
      args: () => [`-config.file=${configFolder}/loki.yaml`, '-config.expand-env=true'],
      env: { POD_IP: { fieldPath: 'status.podIP' } },
      ports: { http: ports.http, grpc: ports.grpc, gossip: ports.gossip },
      probes: {
        readiness: { path: '/ready', port: ports.http, tls },
        // Not /ready, which also asks after the other replicas.
        liveness: { path: '/loki/api/v1/status/buildinfo', port: ports.http, tls },
        startupAttempts: 60,
      },
      resources: this.resources,
      config: { files, path: configFolder },
      volumes: [
        {
          name: 'data',
          path: data,
          claim: storage ?? Size.gibibytes(50),
          storageClass: clusterOf(this).profile.storageClass,
        },
        // No part of the configuration's hash: the ruler polls its files.
        { name: 'rules', path: `${rulesFolder}/fake`, configMap: rules.name },
      ],
      user,
      governedBy: headless,
      gracePeriod: Duration.minutes(2),
    });
  }
}

function refuseOddities(at: Construct, props: LokiProps<never>): void {
  const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
    new Refusal({ at: at.node.path, field, given, allowed, fix });
  const { retention = Duration.days(31), replicas = 3, store, schemaFrom = '2024-04-01' } = props;
  const hours = retention.toMilliseconds() / 3_600_000;
  if (hours < 24 || hours % 24 !== 0) {
    const fix = 'give Duration.days(n): the index has one table a day';
    throw no('retention', `${hours}h`, 'a whole multiple of 24 hours, 24 or more', fix);
  }
  if (!Number.isInteger(replicas) || replicas < 1 || replicas === 2) {
    const fix = 'give 1 for development, 3 elsewhere: of two copies none may be lost, since both must be written';
    throw no('replicas', replicas, '1, or 3 and more', fix);
  }
  if (store === 'filesystem' && replicas !== 1) {
    const fix = 'give a bucket, or one replica for development';
    throw no('store', store, `a bucket: ${replicas} replicas see no common file system`, fix);
  }
  if (!isDate(schemaFrom)) {
    throw no(
      'schemaFrom',
      schemaFrom,
      'a date, YYYY-MM-DD',
      'give the first day of the schema, in the past for a new loki',
    );
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text.length === 10;
}

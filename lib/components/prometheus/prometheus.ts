import { type Duration, Size } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as monitoring from '../../../imports/monitoring.js';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import { prometheusDuration, prometheusSize } from '../../kernel/dialect.js';
import type { AlertsEndpoint, Doors, Endpoint } from '../../kernel/endpoint.js';
import { label, selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Sender } from '../../kernel/sender.js';
import type { AlertLinks } from '../../signals/alert-links.js';
import { RuleGroup } from '../../signals/rule-group.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { disruptionBudget } from '../../workload/availability.js';
import { awsIdentity } from '../../workload/aws.js';
import type { Resources } from '../../workload/resources.js';
import { RuleManifests } from '../../workload/rule-manifests.js';
import { Site } from '../../workload/site.js';
import type { AnnotatedDiscovery } from './annotated.js';
import { prometheusMetrics } from './catalogue.js';
import { commonSpec, senderOf } from './common-spec.js';
import type { Discovery } from './discovery.js';
import { doorsOf } from './doors.js';
import { type Ec2Scraping, refuseNobody } from './ec2.js';
import { heartbeat } from './heartbeat.js';
import { type ExternalLabels, refuseOddities, refuseOverload, standard } from './limits.js';
import { tlsBy } from './monitors.js';
import type { Probing } from './probing.js';
import { type RemoteWrite, remoteWrites } from './remote-write.js';
import { Scraper } from './scraper.js';
import { symptoms } from './symptoms.js';

/** Props of {@link Prometheus}. */
export interface PrometheusProps<Team extends string = never> {
  /** The volume of each replica. */
  readonly storage: Size;
  /** How long samples are kept, if the volume lasts: it is never filled above 80 %. @default 30 days */
  readonly retention?: Duration;
  /** Active series that it must carry: storage and memory are held against them. @default - they are not checked */
  readonly series?: number;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 1 core, 4 GiB: some half a million series */
  readonly resources?: Resources;
  /** @default 30 seconds */
  readonly scrapeInterval?: Duration;
  /** How often rules are evaluated. @default 30 seconds */
  readonly evaluationInterval?: Duration;
  /** Labels of every sample and alert that leave, beside `cluster`, which is the environment's name. @default - none */
  readonly externalLabels?: ExternalLabels;
  /** Who is told; it knows the teams. @default - nobody, so that no rule with an alert can be added */
  readonly alertmanager?: AlertsEndpoint<Team>;
  /** @default - samples stay here */
  readonly remoteWrite?: readonly RemoteWrite[];
  /** Whether others may push samples here, by `write`. @default false */
  readonly receivesRemoteWrite?: boolean;
  /** Exemplars kept in memory: the links from a metric to a trace. @default 100000 */
  readonly exemplars?: number;
  /** Whether the pods are somebody at AWS, by the profile's workload identity: `scrapeEc2` needs it. @default false */
  readonly awsIdentity?: boolean;
  /** Where the links on alerts lead. */
  readonly links: AlertLinks;
}

/** Metrics: scrapes, keeps, evaluates. Each replica scrapes everything; Alertmanager makes one notification of both. */
export class Prometheus<Team extends string = never> extends Construct implements Watched {
  /** Answers PromQL: any replica. */
  public readonly read: Endpoint<'prometheus'>;
  public readonly telemetry: Telemetry;
  /** The volume of each replica, for what is derived from it. */
  public readonly storage: Size;
  /** As what it is known where it sends its samples. */
  public readonly sender: Sender;
  readonly #site: Site;
  readonly #name: string;
  readonly #write: Doors<'remote-write'> | undefined;
  readonly #rules: RuleManifests;
  readonly #scraper: Scraper;
  readonly #aws: boolean;

  public constructor(scope: Construct, id: string, props: PrometheusProps<Team>) {
    super(scope, id);
    // Pods are named prometheus-<name>-<ordinal>, and get a hash of eleven characters as a label.
    this.#name = nameOf(this, 52 - 'prometheus-'.length);
    this.storage = props.storage;
    refuseOddities(this, props);
    refuseOverload(this, props);
    const replicas = props.replicas ?? 2;
    this.sender = senderOf(this, props.externalLabels);
    this.#aws = props.awsIdentity ?? false;
    this.#site = new Site(this, 'Site', {
      labels: selecting('prometheus', this.#name),
      secretsPath: '/etc/prometheus/secrets',
      ...(this.#aws && { serviceAccountAnnotations: awsIdentity(this, 'awsIdentity', this.#name) }),
    });
    this.#scraper = new Scraper(this, this.#site, this.#name);
    const doors = doorsOf(this.#site, this.#name, replicas, props.receivesRemoteWrite ?? false);
    this.read = doors.read;
    this.#write = doors.write;
    this.#rules = new RuleManifests(this, 'Rules', {
      evaluator: 'a Prometheus',
      labels: { [label.prometheus]: this.#name },
      links: props.links,
      scrapeInterval: props.scrapeInterval ?? standard.interval,
    });
    this.#site.dial(apiServer(this));
    new Manifest(
      this,
      'Resource',
      monitoring.Prometheus({ metadata: { name: this.#name }, spec: this.spec(props, replicas) }),
    );
    if (props.alertmanager !== undefined) heartbeat(this, this.#name);
    disruptionBudget(this, `prometheus-${this.#name}`, this.#site.labels, replicas);
    this.telemetry = {
      metrics: [{ endpoint: doors.metrics, job: this.#name }],
      yields: Object.values(prometheusMetrics),
      alerts: symptoms(this.#name),
      dashboards: [],
    };
  }

  /** Takes samples: every replica gets them all. @throws Refusal unless `receivesRemoteWrite` */
  public get write(): Doors<'remote-write'> {
    if (this.#write !== undefined) return this.#write;
    throw new Refusal({
      at: this.node.path,
      field: 'receivesRemoteWrite',
      given: false,
      allowed: 'a Prometheus that takes samples from others',
      fix: 'give it receivesRemoteWrite: true',
    });
  }

  /** The dashboards that its alerts lead to, by their uids. Complete only when all rules are there. */
  public get linkedDashboards(): readonly string[] {
    return this.#rules.dashboards;
  }

  /** Scrapes a component and watches over it: its alerts go to `team`. */
  public watch(watched: Watched & IConstruct, by: { readonly team: NoInfer<Team> }): void {
    this.#scraper.scrape(watched);
    const { alerts } = watched.telemetry;
    if (alerts.length === 0) return;
    const group = new RuleGroup<Team>(`${nameOf(watched)}-alerts`);
    for (const { props } of alerts) group.alert({ ...props, team: by.team });
    this.rules(group);
  }

  /** Evaluates a group of rules, and what is added to it later. @throws Refusal as {@link RuleManifests.add} does */
  public rules(group: RuleGroup<NoInfer<Team>>): void {
    this.#rules.add(group);
  }

  /** Scrapes every pod that wears certain labels, whoever made it. */
  public discover(id: string, what: Discovery): void {
    this.#scraper.discover(id, what);
  }

  /** Scrapes every pod whose annotations ask for it. */
  public discoverAnnotated(id: string, what: AnnotatedDiscovery): void {
    this.#scraper.discoverAnnotated(id, what);
  }

  /** Scrapes machines at AWS. @throws Refusal unless `awsIdentity` */
  public scrapeEc2(id: string, what: Ec2Scraping): void {
    refuseNobody(this, this.#aws);
    this.#scraper.scrapeEc2(id, what);
  }

  /** Asks an exporter to look at addresses from outside. */
  public probe(id: string, what: Probing): void {
    this.#scraper.probe(id, what);
  }

  private spec(props: PrometheusProps<Team>, replicas: number): monitoring.PrometheusSpec {
    return {
      ...commonSpec(this, this.#site, this.#name, { ...props, replicas }),
      ruleSelector: { matchLabels: { [label.prometheus]: this.#name } },
      retention: prometheusDuration(props.retention ?? standard.retention),
      retentionSize: prometheusSize(Size.mebibytes(Math.floor(props.storage.toMebibytes() * 0.8))) as never,
      evaluationInterval: prometheusDuration(props.evaluationInterval ?? standard.interval),
      exemplars: { maxSize: props.exemplars ?? 100_000 },
      enableFeatures: ['exemplar-storage'],
      ...(props.receivesRemoteWrite && { enableRemoteWriteReceiver: true }),
      ...(props.alertmanager && { alerting: this.alerting(props.alertmanager) }),
      ...(props.remoteWrite && { remoteWrite: this.remoteWrites(props.remoteWrite) }),
    };
  }

  private alerting({ api, replicas }: AlertsEndpoint<Team>): monitoring.PrometheusSpec['alerting'] {
    const { encrypted, host } = this.#site.dial(api);
    const secret = this.#site.certificateSecret;
    this.#scraper.see(replicas.namespace);
    return {
      alertmanagers: [
        {
          namespace: replicas.namespace,
          name: replicas.service,
          port: replicas.port,
          apiVersion: 'V2',
          scheme: encrypted ? 'https' : 'http',
          ...(encrypted && secret && { tlsConfig: tlsBy(secret, host) }),
        },
      ],
    };
  }

  private remoteWrites(all: readonly RemoteWrite[]): monitoring.RemoteWriteSpec[] {
    return refuseAt(this.node.path, () => all.flatMap((write) => remoteWrites(this.#site, write)));
  }
}

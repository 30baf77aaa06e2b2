import { type Duration, Size } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as monitoring from '../../../imports/monitoring.js';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Sender } from '../../kernel/sender.js';
import type { Handover } from '../../signals/handover.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { disruptionBudget } from '../../workload/availability.js';
import { awsIdentity } from '../../workload/aws.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { agentSymptoms } from './agent-symptoms.js';
import type { AnnotatedDiscovery } from './annotated.js';
import { agentMetrics } from './catalogue.js';
import { commonSpec, senderOf } from './common-spec.js';
import type { Discovery } from './discovery.js';
import { port } from './doors.js';
import { type Ec2Scraping, refuseNobody } from './ec2.js';
import { type ExternalLabels, refuseOddities } from './limits.js';
import type { Probing } from './probing.js';
import { type RemoteWrite, remoteWrites } from './remote-write.js';
import { Scraper } from './scraper.js';

/** Props of {@link PrometheusAgent}. */
export interface PrometheusAgentProps {
  /** Where the samples go. Nothing is kept here. */
  readonly remoteWrite: readonly [RemoteWrite, ...RemoteWrite[]];
  /** Where the alerts of what it watches go: it evaluates nothing, so that whoever has the samples must. */
  readonly alerts: Handover;
  /** The volume of each replica's write-ahead log: what is not yet sent, for four hours at most. @default 10 GiB */
  readonly storage?: Size;
  /** @default 2: each scrapes and sends everything, and the far end takes one of them */
  readonly replicas?: number;
  /** @default 0.25 cores, 1 GiB */
  readonly resources?: Resources;
  /** @default 30 seconds */
  readonly scrapeInterval?: Duration;
  /** Labels of every sample that leaves, beside `cluster`, which is the environment's name. @default - none */
  readonly externalLabels?: ExternalLabels;
  /** Whether the pods are somebody at AWS, by the profile's workload identity: `scrapeEc2` needs it. @default false */
  readonly awsIdentity?: boolean;
}

/**
 * Metrics of a place that has no room for more: scrapes and sends, and keeps nothing but what is not yet sent.
 *
 * @see https://prometheus-operator.dev/docs/platform/prometheus-agent/
 */
export class PrometheusAgent extends Construct implements Watched {
  public readonly telemetry: Telemetry;
  /** As what it is known at the far end. */
  public readonly sender: Sender;
  readonly #site: Site;
  readonly #scraper: Scraper;
  readonly #aws: boolean;
  #alerts = 0;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: PrometheusAgentProps,
  ) {
    super(scope, id);
    // Pods are named prom-agent-<name>-<ordinal>, and get a hash of eleven characters as a label.
    const name = nameOf(this, 52 - 'prom-agent-'.length);
    const { replicas = 2, storage = Size.gibibytes(10), resources, scrapeInterval, externalLabels } = props;
    refuseOddities(this, { replicas, storage, scrapeInterval, externalLabels });
    this.sender = senderOf(this, externalLabels);
    this.#aws = props.awsIdentity ?? false;
    this.#site = new Site(this, 'Site', {
      labels: selecting('prometheus-agent', name),
      secretsPath: '/etc/prometheus/secrets',
      ...(this.#aws && { serviceAccountAnnotations: awsIdentity(this, 'awsIdentity', name) }),
    });
    const metrics = this.#site.listen('metrics', { service: name, port, portName: 'web' });
    this.#scraper = new Scraper(this, this.#site, name);
    this.#site.dial(apiServer(this));
    const common = { replicas, storage, resources: resources ?? small, scrapeInterval, externalLabels };
    const spec = {
      ...commonSpec(this, this.#site, name, common),
      mode: 'StatefulSet' as const,
      remoteWrite: this.remoteWrites(),
    };
    new Manifest(this, 'Resource', monitoring.PrometheusAgent({ metadata: { name }, spec }));
    disruptionBudget(this, `prometheus-agent-${name}`, this.#site.labels, replicas);
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(agentMetrics),
      alerts: agentSymptoms(name),
      dashboards: [],
    };
    this.node.addValidation({ validate: () => this.unheard() });
  }

  /** Scrapes a component. Its alerts are handed over: no team is named here, since nobody here could be told. */
  public watch(watched: Watched & IConstruct): void {
    this.#scraper.scrape(watched);
    const { alerts } = watched.telemetry;
    refuseAt(this.node.path, () => this.props.alerts.give(nameOf(watched), alerts));
    this.#alerts += alerts.length;
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

  private remoteWrites(): monitoring.RemoteWriteSpec[] {
    return refuseAt(this.node.path, () => this.props.remoteWrite.flatMap((write) => remoteWrites(this.#site, write)));
  }

  /** Alerts that nobody evaluates. */
  private unheard(): string[] {
    if (this.#alerts === 0 || this.props.alerts.taken) return [];
    const refusal = new Refusal({
      field: 'alerts',
      given: `${this.#alerts} alerts that nobody took`,
      allowed: 'alerts that are evaluated where the samples go',
      fix: "before this is written, add them there: for (const group of handover.take('edge', team)) hub.rules(group)",
    });
    return [refusal.message];
  }
}

/** What an agent asks for: it has no store to keep in memory. */
const small: Resources = { cpu: 0.25, memory: Size.gibibytes(1) };

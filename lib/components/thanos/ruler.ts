import type { AlertLinks } from '../../signals/alert-links.js';
import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as monitoring from '../../../imports/monitoring.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import { prometheusDuration, quantity } from '../../kernel/dialect.js';
import { type AlertsEndpoint, Doors, type Endpoint } from '../../kernel/endpoint.js';
import { type Beside, selecting, written } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { checkLabel } from '../../query/labels.js';
import type { RuleGroup } from '../../signals/rule-group.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { disruptionBudget, priority, spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import { type Bucket, identityFor } from '../../workload/object-storage.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { podSecurity } from '../../workload/security.js';
import { RuleManifests } from '../../workload/rule-manifests.js';
import { Site } from '../../workload/site.js';
import { rulerMetrics } from './catalogue.js';
import { objectStore } from './object-store.js';
import { ports } from './ports.js';
import { refuseCount } from './refuse.js';
import { type RulerDocuments, rulerDocuments } from './ruler-config.js';
import { user } from './run.js';
import { rulerSymptoms } from './symptoms.js';

/** Labels that series and alerts carry of their own: one of the ruler's would overwrite them on each alert. */
const owned = ['cluster', 'namespace', 'service', 'job', 'instance', 'pod', 'severity', 'team', 'alertname'] as const;

/** Labels of everything that a ruler records, and of each of its alerts. */
export type RulerLabels = Beside<(typeof owned)[number]>;

/** Props of {@link ThanosRuler}. */
export interface ThanosRulerProps<Team extends string = never> {
  /** Who is asked: a {@link ThanosQuery}'s `read`, past any cache. */
  readonly query: Endpoint<'prometheus'>;
  /** Where what it records is kept. */
  readonly bucket: Bucket;
  /** Who is told; it knows the teams. @default - nobody, so that no rule with an alert can be added */
  readonly alertmanager?: AlertsEndpoint<Team>;
  /** Labels of what it records and of its alerts, beside its own name, which is not on alerts. @default - none */
  readonly externalLabels?: RulerLabels;
  /** How often rules are evaluated. @default 1 minute */
  readonly evaluationInterval?: Duration;
  /** How far apart the samples are that rules ask for. @default 30 seconds */
  readonly scrapeInterval?: Duration;
  /** Each evaluates everything; Alertmanager makes one notification of both. @default 2 */
  readonly replicas?: number;
  /** The volume of each, for what it has recorded and not uploaded yet. @default 10 GiB */
  readonly storage?: Size;
  /** @default 0.5 cores, 1 GiB */
  readonly resources?: Resources;
  /** Where the links on alerts lead. */
  readonly links: AlertLinks;
}

/** Which ruler takes a rule. */
const ruledBy = 'observability.cdk8s.io/thanos-ruler';

/** Where the operator's pods have the site's Secrets. */
const secretsPath = '/etc/thanos/secrets';

/** What is true where a prop is not given. */
const standard = {
  replicas: 2,
  retention: Duration.days(1),
  resources: { cpu: 0.5, memory: Size.gibibytes(1) },
} as const;

/** Rules that need more than one cluster's samples. What one cluster can tell, its own Prometheus should: it needs no connection for it. */
export class ThanosRuler<Team extends string = never> extends Construct implements Watched {
  /** Each replica answers for what it has recorded, and which alerts are pending: a query should ask them. */
  public readonly stores: Doors<'thanos-store'>;
  readonly #site: Site;
  readonly #name: string;
  readonly #metrics: Endpoint<'metrics'>;
  readonly #rules: RuleManifests;
  readonly #silent: boolean;

  public constructor(scope: Construct, id: string, props: ThanosRulerProps<Team>) {
    super(scope, id);
    // Pods are named thanos-ruler-<name>-<ordinal>, and get a hash of eleven characters as a label.
    this.#name = nameOf(this, 52 - 'thanos-ruler-'.length);
    this.#silent = props.alertmanager === undefined;
    const replicas = props.replicas ?? standard.replicas;
    refuseCount(this, 'replicas', replicas, 1);
    refuseAt(this.node.path, () => checkLabels(props.externalLabels));
    const identity = identityFor(this, 'bucket', props.bucket, this.#name);
    this.#site = new Site(this, 'Site', {
      labels: { ...selecting('thanos-ruler', this.#name), 'thanos-ruler': this.#name },
      secretsPath,
      ...(identity && { serviceAccountAnnotations: identity }),
    });
    this.stores = this.listen(replicas);
    this.#metrics = this.#site.listen('metrics', {
      service: this.#name,
      headless: true,
      port: ports.http,
      portName: 'web',
    });
    this.#rules = new RuleManifests(this, 'Rules', {
      evaluator: 'a ruler',
      prefix: `${this.#name}-`,
      labels: { [ruledBy]: this.#name },
      links: props.links,
      scrapeInterval: props.scrapeInterval ?? Duration.seconds(30),
    });
    const documents = rulerDocuments(this.#site, this.#name, {
      query: props.query,
      alertmanager: props.alertmanager,
      bucket: objectStore(this, this.#site, props.bucket),
    });
    const spec = this.spec(props, replicas, documents);
    new Manifest(this, 'Resource', monitoring.ThanosRuler({ metadata: { name: this.#name }, spec }));
    disruptionBudget(this, `thanos-ruler-${this.#name}`, this.#site.labels, replicas);
  }

  public get telemetry(): Telemetry {
    return {
      metrics: [{ endpoint: this.#metrics, job: this.#name }],
      yields: [...Object.values(rulerMetrics), ...this.#rules.recordings.map(({ metric }) => metric)],
      alerts: rulerSymptoms(this.#name),
      dashboards: [],
    };
  }

  /** The dashboards that its alerts lead to, by their uids. Complete only when all rules are there. */
  public get linkedDashboards(): readonly string[] {
    return this.#rules.dashboards;
  }

  /** Evaluates a group of rules, and what is added to it later. @throws Refusal as {@link RuleManifests.add} does, and when nobody is told of an alert */
  public rules(group: RuleGroup<NoInfer<Team>>): void {
    if (this.#silent && group.alerts.length > 0) {
      throw new Refusal({
        at: this.node.path,
        field: 'rules',
        given: group.name,
        allowed: 'groups without alerts, since nobody is told',
        fix: 'give the ruler an alertmanager',
      });
    }
    this.#rules.add(group);
  }

  private listen(replicas: number): Doors<'thanos-store'> {
    const door = (ordinal: number): Endpoint<'thanos-store'> =>
      this.#site.listen('thanos-store', {
        service: this.#name,
        headless: true,
        port: ports.grpc,
        pod: `thanos-ruler-${this.#name}-${ordinal}`,
      });
    return new Doors(door(0), ...Array.from({ length: replicas - 1 }, (_, at) => door(at + 1)));
  }

  private spec(props: ThanosRulerProps<Team>, replicas: number, documents: RulerDocuments): monitoring.ThanosRulerSpec {
    return {
      ...this.pods(props, replicas),
      ...this.encryption(),
      ...documents,
      ruleSelector: { matchLabels: { [ruledBy]: this.#name } },
      evaluationInterval: prometheusDuration(props.evaluationInterval ?? Duration.minutes(1)),
      retention: prometheusDuration(standard.retention),
      // A ruler's labels overwrite those of its alerts, so its own name stays off them.
      labels: { thanos_ruler: this.#name, ...written(props.externalLabels) },
      alertDropLabels: ['thanos_ruler'],
      ...(props.links.grafana && { alertQueryUrl: props.links.grafana }),
    };
  }

  private pods(props: ThanosRulerProps<Team>, replicas: number): monitoring.ThanosRulerSpec {
    const site = this.#site;
    return {
      version: versionOf('thanos'),
      image: imageIn(this, 'thanos'),
      imagePullPolicy: 'IfNotPresent',
      replicas,
      serviceName: this.#name,
      serviceAccountName: site.serviceAccount,
      enableServiceLinks: false,
      podMetadata: { labels: { ...site.labels } },
      securityContext: podSecurity(user),
      priorityClassName: priority.critical,
      topologySpreadConstraints: spread(site.labels, replicas),
      resources: containerResources(props.resources ?? standard.resources),
      containers: [probes(site.certificate !== undefined)],
      volumes: later(() =>
        site.mountedSecrets.map((name) => ({ name, secret: { secretName: name, defaultMode: 0o440 } })),
      ),
      volumeMounts: later(() =>
        site.mountedSecrets.map((name) => ({ name, mountPath: `${secretsPath}/${name}`, readOnly: true })),
      ),
      storage: {
        volumeClaimTemplate: monitoring.claimTemplate({
          accessModes: ['ReadWriteOnce'],
          storageClassName: clusterOf(this).profile.storageClass,
          resources: { requests: { storage: quantity(props.storage ?? Size.gibibytes(10)) } },
        }),
      },
    };
  }

  private encryption(): Pick<monitoring.ThanosRulerSpec, 'grpcServerTlsConfig' | 'web'> {
    const { certificate: files, certificateSecret: name } = this.#site;
    if (files === undefined || name === undefined) return {};
    return {
      grpcServerTlsConfig: { certFile: files.cert, keyFile: files.key, caFile: files.ca },
      web: { tlsConfig: { cert: { secret: { name, key: 'tls.crt' } }, keySecret: { name, key: 'tls.key' } } },
    };
  }
}

/** The operator gives it none (0.93, pkg/thanos/statefulset.go). */
function probes(tls: boolean): NonNullable<monitoring.ThanosRulerSpec['containers']>[number] {
  const get = (path: string): object => ({ httpGet: { path, port: ports.http, scheme: tls ? 'HTTPS' : 'HTTP' } });
  return {
    name: 'thanos-ruler',
    readinessProbe: { ...get('/-/ready'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    livenessProbe: { ...get('/-/healthy'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 12 },
  };
}

function checkLabels(labels: RulerLabels | undefined): void {
  for (const [name, value] of Object.entries(written(labels))) {
    checkLabel('externalLabels', name);
    if (!owned.some((one) => one === name) && name !== 'thanos_ruler') continue;
    throw new Refusal({
      field: `externalLabels.${name}`,
      given: value,
      allowed: 'labels that no series or alert carries: a ruler overwrites theirs with its own',
      fix: 'use another name',
    });
  }
}

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as monitoring from '../../../imports/monitoring.js';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { disruptionBudget } from '../../workload/availability.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { alertmanagerConfig, type Written } from './alertmanager-config.js';
import { podsSpec } from './alertmanager-resource.js';
import { alertmanagerYaml } from './alertmanager-yaml.js';
import { answered, receiversOf } from './answered.js';
import { alertmanagerMetrics } from './catalogue.js';
import { type Inhibition, standardInhibitions } from './inhibition.js';
import { type Notices, noticesFile, standardNotices } from './notices.js';
import type { Receiver } from './receivers/receiver.js';
import { type AlertLabels, type Route, routeFor } from './route.js';
import { routingTree, type RoutingProps, standardRetention } from './routing.js';
import type { NativeGlobal } from './schema.js';
import { type Smtp, smtpGlobal } from './smtp.js';
import { symptoms } from './symptoms.js';

/** Props of {@link Alertmanager}. */
export interface AlertmanagerProps<Team extends string> extends RoutingProps<Team> {
  /** Alerts that make others superfluous, beside a critical one the lesser of its name. @default - no others */
  readonly inhibitions?: readonly Inhibition[];
  /** How mail leaves: needed by, and only by, a receiver of mail. @default - no mail */
  readonly smtp?: Smtp;
  /** What notifications say. @default - what happens, what to do, where to look */
  readonly notices?: Partial<Notices>;
  /** Where people reach its page; links lead there. @default - links lead to a pod, and only from inside */
  readonly externalUrl?: `https://${string}`;
  /** Each gets every alert, and one of them speaks. @default 3 */
  readonly replicas?: number;
  /** The volume of each replica: silences, and whom it told. @default 2 GiB */
  readonly storage?: Size;
  /** @default 0.1 cores, 256 MiB */
  readonly resources?: Resources;
}

/** The Service that the operator makes for all Alertmanagers of a namespace (prometheus-operator 0.93, pkg/alertmanager/statefulset.go). */
const operated = { service: 'alertmanager-operated', port: 9093, portName: 'web' } as const;

/** The port on which members gossip: TCP alone under TLS, both in the clear. */
const gossipPort = 9094;

/** Who is told of what: every alert of every team reaches somebody, and the type says so. */
export class Alertmanager<Team extends string> extends Construct implements Watched {
  /** Takes alerts, of these teams and no others. */
  public readonly endpoint: AlertsEndpoint<Team>;
  public readonly telemetry: Telemetry;
  readonly #site: Site;
  readonly #name: string;
  readonly #tree: Route;
  readonly #native: () => string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AlertmanagerProps<Team>,
  ) {
    super(scope, id);
    // Pods are named alertmanager-<name>-<ordinal>, and get a hash of eleven characters as a label.
    this.#name = nameOf(this, 52 - 'alertmanager-'.length);
    this.#tree = refuseAt(this.node.path, () => routingTree(props));
    const replicas = props.replicas ?? 3;
    this.refuseOddities(replicas);
    this.#site = new Site(this, 'Site', {
      labels: { ...selecting('alertmanager', this.#name), alertmanager: this.#name },
      secretsPath: '/etc/alertmanager/secrets',
    });
    this.refuseNeighbours();
    this.endpoint = this.listen();
    if (replicas > 1) for (const protocol of ['TCP', 'UDP'] as const) this.#site.peers(gossipPort, protocol);
    const global = props.smtp && smtpGlobal(this.#site, props.smtp);
    const written: Written = {
      root: this.#tree,
      receivers: answered(this.#tree, this.#site),
      inhibitions: [...standardInhibitions, ...(props.inhibitions ?? [])],
      muteTimes: props.muteTimes ?? [],
    };
    this.define(written, global?.resource, replicas);
    this.#native = () => this.native(written, global?.native ?? {});
    this.telemetry = this.watched(replicas);
  }

  /** The configuration as Alertmanager itself reads it, secrets as files: for its own tools. The cluster gets the operator's. */
  public get yaml(): string {
    return this.#native();
  }

  /** Who is told of an alert with these labels, as Alertmanager will decide it. */
  public receiverOf(labels: AlertLabels): Receiver {
    return routeFor(this.#tree, labels).receiver;
  }

  /** The template file of what notifications say. */
  public get notices(): string {
    return noticesFile({ ...standardNotices, ...this.props.notices });
  }

  private listen(): AlertsEndpoint<Team> {
    const { service, port, portName } = operated;
    const serviceLabels = { 'operated-alertmanager': 'true' };
    const api = this.#site.listen('alertmanager', {
      service,
      madeBy: 'prometheus-operator',
      port,
      portName,
      serviceLabels,
    });
    this.#site.listen('alertmanager', { service: this.#name, port, portName });
    return { api, replicas: { namespace: this.#site.namespace, service, port: portName } };
  }

  private define(
    written: Written,
    global: ReturnType<typeof smtpGlobal>['resource'] | undefined,
    replicas: number,
  ): void {
    const { props } = this;
    const file = 'notices.tmpl';
    const templates = new ConfigFiles(this, 'templates', () => ({ [file]: this.notices }));
    const routing = new Manifest(this, 'routing', monitoring.AlertmanagerConfig({ spec: alertmanagerConfig(written) }));
    const spec = {
      ...podsSpec(this, this.#site, {
        replicas,
        storage: props.storage ?? Size.gibibytes(2),
        retention: props.retention ?? standardRetention,
        resources: props.resources ?? { cpu: 0.1, memory: Size.mebibytes(256) },
        memberName: `${operated.service}.${this.#site.namespace}.svc`,
      }),
      ...(props.externalUrl && { externalUrl: props.externalUrl }),
      alertmanagerConfiguration: {
        name: routing.name,
        ...(global && { global }),
        templates: [{ configMap: { name: templates.name, key: file } }],
      },
    };
    new Manifest(this, 'Resource', monitoring.Alertmanager({ metadata: { name: this.#name }, spec }));
    disruptionBudget(this, `alertmanager-${this.#name}`, this.#site.labels, replicas);
  }

  private native(written: Written, global: NativeGlobal): string {
    const prefix = `${this.#site.namespace}/${this.#name}-routing`;
    return alertmanagerYaml({ ...written, global, prefix, templates: '/etc/alertmanager/templates/notices.tmpl' });
  }

  private watched(replicas: number): Telemetry {
    const { service, port, portName } = operated;
    const metrics = this.#site.listen('metrics', {
      service,
      madeBy: 'prometheus-operator',
      port,
      portName,
      serviceLabels: { 'operated-alertmanager': 'true' },
    });
    return {
      metrics: [{ endpoint: metrics, job: this.#name }],
      yields: Object.values(alertmanagerMetrics),
      alerts: symptoms(this.#name, replicas),
      dashboards: [],
    };
  }

  private refuseOddities(replicas: number): void {
    const at = this.node.path;
    if (!Number.isInteger(replicas) || replicas < 1) {
      throw new Refusal({ at, field: 'replicas', given: replicas, allowed: 'a whole number from 1', fix: 'give 3' });
    }
    const mail = receiversOf(this.#tree).find(({ integrations }) => integrations.some(({ kind }) => kind === 'email'));
    if ((mail === undefined) === (this.props.smtp === undefined)) return;
    throw new Refusal({
      at,
      field: 'smtp',
      given: mail === undefined ? 'a server' : undefined,
      allowed:
        mail === undefined ? 'no server where no receiver is of mail' : `a server, since ${mail.name} is of mail`,
      fix: mail === undefined ? 'leave smtp out' : 'say how mail leaves with smtp',
    });
  }

  /** The operator's Service leads to every Alertmanager of its namespace: two would take each other's alerts. */
  private refuseNeighbours(): void {
    const { namespace } = this.#site;
    const neighbour = this.node.root.node
      .findAll()
      .find((other) => other instanceof Alertmanager && other !== this && other.#site.namespace === namespace);
    if (neighbour === undefined) return;
    throw new Refusal({
      at: this.node.path,
      field: 'namespace',
      given: namespace,
      allowed: `one Alertmanager in a namespace, and ${neighbour.node.path} is there`,
      fix: 'route all teams in one Alertmanager, or give this one a namespace of its own',
    });
  }
}

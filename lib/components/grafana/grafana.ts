import { Size } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as grafana from '../../../imports/grafana.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import type { DatasourceRef } from '../../kernel/datasource-ref.js';
import { quantity } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { label, selecting } from '../../kernel/labels.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { Dashboard } from '../../signals/dashboard/dashboard.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { disruptionBudget } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { grafanaMetrics } from './catalogue.js';
import { type DashboardOptions, Dashboards } from './dashboards.js';
import { type Database, databaseSettings } from './database.js';
import type { ElasticsearchOptions, JaegerOptions, LokiOptions, PrometheusOptions } from './datasource-options.js';
import { Datasources } from './datasources.js';
import { doorsOf, port } from './doors.js';
import { type Folder, folderManifest, type FolderProps } from './folder.js';
import { type GrafanaConfig, grafanaIni, iniText } from './ini.js';
import type { Links } from './links.js';
import { type Oidc, oidcSettings } from './oidc.js';
import { deployment } from './pods.js';
import { publicAddress, refuseOddities } from './refusals.js';
import { selectionOf } from './selection.js';
import { symptoms } from './symptoms.js';

/** Props of {@link Grafana}. */
export interface GrafanaProps {
  /** The public address, without a path: `https://grafana.example.com`. */
  readonly url: string;
  /** Two or more need a database that they share. @default 1 */
  readonly replicas?: number;
  /** Where people, their stars and their sessions are kept. @default - SQLite in the pod */
  readonly database?: Database;
  /**
   * A volume for SQLite. Datasources, folders and dashboards come from Git and are back within two minutes without one; what
   * is lost with the pod are stars, sessions and what people made by hand.
   *
   * @default - none: emptied with the pod
   */
  readonly storage?: Size;
  /** How people log in. @default - by a form, as admin alone */
  readonly oidc?: Oidc;
  /** The password of `admin`: the operator's, and for the day when single sign-on is down. @default - a random one */
  readonly admin?: SecretRef;
  /** Settings that are a platform's to choose. @default - see the README */
  readonly config?: GrafanaConfig;
  /** The Service that answers on port 80. @default 'grafana', the name that people type */
  readonly service?: string;
  /** @default 0.25 cores, 1 GiB */
  readonly resources?: Resources;
}

/** The longest that the operator, or we, put behind the name of what is made of it. */
const suffix = '-deployment';

/** Dashboards: one Grafana, with the datasources, folders and dashboards that are added to it, and none that are not. */
export class Grafana extends Construct implements Watched {
  /** Answers people, and whatever leads them here. */
  public readonly read: Endpoint<'grafana'>;
  /** The public address, without a slash at the end. */
  public readonly url: string;
  public readonly telemetry: Telemetry;
  /** The last hatch: `manifest.patch(pointer, value)`. */
  public readonly manifest: Manifest;
  readonly #site: Site;
  readonly #name: string;
  readonly #datasources: Datasources;
  readonly #dashboards: Dashboards;

  public constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    this.#name = nameOf(this, 63 - suffix.length);
    const url = publicAddress(this, props.url);
    refuseOddities(this, props);
    this.url = url.origin;
    const selection = selectionOf(this.#name);
    this.#site = new Site(this, 'Site', { labels: selecting('grafana', this.#name) });
    this.#datasources = new Datasources(this, this.#site, selection);
    this.#dashboards = new Dashboards(this, this.#datasources, selection);
    const doors = doorsOf(this.#site, this.#name, props.service ?? 'grafana', clusterOf(this).operators);
    this.read = doors.read;
    const replicas = props.replicas ?? 1;
    const metadata = { name: this.#name, labels: { [label.grafana]: this.#name } };
    const spec = { ...this.settings(props, url), ...this.pods(props, replicas) };
    this.manifest = new Manifest(this, 'Resource', grafana.Grafana({ metadata, spec: spec as never }));
    disruptionBudget(this, this.#name, this.#site.labels, replicas);
    this.telemetry = {
      metrics: [{ endpoint: doors.metrics, job: this.#name }],
      yields: Object.values(grafanaMetrics),
      alerts: symptoms(this.#name),
      dashboards: [],
    };
  }

  /** Adds what answers PromQL. @throws Refusal when another datasource has the name, or another is the default already */
  public prometheus(
    name: string,
    endpoint: Endpoint<'prometheus'>,
    options: PrometheusOptions = {},
  ): DatasourceRef<'prometheus'> {
    return this.#datasources.add('prometheus', name, endpoint, options);
  }

  /** Adds what answers LogQL. @throws Refusal when another datasource has the name, or another is the default already */
  public loki(name: string, endpoint: Endpoint<'loki'>, options: LokiOptions = {}): DatasourceRef<'loki'> {
    return this.#datasources.add('loki', name, endpoint, options);
  }

  /** Adds a store of traces. @throws Refusal when another datasource has the name, or another is the default already */
  public jaeger(
    name: string,
    endpoint: Endpoint<'jaeger-query'>,
    options: JaegerOptions = {},
  ): DatasourceRef<'jaeger'> {
    return this.#datasources.add('jaeger', name, endpoint, options);
  }

  /** Adds indices of lines. @throws Refusal when another datasource has the name, or another is the default already */
  public elasticsearch(
    name: string,
    endpoint: Endpoint<'elasticsearch'>,
    options: ElasticsearchOptions,
  ): DatasourceRef<'elasticsearch'> {
    return this.#datasources.add('elasticsearch', name, endpoint, options);
  }

  /** Whether a dashboard was added. */
  public has({ uid }: Pick<Dashboard, 'uid'>): boolean {
    return this.#dashboards.has(uid);
  }

  /** Lets people jump between signals, both ways. @throws Refusal when a datasource is another Grafana's, or is linked already */
  public link(links: Links): void {
    this.#datasources.link(links);
  }

  /** Adds a folder: who sees it and who may change it. @throws Refusal when its title makes no identifier */
  public folder(title: string, props: FolderProps = {}): Folder {
    return folderManifest(this, selectionOf(this.#name), title, props);
  }

  /**
   * Adds a dashboard. Its datasources are looked up when everything is there, so the order of adding does not matter; one
   * that is missing fails the synth.
   *
   * @throws Refusal when another dashboard has the uid
   */
  public dashboard(dashboard: Dashboard, options: DashboardOptions = {}): void {
    this.#dashboards.add(dashboard, options);
  }

  /** Adds the dashboards that a component ships. @throws Refusal as {@link dashboard} does */
  public watch(watched: Watched & IConstruct, options: DashboardOptions = {}): void {
    for (const dashboard of watched.telemetry.dashboards) this.dashboard(dashboard, options);
  }

  /** What Grafana is told, and how the operator logs in to tell it. */
  private settings({ config, database, oidc }: GrafanaProps, url: URL): object {
    const site = this.#site;
    const key = SecretRef.generated(`${this.#name}-secret-key`, 'secret-key');
    const ini = grafanaIni({
      url,
      port,
      certificate: site.certificate,
      secretKey: `$__file{${site.secretFile(key)}}`,
      config: config ?? {},
      ...(database && { database: databaseSettings(site, database) }),
      ...(oidc && { oidc: oidcSettings(this.node.path, site, oidc) }),
    });
    const secret = site.certificateSecret;
    return {
      config: iniText(ini),
      disableDefaultAdminSecret: true,
      // The operator reads this Secret itself: the authority in it, and the certificate to show.
      ...(secret !== undefined && { client: { tls: { certSecretRef: { name: secret } } } }),
    };
  }

  private pods({ admin, storage, resources }: GrafanaProps, replicas: number): object {
    const claim = storage && `${this.#name}-pvc`;
    const pods = {
      site: this.#site,
      image: imageIn(this, 'grafana'),
      port,
      replicas,
      resources: resources ?? { cpu: 0.25, memory: Size.gibibytes(1) },
      admin: this.#site.secret(admin ?? SecretRef.generated(`${this.#name}-admin`, 'password')),
      ...(claim && { claim }),
    };
    return {
      version: versionOf('grafana'),
      deployment: later(() => deployment(pods)),
      // The operator makes an account of its own, which no pod uses.
      serviceAccount: { automountServiceAccountToken: false },
      ...(storage && {
        persistentVolumeClaim: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: clusterOf(this).profile.storageClass,
            resources: { requests: { storage: quantity(storage) } },
          },
        },
      }),
    };
  }
}

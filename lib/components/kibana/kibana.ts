import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Kibana as KibanaKind } from '../../../imports/elastic.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import type { ElasticsearchRef } from '../../kernel/elasticsearch-ref.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import type { Licence } from '../../kernel/licence.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { disruptionBudget } from '../../workload/availability.js';
import { imageIn, versionOf } from '../../workload/images.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { ImportJob } from './import-job.js';
import { podTemplate, port } from './pods.js';
import type { SavedObject } from './saved-object.js';
import type { KibanaSettings, WrittenKibanaSettings } from './schema.js';
import { settingsOf, type SingleSignOn } from './settings.js';

/** Props of {@link Kibana}. */
export interface KibanaProps {
  /** What it shows. ECK makes it a service account there; nobody hands it a password. */
  readonly elasticsearch: ElasticsearchRef;
  /** The public address, without a path. */
  readonly url: string;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 0.5 cores, 2 GiB */
  readonly resources?: Resources;
  /** What was bought of Elastic. @default 'basic' */
  readonly licence?: Licence;
  /** Whether it writes down who did what. Needs the enterprise licence. @default false */
  readonly audit?: boolean;
  /** Logs people in by a realm of Elasticsearch. Needs the enterprise licence. @default - by a form */
  readonly singleSignOn?: SingleSignOn;
  /** How long a session may stand still, and how long it may last. @default 1 hour, 12 hours */
  readonly session?: { readonly idle: Duration; readonly lifespan: Duration };
  /** More of kibana.yml. @default - what we derive */
  readonly settings?: KibanaSettings;
}

/** What {@link Kibana.provide} is told. */
export interface ProvideProps {
  /** Tells these from others: a Job is named after it. */
  readonly name: string;
  /** A user with `savedObjectPrivileges`, and no more. */
  readonly user: { readonly name: string; readonly password: SecretRef };
  /** Dashboards, searches, charts; what they stand on comes with them. */
  readonly objects: readonly SavedObject[];
}

/** The longest name that ECK takes. @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/common/name/name.go */
const nameLimit = 36;

/** Keys by which Kibana encrypts, of at least 32 characters, by their settings. */
const keys = {
  'security-key': 'xpack.security.encryptionKey',
  'saved-objects-key': 'xpack.encryptedSavedObjects.encryptionKey',
  'reporting-key': 'xpack.reporting.encryptionKey',
} as const;

/** What people search logs with, on ECK 3.5. */
export class Kibana extends Construct implements Watched {
  /** Answers people, and whatever leads them here. */
  public readonly read: Endpoint<'kibana'>;
  /** The public address, without a slash at the end. */
  public readonly url: string;
  /** Kibana has no page for Prometheus; that its replicas are there is kube-state-metrics' to say, that it answers a probe's. */
  public readonly telemetry: Telemetry = { metrics: [], yields: [], alerts: [], dashboards: [] };
  readonly #site: Site;

  public constructor(scope: Construct, id: string, props: KibanaProps) {
    super(scope, id);
    const name = nameOf(this, nameLimit);
    const { replicas = 2, licence = 'basic' } = props;
    const { idle, lifespan } = props.session ?? { idle: Duration.hours(1), lifespan: Duration.hours(12) };
    const settings = refuseAt(this.node.path, () => settingsOf({ ...props, licence, idle, lifespan }));
    this.url = settings['server.publicBaseUrl'];

    const labels = { 'common.k8s.elastic.co/type': 'kibana', 'kibana.k8s.elastic.co/name': name };
    this.#site = new Site(this, 'Site', { labels });
    this.read = this.#site.listen('kibana', { service: `${name}-kb-http`, madeBy: 'eck-operator', port });
    this.#site.dial(props.elasticsearch.endpoint);
    this.define(name, settings, { ...props, replicas });
    disruptionBudget(this, name, labels, replicas);
  }

  /**
   * Brings saved objects, after each sync of Argo CD, over those of the same ids.
   *
   * @throws Refusal when the name is not free, there is nothing to bring, or two objects have one id
   */
  public provide({ name, user, objects }: ProvideProps): void {
    const id = `objects-${name}`;
    if (this.node.tryFindChild(id) !== undefined) {
      throw new Refusal({
        at: this.node.path,
        field: 'provide.name',
        given: name,
        allowed: 'one bundle of a name',
        fix: 'give one of the two another name',
      });
    }
    new ImportJob(this, id, { kibana: this.read, user, objects });
  }

  private define(
    name: string,
    config: WrittenKibanaSettings,
    props: KibanaProps & { readonly replicas: number },
  ): void {
    const { elasticsearch, replicas, resources = { cpu: 0.5, memory: Size.gibibytes(2) } } = props;
    const secretName = this.#site.certificateSecret;
    new Manifest(
      this,
      'Resource',
      KibanaKind({
        metadata: { name },
        spec: {
          version: versionOf('kibana'),
          image: imageIn(this, 'kibana'),
          count: replicas,
          elasticsearchRef: { name: elasticsearch.name, namespace: elasticsearch.namespace },
          config,
          http: {
            tls:
              secretName === undefined
                ? { selfSignedCertificate: { disabled: true } }
                : { certificate: { secretName } },
          },
          secureSettings: Object.entries(keys).map(([suffix, path]) => {
            const { name: secret, key } = this.#site.secret(SecretRef.generated(`${name}-${suffix}`, 'key', 64));
            return { secretName: secret, entries: [{ key, path }] };
          }),
          podTemplate: later(() => podTemplate({ site: this.#site, replicas, resources })),
        },
      }),
    );
  }
}

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Elasticsearch as ElasticsearchKind } from '../../../imports/elastic.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import { ElasticsearchRef } from '../../kernel/elasticsearch-ref.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { type Licence, refuseUnlicensed } from '../../kernel/licence.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { elasticsearchMetrics } from './catalogue.js';
import { ElasticsearchExporter } from './exporter.js';
import { checkLifecycle, type LifecycleProps } from './lifecycle.js';
import { LifecycleJob } from './lifecycle-job.js';
import { checkNodeSets, clusterLabel, countOf, doorOf, holdsData, type NodeSet, threeNodes } from './node-set.js';
import { writtenNodeSet } from './node-set-manifest.js';
import type { ElasticsearchSettings } from './schema.js';
import { symptoms } from './symptoms.js';
import { type ElasticsearchUser, type Privileges, Users } from './user.js';

/** Props of {@link Elasticsearch}. */
export interface ElasticsearchProps {
  /** @default - three nodes that do all, with 1 core, 4 GiB of memory and 100 GiB of storage each */
  readonly nodeSets?: readonly NodeSet[];
  /**
   * Whether the copies of a shard are kept in different zones. Every node of Kubernetes must then say its zone.
   * @default - true where the cluster has zones and more than one node holds data
   */
  readonly zoneAware?: boolean;
  /** More of elasticsearch.yml, for all nodes. @default - what we derive */
  readonly settings?: ElasticsearchSettings;
  /** What was bought of Elastic. @default 'basic' */
  readonly licence?: Licence;
  /** Whether it writes down who did what. Needs the enterprise licence. @default false */
  readonly audit?: boolean;
  /** What the exporter asks of its node. @default 0.05 cores, 64 MiB */
  readonly exporter?: Resources;
}

/** Ports by which Elasticsearch is known. */
const ports = { http: 9200, transport: 9300 } as const;

/** The longest name that ECK takes. @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/common/name/name.go */
const nameLimit = 36;

/** A cluster of Elasticsearch on ECK 3.5, with the basic licence: its nodes, its users, how long it keeps what. */
export class Elasticsearch extends Construct implements Watched {
  /** Where it takes requests. */
  public readonly endpoint: Endpoint<'elasticsearch'>;
  /** The cluster itself, for Kibana. */
  public readonly ref: ElasticsearchRef;
  /** How many nodes hold data. */
  public readonly dataNodes: number;
  /** The volumes of all nodes that hold data, together. */
  public readonly storage: Size;
  public readonly telemetry: Telemetry;
  readonly #users: Users;
  readonly #site: Site;

  public constructor(scope: Construct, id: string, props: ElasticsearchProps = {}) {
    super(scope, id);
    const name = nameOf(this, nameLimit);
    const nodeSets = props.nodeSets ?? threeNodes(Size.gibibytes(100), Size.gibibytes(4));
    refuseAt(this.node.path, () => checkNodeSets(name, nodeSets));
    if (props.audit)
      refuseAt(this.node.path, () => refuseUnlicensed(props.licence ?? 'basic', 'elastic.audit', 'audit'));

    this.dataNodes = countOf(nodeSets, holdsData);
    this.storage = nodeSets
      .filter(holdsData)
      .reduce(
        (sum, { storage, count }) => Size.mebibytes(sum.toMebibytes() + count * (storage?.toMebibytes() ?? 0)),
        Size.mebibytes(0),
      );
    this.#site = new Site(this, 'Site', {
      labels: { [clusterLabel]: name, 'common.k8s.elastic.co/type': 'elasticsearch' },
    });
    this.endpoint = this.connect(name);
    this.ref = new ElasticsearchRef(name, this.#site.namespace, this.endpoint);
    this.#users = new Users(this, 'users', this.#site, name);
    this.define(name, nodeSets, props);

    const exporter = new ElasticsearchExporter(this, 'exporter', {
      elasticsearch: this.endpoint,
      users: this.#users,
      ...(props.exporter && { resources: props.exporter }),
    });
    this.telemetry = {
      metrics: [{ endpoint: exporter.metrics, job: name, rename: { cluster: 'es_cluster' } }],
      yields: Object.values(elasticsearchMetrics),
      alerts: symptoms(name, countOf(nodeSets)),
      dashboards: [],
    };
  }

  /**
   * Makes a user, with a role of its own. Its password lies in the organisation's store, under the environment's name and
   * `<cluster>-user-<name>`, property `password`.
   *
   * @throws Refusal when the name is not free, or it may do nothing
   */
  public user(name: string, privileges: Privileges): ElasticsearchUser {
    return this.#users.add(name, privileges);
  }

  /**
   * Says how long documents are kept, and what new indices look like. Returns the policy's name, for clients that make
   * their own templates.
   *
   * @throws Refusal when the phases are out of order, or the name is not free
   */
  public lifecycle(lifecycle: LifecycleProps): string {
    refuseAt(this.node.path, () => checkLifecycle(lifecycle, this.dataNodes));
    const id = `lifecycle-${lifecycle.name}`;
    if (this.node.tryFindChild(id) !== undefined) {
      throw new Refusal({
        at: this.node.path,
        field: 'lifecycle.name',
        given: lifecycle.name,
        allowed: 'one policy of a name',
        fix: 'give one of the two another name',
      });
    }
    new LifecycleJob(this, id, { lifecycle, endpoint: this.endpoint, users: this.#users, dataNodes: this.dataNodes });
    return lifecycle.name;
  }

  /** A node that stops tells the cluster by its own Service, so the nodes also reach each other where clients do. */
  private connect(name: string): Endpoint<'elasticsearch'> {
    const endpoint = this.#site.listen('elasticsearch', {
      service: `${name}-es-http`,
      madeBy: 'eck-operator',
      port: ports.http,
      portName: clusterOf(this).tls ? 'https' : 'http',
    });
    this.#site.peers(ports.transport);
    this.#site.peers(ports.http);
    endpoint.openTo({ namespace: clusterOf(this).operators['eck-operator'], labels: {} });
    return endpoint;
  }

  private define(name: string, nodeSets: readonly NodeSet[], props: ElasticsearchProps): void {
    const context = {
      cluster: name,
      serviceAccount: this.#site.serviceAccount,
      zoneAware: props.zoneAware ?? (clusterOf(this).profile.zones.length > 1 && this.dataNodes > 1),
      settings: { ...props.settings, ...(props.audit && { 'xpack.security.audit.enabled': true as const }) },
    };
    const selector = doorOf(name, nodeSets);
    const secretName = this.#site.certificateSecret;
    new Manifest(
      this,
      'Resource',
      ElasticsearchKind({
        metadata: { name },
        spec: {
          version: versionOf('elasticsearch'),
          image: imageIn(this, 'elasticsearch'),
          // ECK's default deletes the volumes with the object.
          volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
          // ECK's own budget would keep the node of a single pod from ever being drained.
          ...(countOf(nodeSets) === 1 && { podDisruptionBudget: {} }),
          auth: later(() => this.#users.auth),
          http: {
            tls:
              secretName === undefined
                ? { selfSignedCertificate: { disabled: true } }
                : { certificate: { secretName } },
            ...(selector && { service: { spec: { selector } } }),
          },
          nodeSets: nodeSets.map((set) => writtenNodeSet(this, set, context)),
        },
      }),
    );
  }
}

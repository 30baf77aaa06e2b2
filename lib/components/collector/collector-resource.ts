import { Duration, type Size } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../../../imports/kubernetes.js';
import { later, Manifest } from '../../../imports/manifest.js';
import { OpenTelemetryCollector } from '../../../imports/opentelemetry.js';
import { bytes } from '../../kernel/dialect.js';
import { type Document, present } from '../../kernel/yaml.js';
import { type Priority, priority, spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { type ImageName, imageIn } from '../../workload/images.js';
import { refuseNodeAccess } from '../../workload/node-access.js';
import { restartsOnChange } from '../../workload/reload.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';
import { podVolumes, type Volume } from '../../workload/volume.js';
import { collectorName } from './operator.js';
import { storagePath } from './storage-path.js';
import { apiAccess } from './token.js';

/** What runs the pods. Only a StatefulSet keeps a volume per pod, and a DaemonSet has one pod per node. */
export type CollectorShape =
  | { readonly mode: 'deployment'; /** @default 1 */ readonly replicas?: number }
  | {
      readonly mode: 'statefulset';
      /** @default 1 */
      readonly replicas?: number;
      /** A volume per pod, mounted at {@link storagePath}. @default - none */
      readonly storage?: Size;
    }
  | { readonly mode: 'daemonset' };

/** A port that the operator cannot read from the configuration: it is opened on the container and on the operator's Services. */
export interface CollectorPort {
  /** At most 15 characters. */
  readonly name: string;
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
}

/** Props of {@link CollectorResource}. */
export type CollectorResourceProps = CollectorShape & {
  /** The pods' identity, network and secrets, made with `collectorLabels(this)`. */
  readonly site: Site;
  readonly image: ImageName;
  /** The configuration, rendered when the manifests are written. Dial before, in the constructor. */
  readonly config: () => Document;
  readonly resources: Resources;
  /** @default - only those that the operator reads from the configuration's receivers and extensions */
  readonly ports?: readonly CollectorPort[];
  /** @default - none beside the Secrets that the site mounts */
  readonly volumes?: readonly Volume[];
  /** A value is text, or the pod's own `fieldPath`. Secrets come from the site; `GOMEMLIMIT` is set. @default - none */
  readonly env?: Readonly<Record<string, string | { readonly fieldPath: string }>>;
  /** Flags of the program, without their dashes. @default - none */
  readonly args?: Readonly<Record<string, string>>;
  /** @default 'standard', 'node' for a DaemonSet */
  readonly priority?: Priority;
  /** The user that the image runs as. @default 10001, as the images of the Collector and of Jaeger do */
  readonly user?: number;
  /** Reads or writes what only root may on the node. Needs a privileged namespace. @default false */
  readonly root?: boolean;
  /** Whether the pods get a token for the Kubernetes API. @default false */
  readonly token?: boolean;
  /** How long a pod may take to empty its queues. @default 60 seconds */
  readonly gracePeriod?: Duration;
};

/** The garbage collector works harder from here on, before the kernel kills. */
const softLimit = 0.8;

/**
 * One `OpenTelemetryCollector`: the OpenTelemetry Operator makes the pods of it, and of what must be on any pod of ours
 * everything that the resource can say. The Services that are dialled are the site's or `operatorServices(name)`.
 *
 * The fields that the operator's webhook would fill in are written, so that it is the same with webhooks off and Argo CD
 * sees no difference; `upgradeStrategy: none` keeps the operator from rewriting it. The operator makes a
 * PodDisruptionBudget of its own whatever is asked, so ours is that one: two over one pod would block every eviction. The
 * operator knows no automount switch: a token is mounted as a projected volume, and the ServiceAccount mounts none. It makes
 * probes of a `health_check` extension alone.
 *
 * @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.131.0/docs/api/opentelemetrycollectors.md
 */
export class CollectorResource extends Construct {
  /** The custom resource's name; the workload is `<name>-collector`. */
  public readonly name: string;
  /** The last hatch: `manifest.patch(pointer, value)`. */
  public readonly manifest: Manifest;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CollectorResourceProps,
  ) {
    super(scope, id);
    refuseNodeAccess(this, props);
    this.name = collectorName(this);
    const metadata = { name: this.name, annotations: restartsOnChange };
    const spec = { ...this.managed(), ...this.pod(), ...this.container() };
    this.manifest = new Manifest(this, 'Resource', OpenTelemetryCollector({ metadata, spec: spec as never }));
  }

  private managed(): object {
    const { config, mode } = this.props;
    return {
      mode,
      managementState: 'managed',
      upgradeStrategy: 'none',
      configVersions: 3,
      ipFamilyPolicy: 'SingleStack',
      observability: { metrics: { enableMetrics: false, disablePrometheusAnnotations: true } },
      targetAllocator: {
        allocationStrategy: 'consistent-hashing',
        filterStrategy: 'relabel-config',
        collectorNotReadyGracePeriod: '30s',
        prometheusCR: { scrapeInterval: '30s' },
      },
      deploymentUpdateStrategy: {},
      daemonSetUpdateStrategy:
        mode === 'daemonset' ? { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } } : {},
      config: later(() => present(config())),
    };
  }

  private pod(): object {
    const { site, root, user, gracePeriod, mode } = this.props;
    const replicas = mode === 'daemonset' ? 1 : (this.props.replicas ?? 1);
    const security = podSecurity(user ?? 10_001);
    return {
      replicas,
      serviceAccount: site.serviceAccount,
      priorityClassName: priority[this.props.priority ?? (mode === 'daemonset' ? 'node' : 'standard')],
      podSecurityContext: root ? { runAsUser: 0, seccompProfile: security.seccompProfile } : security,
      terminationGracePeriodSeconds: (gracePeriod ?? Duration.seconds(60)).toSeconds(),
      ...(mode === 'daemonset'
        ? { tolerations: [{ operator: 'Exists' }] }
        : { podDisruptionBudget: { maxUnavailable: 1 }, topologySpreadConstraints: spread(site.labels, replicas) }),
      volumes: later(() => this.volumes().volumes),
      ...(mode === 'statefulset' && { volumeClaimTemplates: later(() => this.volumes().volumeClaimTemplates) }),
    };
  }

  private container(): object {
    const { image, args, ports, resources, root } = this.props;
    return {
      image: imageIn(this, image),
      imagePullPolicy: 'IfNotPresent',
      ...(args && { args }),
      env: later(() => this.env()),
      ports: (ports ?? []).map(({ name, port, protocol }) => ({
        name,
        port,
        targetPort: port,
        protocol: protocol ?? 'TCP',
      })),
      resources: containerResources(resources),
      securityContext: root ? { ...containerSecurity, runAsNonRoot: false } : containerSecurity,
      livenessProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
      readinessProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      volumeMounts: later(() => this.volumes().volumeMounts),
    };
  }

  private env(): object[] {
    const { env, resources, site } = this.props;
    const limit = bytes(resources.memoryLimit ?? resources.memory) * softLimit;
    const all: NonNullable<typeof env> = { GOMEMLIMIT: `${Math.floor(limit / 2 ** 20)}MiB`, ...env };
    const plain = Object.entries(all).map(([name, value]) =>
      typeof value === 'string' ? { name, value } : { name, valueFrom: { fieldRef: { fieldPath: value.fieldPath } } },
    );
    return [...plain, ...site.secretVariables.map(([name, secretKeyRef]) => ({ name, valueFrom: { secretKeyRef } }))];
  }

  /** All volumes, as JSON. */
  private volumes(): { volumes: unknown[]; volumeMounts: unknown[]; volumeClaimTemplates: unknown[] } {
    const { site, volumes, token } = this.props;
    const secrets = site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` }));
    const written = podVolumes([...this.claims(), ...(volumes ?? []), ...secrets]);
    return {
      volumes: [...written.volumes.map(k8s.toJson_Volume), ...(token ? [apiAccess.volume] : [])],
      volumeMounts: [...written.volumeMounts.map(k8s.toJson_VolumeMount), ...(token ? [apiAccess.mount] : [])],
      volumeClaimTemplates: written.volumeClaimTemplates.map(k8s.toJson_KubePersistentVolumeClaimProps),
    };
  }

  private claims(): Volume[] {
    if (this.props.mode !== 'statefulset' || this.props.storage === undefined) return [];
    const { storageClass } = clusterOf(this).profile;
    return [{ name: 'storage', path: storagePath, claim: this.props.storage, storageClass }];
  }
}

import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../imports/manifest.js';
import { disruptionBudget, type Priority, priority, spread } from './availability.js';
import type { ConfigFiles } from './config-files.js';
import { type ImageName, imageIn } from './images.js';
import { containerProbes, type Probes } from './probe.js';
import { restartsOnChange } from './reload.js';
import { containerResources, type Resources } from './resources.js';
import { containerSecurity, podSecurity } from './security.js';
import type { Site } from './site.js';
import { podVolumes, type Volume } from './volume.js';

/** The kinds of workload that run for ever. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** Props of {@link Workload}. */
export interface WorkloadProps {
  readonly kind: WorkloadKind;
  /** The pods' identity, network and secrets. */
  readonly site: Site;
  readonly image: ImageName;
  /** The container's name. @default - the image's */
  readonly container?: string;
  /** Ignored by nobody: a DaemonSet has one pod per node and takes none. @default 1 */
  readonly replicas?: number;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** Rendered late, since what they name may be dialled after. @default - none */
  readonly args?: () => readonly string[];
  /** Environment variables; a value is text, or the pod's own `fieldPath`. Secrets come from the site. @default - none */
  readonly env?: Readonly<Record<string, string | { readonly fieldPath: string }>>;
  /** Ports of the container, by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly probes: Probes;
  readonly resources: Resources;
  /** Files of a ConfigMap, mounted into a folder; a change restarts the pods unless the program reloads. @default - none */
  readonly config?: { readonly files: ConfigFiles; readonly path: string; readonly reloads?: boolean };
  /** @default - none */
  readonly volumes?: readonly Volume[];
  /** @default 'standard' */
  readonly priority?: Priority;
  /** The user that the image runs as. @default 65534 */
  readonly user?: number;
  /** The headless Service that names the pods of a StatefulSet. @default - the workload's own name */
  readonly governedBy?: string;
  /** Whether the pods get a token for the Kubernetes API. @default false */
  readonly token?: boolean;
  /** Reads what only root may: the node's logs, say. Needs a privileged namespace. @default false */
  readonly root?: boolean;
  /** Sees the node as the node sees itself. Needs a privileged namespace. @default false */
  readonly host?: boolean;
  /** How long a pod may take to stop. @default 30 seconds */
  readonly gracePeriod?: Duration;
}

/** Pods of ours: restricted, probed, spread, protected, restarted when their configuration changes. */
export class Workload extends Construct {
  /** The object's name. */
  public readonly name: string;
  readonly #replicas: number;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadProps,
  ) {
    super(scope, id);
    this.name = nameOf(this);
    this.#replicas = props.kind === 'DaemonSet' ? 0 : (props.replicas ?? 1);
    const apiVersion = 'apps/v1';
    const metadata = { name: this.name, labels: props.site.labels, annotations: restartsOnChange };
    const spec = { spec: later(() => this.spec()) };
    new Manifest(this, 'Resource', { apiVersion, kind: props.kind, metadata, ...spec });
    disruptionBudget(this, this.name, props.site.labels, this.#replicas);
  }

  private spec(): unknown {
    const selector = { matchLabels: { ...this.props.site.labels } };
    const { volumes, volumeMounts, volumeClaimTemplates } = podVolumes(this.volumes());
    const template = { metadata: this.podMetadata(), spec: this.pod(volumes, volumeMounts) };
    const replicas = this.#replicas;
    switch (this.props.kind) {
      case 'Deployment':
        return k8s.toJson_DeploymentSpec({ replicas, revisionHistoryLimit: 3, selector, template });
      case 'DaemonSet': {
        const updateStrategy = {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
        };
        return k8s.toJson_DaemonSetSpec({ revisionHistoryLimit: 3, selector, template, updateStrategy });
      }
      case 'StatefulSet':
        return k8s.toJson_StatefulSetSpec({
          replicas,
          revisionHistoryLimit: 3,
          selector,
          template,
          serviceName: this.props.governedBy ?? this.name,
          podManagementPolicy: 'Parallel',
          updateStrategy: { type: 'RollingUpdate' },
          volumeClaimTemplates,
        });
    }
  }

  private podMetadata(): k8s.ObjectMeta {
    const { site, config } = this.props;
    const annotations = config &&
      !config.reloads && { annotations: { 'observability.cdk8s.io/config-hash': config.files.hash } };
    return { labels: { ...site.labels }, ...annotations };
  }

  private pod(volumes: k8s.Volume[], volumeMounts: k8s.VolumeMount[]): k8s.PodSpec {
    const { site, host, root, token, kind, user, gracePeriod } = this.props;
    const security = podSecurity(user);
    return {
      serviceAccountName: site.serviceAccount,
      automountServiceAccountToken: token ?? false,
      enableServiceLinks: false,
      priorityClassName: priority[this.props.priority ?? 'standard'],
      terminationGracePeriodSeconds: (gracePeriod ?? Duration.seconds(30)).toSeconds(),
      securityContext: root ? { runAsUser: 0, seccompProfile: security.seccompProfile } : security,
      ...(host && { hostNetwork: true, hostPid: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
      ...(kind === 'DaemonSet' && { tolerations: [{ operator: 'Exists' }] }),
      ...(kind !== 'DaemonSet' && { topologySpreadConstraints: spread(site.labels, this.#replicas) }),
      containers: [this.container(volumeMounts)],
      volumes,
    };
  }

  private container(volumeMounts: k8s.VolumeMount[]): k8s.Container {
    const { image, container, command, args, ports, probes, resources, root } = this.props;
    const { requests, limits } = containerResources(resources);
    const quantities = (of: Readonly<Record<string, string>>): Record<string, k8s.Quantity> =>
      Object.fromEntries(Object.entries(of).map(([key, value]) => [key, k8s.Quantity.fromString(value)]));
    return {
      name: container ?? image,
      image: imageIn(this, image),
      imagePullPolicy: 'IfNotPresent',
      ...(command && { command: [...command] }),
      ...(args && { args: [...args()] }),
      env: this.env(),
      ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' })),
      ...containerProbes(probes),
      resources: { requests: quantities(requests), limits: quantities(limits) },
      securityContext: { ...containerSecurity, ...(root && { runAsNonRoot: false }) },
      volumeMounts,
    };
  }

  private env(): k8s.EnvVar[] {
    const plain = Object.entries(this.props.env ?? {}).map(([name, value]) =>
      typeof value === 'string' ? { name, value } : { name, valueFrom: { fieldRef: { fieldPath: value.fieldPath } } },
    );
    const secret = this.props.site.secretVariables.map(([name, secretKeyRef]) => ({
      name,
      valueFrom: { secretKeyRef },
    }));
    return [...plain, ...secret];
  }

  private volumes(): Volume[] {
    const { site, config, volumes } = this.props;
    const secrets = site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` }));
    const files = config && { name: 'config', configMap: config.files.name, path: config.path };
    return [...(volumes ?? []), ...(files ? [files] : []), ...secrets];
  }
}

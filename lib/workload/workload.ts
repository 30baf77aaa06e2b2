import { Construct } from 'constructs';
import { k8s } from '../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../imports/manifest.js';
import { disruptionBudget, spread } from './availability.js';
import { refuseNodeAccess } from './node-access.js';
import { podTemplate, type PodProps } from './pod-template.js';
import { containerProbes, type Probes } from './probe.js';
import { restartsOnChange } from './reload.js';

/** The kinds of workload that run for ever. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** Props of {@link Workload}. */
export interface WorkloadProps extends PodProps {
  readonly kind: WorkloadKind;
  /** Ignored by nobody: a DaemonSet has one pod per node and takes none. @default 1 */
  readonly replicas?: number;
  /** Ports of the container, by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly probes: Probes;
  /** The headless Service that names the pods of a StatefulSet. @default - the workload's own name */
  readonly governedBy?: string;
  /** Sees the node as the node sees itself. Needs a privileged namespace. @default false */
  readonly host?: boolean;
}

/**
 * Pods of ours: restricted, probed, spread, protected, restarted when their configuration changes.
 *
 * @throws Refusal when they see the node in a namespace that is not privileged
 */
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
    refuseNodeAccess(this, props);
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
    const { template, volumeClaimTemplates } = podTemplate(this, this.props, {
      pod: this.pod(),
      container: this.container(),
    });
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

  private pod(): Partial<k8s.PodSpec> {
    const { site, host, kind } = this.props;
    return {
      ...(host && { hostNetwork: true, hostPid: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
      ...(kind === 'DaemonSet' && { tolerations: [{ operator: 'Exists' }] }),
      ...(kind !== 'DaemonSet' && { topologySpreadConstraints: spread(site.labels, this.#replicas) }),
    };
  }

  private container(): Partial<k8s.Container> {
    const { ports, probes } = this.props;
    return {
      ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' })),
      ...containerProbes(probes),
    };
  }
}

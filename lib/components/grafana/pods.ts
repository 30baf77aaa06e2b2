import { Size } from 'cdk8s';
import { k8s } from '../../../imports/kubernetes.js';
import { quantity } from '../../kernel/dialect.js';
import type { SecretSelector } from '../../kernel/site.js';
import { priority, spread } from '../../workload/availability.js';
import { containerProbes } from '../../workload/probe.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';
import { podVolumes } from '../../workload/volume.js';

/** The user of Grafana's image. */
const user = 472;

/** What the pods follow from. */
export interface PodsProps {
  readonly site: Site;
  readonly image: string;
  readonly port: number;
  readonly replicas: number;
  readonly resources: Resources;
  /** The claim that the operator makes for the data folder. @default - the folder is emptied with the pod */
  readonly claim?: string;
  /** The password that the operator logs in with. */
  readonly admin: SecretSelector;
}

/**
 * What the operator merges over its own Deployment: lists by their names, everything else field by field. Its volumes keep
 * their names, `grafana-data`, `grafana-logs` and `grafana-tmp`, so that they are changed and not doubled; its probe asks
 * over plain http and its security context knows another user, so both are written out.
 *
 * Complete only when the manifests are written: ask inside `later`.
 *
 * @see https://github.com/grafana/grafana-operator/blob/v5.24.0/controllers/reconcilers/grafana/deployment_reconciler.go
 */
export function deployment(props: PodsProps): object {
  const { site, replicas, claim } = props;
  return {
    spec: {
      replicas,
      // A claim is one node's at a time, so the old pod must let go of it first.
      strategy:
        claim === undefined
          ? { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
          : { type: 'Recreate' },
      template: {
        metadata: { labels: { ...site.labels } },
        spec: {
          serviceAccountName: site.serviceAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: priority.standard,
          securityContext: podSecurity(user),
          ...(replicas > 1 && { topologySpreadConstraints: spread(site.labels, replicas) }),
          containers: [container(props)],
          volumes: [...folders(claim), ...secrets(site).volumes.map(k8s.toJson_Volume)],
        },
      },
    },
  };
}

function container({ site, image, port, resources, admin }: PodsProps): object {
  const probe = { path: '/api/health', port, tls: site.certificate !== undefined };
  // The first start migrates a database: thirty times ten seconds.
  const probes = containerProbes({ readiness: probe, liveness: probe, startupAttempts: 30 });
  return {
    name: 'grafana',
    image,
    imagePullPolicy: 'IfNotPresent',
    securityContext: { ...containerSecurity, runAsUser: user, runAsGroup: user },
    resources: containerResources(resources),
    readinessProbe: k8s.toJson_Probe(probes.readinessProbe),
    livenessProbe: k8s.toJson_Probe(probes.livenessProbe),
    startupProbe: k8s.toJson_Probe(probes.startupProbe),
    env: [
      { name: 'GF_SECURITY_ADMIN_USER', value: 'admin' },
      // A variable and no file, because the operator looks up its own password by this variable of the Deployment.
      { name: 'GF_SECURITY_ADMIN_PASSWORD', valueFrom: { secretKeyRef: { ...admin } } },
      ...site.secretVariables.map(([name, secretKeyRef]) => ({ name, valueFrom: { secretKeyRef } })),
    ],
    volumeMounts: secrets(site).volumeMounts.map(k8s.toJson_VolumeMount),
  };
}

/** The folders that Grafana writes to; the operator mounts them. */
function folders(claim: string | undefined): object[] {
  const scratch = (size: Size): object => ({ emptyDir: { sizeLimit: quantity(size) } });
  const kept = { persistentVolumeClaim: { claimName: claim } };
  return [
    { name: 'grafana-data', ...(claim === undefined ? scratch(Size.gibibytes(1)) : kept) },
    { name: 'grafana-logs', ...scratch(Size.mebibytes(64)) },
    { name: 'grafana-tmp', ...scratch(Size.mebibytes(256)) },
  ];
}

function secrets(site: Site): ReturnType<typeof podVolumes> {
  return podVolumes(site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` })));
}

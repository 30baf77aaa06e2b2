import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { k8s } from '../../imports/kubernetes.js';
import { type Priority, priority } from './availability.js';
import type { ConfigFiles } from './config-files.js';
import { type ImageName, imageIn } from './images.js';
import { containerResources, type Resources } from './resources.js';
import { containerSecurity, podSecurity } from './security.js';
import type { Site } from './site.js';
import { podVolumes, type Volume } from './volume.js';

/** What any pod of ours is made of, whether it runs for ever or comes to an end. */
export interface PodProps {
  /** The pods' identity, network and secrets. */
  readonly site: Site;
  readonly image: ImageName;
  /** The container's name. @default - the image's */
  readonly container?: string;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** Rendered late, since what they name may be dialled after. @default - none */
  readonly args?: () => readonly string[];
  /** Environment variables; a value is text, or the pod's own `fieldPath`. Secrets come from the site. @default - none */
  readonly env?: Readonly<Record<string, string | { readonly fieldPath: string }>>;
  readonly resources: Resources;
  /** Files of a ConfigMap, mounted into a folder; a change restarts the pods unless the program reloads. @default - none */
  readonly config?: { readonly files: ConfigFiles; readonly path: string; readonly reloads?: boolean };
  /** @default - none */
  readonly volumes?: readonly Volume[];
  /** @default 'standard' */
  readonly priority?: Priority;
  /** The user that the image runs as. @default 65534 */
  readonly user?: number;
  /** Whether the pods get a token for the Kubernetes API. @default false */
  readonly token?: boolean;
  /** Reads what only root may: the node's logs, say. Needs a privileged namespace. @default false */
  readonly root?: boolean;
  /** How long a pod may take to stop. @default 30 seconds */
  readonly gracePeriod?: Duration;
}

/** What a kind of workload adds to its pods. */
export interface PodMore {
  readonly pod: Partial<k8s.PodSpec>;
  readonly container: Partial<k8s.Container>;
}

/** A pod as a workload's template writes it, and the claims that its StatefulSet writes. Call it when the manifests are written. */
export function podTemplate(
  at: Construct,
  props: PodProps,
  more: PodMore,
): { readonly template: k8s.PodTemplateSpec; readonly volumeClaimTemplates: k8s.KubePersistentVolumeClaimProps[] } {
  const { site, root, token, gracePeriod } = props;
  const { volumes, volumeMounts, volumeClaimTemplates } = podVolumes(volumesOf(props));
  const security = podSecurity(props.user);
  const spec: k8s.PodSpec = {
    serviceAccountName: site.serviceAccount,
    automountServiceAccountToken: token ?? false,
    enableServiceLinks: false,
    priorityClassName: priority[props.priority ?? 'standard'],
    terminationGracePeriodSeconds: (gracePeriod ?? Duration.seconds(30)).toSeconds(),
    securityContext: root ? { runAsUser: 0, seccompProfile: security.seccompProfile } : security,
    containers: [{ ...containerOf(at, props, volumeMounts), ...more.container }],
    volumes,
    ...more.pod,
  };
  return { template: { metadata: metadataOf(props), spec }, volumeClaimTemplates };
}

function metadataOf({ site, config }: PodProps): k8s.ObjectMeta {
  const annotations = config &&
    !config.reloads && { annotations: { 'observability.cdk8s.io/config-hash': config.files.hash } };
  return { labels: { ...site.labels }, ...annotations };
}

function containerOf(at: Construct, props: PodProps, volumeMounts: k8s.VolumeMount[]): k8s.Container {
  const { image, container, command, args, resources, root } = props;
  const { requests, limits } = containerResources(resources);
  const quantities = (of: Readonly<Record<string, string>>): Record<string, k8s.Quantity> =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, k8s.Quantity.fromString(value)]));
  return {
    name: container ?? image,
    image: imageIn(at, image),
    imagePullPolicy: 'IfNotPresent',
    ...(command && { command: [...command] }),
    ...(args && { args: [...args()] }),
    env: envOf(props),
    resources: { requests: quantities(requests), limits: quantities(limits) },
    securityContext: { ...containerSecurity, ...(root && { runAsNonRoot: false }) },
    volumeMounts,
  };
}

function envOf({ env, site }: PodProps): k8s.EnvVar[] {
  const plain = Object.entries(env ?? {}).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, valueFrom: { fieldRef: { fieldPath: value.fieldPath } } },
  );
  const secret = site.secretVariables.map(([name, secretKeyRef]) => ({ name, valueFrom: { secretKeyRef } }));
  return [...plain, ...secret];
}

function volumesOf({ site, config, volumes }: PodProps): Volume[] {
  const secrets = site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` }));
  const files = config && { name: 'config', configMap: config.files.name, path: config.path };
  return [...(volumes ?? []), ...(files ? [files] : []), ...secrets];
}

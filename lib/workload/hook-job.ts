import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../imports/manifest.js';
import { priority } from './availability.js';
import type { ConfigFiles } from './config-files.js';
import { imageIn } from './images.js';
import { containerResources } from './resources.js';
import { containerSecurity, podSecurity } from './security.js';
import type { Site } from './site.js';
import { podVolumes } from './volume.js';

/** Props of {@link HookJob}. */
export interface HookJobProps {
  /** The pods' identity, network and secrets. */
  readonly site: Site;
  /** What it works with; `apply.sh` is what it does. */
  readonly files: ConfigFiles;
  /** Where they lie in the pod. */
  readonly folder: string;
}

/**
 * Tells a program by its API what it cannot be told by an object, after each sync of Argo CD, with curl. What it does must
 * come to the same when it is done again. A Job cannot be changed, so Argo CD makes it anew. It waits until all that it
 * applied is healthy, the program among it.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
 */
export class HookJob extends Construct {
  public constructor(scope: Construct, id: string, props: HookJobProps) {
    super(scope, id);
    const annotations = {
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    };
    new Manifest(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: nameOf(this), labels: props.site.labels, annotations },
      ...{ spec: later(() => jobSpec(this, props)) },
    });
  }
}

function jobSpec(at: Construct, { site, files, folder }: HookJobProps): unknown {
  const secrets = site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` }));
  const { volumes, volumeMounts } = podVolumes([{ name: 'files', configMap: files.name, path: folder }, ...secrets]);
  const { requests, limits } = containerResources({ cpu: 0.01, memory: Size.mebibytes(32) });
  const quantities = (of: Readonly<Record<string, string>>): Record<string, k8s.Quantity> =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, k8s.Quantity.fromString(value)]));
  return k8s.toJson_JobSpec({
    backoffLimit: 3,
    activeDeadlineSeconds: 1800,
    template: {
      metadata: { labels: { ...site.labels } },
      spec: {
        restartPolicy: 'Never',
        serviceAccountName: site.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName: priority.standard,
        securityContext: podSecurity(),
        containers: [
          {
            name: 'apply',
            image: imageIn(at, 'curl'),
            imagePullPolicy: 'IfNotPresent',
            command: ['/bin/sh', `${folder}/apply.sh`],
            resources: { requests: quantities(requests), limits: quantities(limits) },
            securityContext: containerSecurity,
            volumeMounts,
          },
        ],
        volumes,
      },
    },
  });
}

/** Whom {@link curlAs} asks as. */
export interface CurlProps {
  readonly user: string;
  /** Where its password lies in the pod. */
  readonly passwordFile: string;
  /** The authority of the far end. @default - it listens in the clear */
  readonly ca: string | undefined;
  /** One header more. */
  readonly header: string;
}

/**
 * The beginning of a command line of curl. The password goes in by curl's own input, never as an argument, which the whole
 * node could read. A new user is refused until its program has heard of it, so refusals are tried again too.
 */
export function curlAs({ user, passwordFile, ca, header }: CurlProps): readonly [string, string] {
  const flags = [
    '--config -',
    ...(ca === undefined ? [] : [`--cacert ${ca}`]),
    '--fail-with-body --silent --show-error --max-time 30',
    '--retry 60 --retry-delay 10 --retry-all-errors',
    `--header '${header}'`,
  ];
  return [`  printf 'user = "${user}:%s"\\n' "$(cat ${passwordFile})" |`, `    curl ${flags.join(' ')}`];
}

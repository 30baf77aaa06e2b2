import { Construct } from 'constructs';
import { Size } from 'cdk8s';
import { k8s } from '../../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { priority } from '../../workload/availability.js';
import { ConfigFiles } from '../../workload/config-files.js';
import { imageIn } from '../../workload/images.js';
import { containerResources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import { Site } from '../../workload/site.js';
import { podVolumes } from '../../workload/volume.js';
import { type LifecycleProps, policyOf, templateOf } from './lifecycle.js';
import type { Users } from './user.js';

/** Props of {@link LifecycleJob}. */
export interface LifecycleJobProps {
  readonly lifecycle: LifecycleProps;
  readonly endpoint: Endpoint<'elasticsearch'>;
  readonly users: Users;
  /** How many nodes hold data. */
  readonly dataNodes: number;
}

/** Where the files lie in the pod. */
const folder = '/etc/lifecycle';

/**
 * Puts a policy and its template into Elasticsearch, after each sync of Argo CD. Without it the objects of the basic licence
 * cannot be declared: StackConfigPolicy is Enterprise's. Elasticsearch runs a policy with the rights of who put it last, so
 * each has a user of its own with rights over its patterns and no others.
 *
 * @see https://www.elastic.co/docs/manage-data/lifecycle/index-lifecycle-management/configure-lifecycle-policy
 */
export class LifecycleJob extends Construct {
  public constructor(scope: Construct, id: string, props: LifecycleJobProps) {
    super(scope, id);
    const { lifecycle, endpoint, users, dataNodes } = props;
    const site = new Site(this, 'Site', { labels: selecting('elasticsearch-lifecycle', nameOf(this)) });
    const { name, password } = users.addGenerated(`lifecycle-${lifecycle.name}`, {
      cluster: ['manage_ilm', 'manage_index_templates'],
      indices: [{ names: lifecycle.patterns, privileges: ['manage'] }],
    });
    const { url, tls } = site.dial(endpoint);
    const passwordFile = site.secretFile(password);
    const files = new ConfigFiles(this, 'files', () => ({
      'policy.json': json(policyOf(lifecycle)),
      ...(lifecycle.template && { 'template.json': json(templateOf(lifecycle, lifecycle.template, dataNodes)) }),
      'apply.sh': script({
        name: lifecycle.name,
        url,
        ca: tls?.ca,
        user: name,
        passwordFile,
        template: lifecycle.template !== undefined,
      }),
    }));
    new Manifest(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: nameOf(this), labels: site.labels, annotations: hook },
      ...{ spec: later(() => jobSpec(this, site, files)) },
    });
  }
}

/**
 * A Job cannot be changed, so Argo CD makes it anew. It waits until all that it applied is healthy, the cluster among it.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
 */
const hook = {
  'argocd.argoproj.io/hook': 'PostSync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
};

function jobSpec(at: Construct, site: Site, files: ConfigFiles): unknown {
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

interface ScriptProps {
  readonly name: string;
  readonly url: string;
  readonly ca: string | undefined;
  readonly user: string;
  readonly passwordFile: string;
  readonly template: boolean;
}

/**
 * The password goes in by curl's own input, never as an argument, which the whole node could read. A new user is refused
 * until the kubelet has brought it to every node, so refusals are tried again too.
 */
function script({ name, url, ca, user, passwordFile, template }: ScriptProps): string {
  const flags = [
    '--config -',
    ...(ca === undefined ? [] : [`--cacert ${ca}`]),
    '--fail-with-body --silent --show-error --max-time 30',
    '--retry 60 --retry-delay 10 --retry-all-errors',
    "--header 'Content-Type: application/json'",
  ];
  return [
    'set -eu',
    'put() {',
    `  printf 'user = "${user}:%s"\\n' "$(cat ${passwordFile})" |`,
    `    curl ${flags.join(' ')} --request PUT --data-binary "@${folder}/$2" "${url}/$1"`,
    '  echo',
    '}',
    `put _ilm/policy/${name} policy.json`,
    ...(template ? [`put _index_template/${name} template.json`] : []),
    '',
  ].join('\n');
}

function json(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { ConfigFiles } from '../../workload/config-files.js';
import { curlAs, HookJob } from '../../workload/hook-job.js';
import { Site } from '../../workload/site.js';
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
    new HookJob(this, 'Resource', { site, files, folder });
  }
}

interface ScriptProps {
  readonly name: string;
  readonly url: string;
  readonly ca: string | undefined;
  readonly user: string;
  readonly passwordFile: string;
  readonly template: boolean;
}

function script({ name, url, ca, user, passwordFile, template }: ScriptProps): string {
  const [password, curl] = curlAs({ user, passwordFile, ca, header: 'Content-Type: application/json' });
  return [
    'set -eu',
    'put() {',
    password,
    `${curl} --request PUT --data-binary "@${folder}/$2" "${url}/$1"`,
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

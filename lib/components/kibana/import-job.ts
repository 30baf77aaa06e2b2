import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import { ConfigFiles } from '../../workload/config-files.js';
import { curlAs, HookJob } from '../../workload/hook-job.js';
import { Site } from '../../workload/site.js';
import { ndjson, type SavedObject } from './saved-object.js';

/** Props of {@link ImportJob}. */
export interface ImportJobProps {
  readonly kibana: Endpoint<'kibana'>;
  readonly user: { readonly name: string; readonly password: SecretRef };
  readonly objects: readonly SavedObject[];
}

const folder = '/etc/saved-objects';

/** What a ConfigMap may hold, less what its other keys need. */
const limit = 1_000_000;

/**
 * Brings saved objects into Kibana's default space, over those of the same ids that are there: what somebody changed by hand
 * is as it was written again.
 *
 * @see https://www.elastic.co/docs/api/doc/kibana/operation/operation-post-saved-objects-import
 */
export class ImportJob extends Construct {
  /** @throws Refusal when there is nothing to bring, or more than a ConfigMap holds */
  public constructor(scope: Construct, id: string, { kibana, user, objects }: ImportJobProps) {
    super(scope, id);
    const lines = refuseAt(this.node.path, () => ndjson(objects));
    if (lines === '' || Buffer.byteLength(lines) > limit) {
      throw new Refusal({
        at: this.node.path,
        field: 'objects',
        given: `${Buffer.byteLength(lines)} bytes`,
        allowed: `something, and at most ${limit} bytes, which a ConfigMap holds`,
        fix: 'bring them in several calls',
      });
    }
    const site = new Site(this, 'Site', { labels: selecting('kibana-saved-objects', nameOf(this)) });
    const { url, tls } = site.dial(kibana);
    const passwordFile = site.secretFile(user.password);
    const apply = script(url, curlAs({ user: user.name, passwordFile, ca: tls?.ca, header: 'kbn-xsrf: true' }));
    const files = new ConfigFiles(this, 'files', () => ({ 'objects.ndjson': lines, 'apply.sh': apply }));
    new HookJob(this, 'Resource', { site, files, folder });
  }
}

/** Kibana answers 200 also when it took none of the objects. */
function script(url: string, [password, curl]: readonly [string, string]): string {
  return [
    'set -eu',
    'bring() {',
    password,
    `${curl} --form "file=@${folder}/objects.ndjson" "${url}/api/saved_objects/_import?overwrite=true"`,
    '}',
    'answer="$(bring)"',
    'printf \'%s\\n\' "$answer"',
    'case "$answer" in',
    '  *\'"success":true\'*) ;;',
    '  *) exit 1 ;;',
    'esac',
    '',
  ].join('\n');
}

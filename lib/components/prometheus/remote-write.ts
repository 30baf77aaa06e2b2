import type { Duration } from 'cdk8s';
import type { RemoteWriteSpec } from '../../../imports/monitoring.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import type { Doors } from '../../kernel/endpoint.js';
import { type PlainHeaders, refuseCredentials } from '../../kernel/headers.js';
import { written } from '../../kernel/labels.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../workload/site.js';
import { checkNames } from './limits.js';
import { tlsBy } from './monitors.js';

/** Where samples are copied to as they arrive. */
export interface RemoteWrite {
  /** Where the far end takes samples: another Prometheus' `write`, or `Doors.one(…)` of what copies between its replicas itself. */
  readonly to: Doors<'remote-write'>;
  /** The path. @default '/api/v1/write' */
  readonly path?: string;
  /** Who we are there. @default - nobody asks */
  readonly basicAuth?: { readonly username: SecretRef; readonly password: SecretRef };
  /** Headers of every request, never credentials: a tenant, say. @default - none */
  readonly headers?: PlainHeaders;
  /** Metrics to send, as an anchored regular expression over names. @default - all of them */
  readonly only?: string;
  /** How long samples may wait in the write-ahead log; older ones are lost. @default - about two hours, by the log's own size */
  readonly sampleAgeLimit?: Duration;
}

/**
 * A queue for each door of the far end.
 *
 * @throws Refusal when a header is a credential, or `only` is no regular expression
 */
export function remoteWrites(site: Site, write: RemoteWrite): RemoteWriteSpec[] {
  const { path, basicAuth, headers, only, sampleAgeLimit } = write;
  refuseCredentials('remoteWrite.headers', headers, 'give basicAuth, whose user and password are SecretRefs');
  if (only !== undefined) checkNames('remoteWrite.only', only);
  const common = {
    sendExemplars: true,
    ...(headers && { headers: written(headers) }),
    ...(basicAuth && {
      basicAuth: { username: site.secret(basicAuth.username), password: site.secret(basicAuth.password) },
    }),
    ...(only && { writeRelabelConfigs: [{ action: 'keep' as const, sourceLabels: ['__name__'], regex: only }] }),
    ...(sampleAgeLimit && { queueConfig: { sampleAgeLimit: prometheusDuration(sampleAgeLimit) } }),
  };
  return write.to.each((door) => {
    const { url, host, tls } = site.dial(door);
    const secret = site.certificateSecret;
    return {
      url: `${url}${path ?? '/api/v1/write'}`,
      ...(tls && secret && { tlsConfig: tlsBy(secret, host) }),
      ...common,
    };
  });
}

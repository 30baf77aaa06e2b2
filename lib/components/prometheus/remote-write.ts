import type { Duration } from 'cdk8s';
import type { Endpoint } from '../../kernel/endpoint.js';
import type { SecretRef } from '../../kernel/secret-ref.js';

/** Where samples are copied to as they arrive. */
export interface RemoteWrite {
  /** Where the far end takes samples: every replica's door, if it is replicated and does not replicate by itself. */
  readonly to: readonly Endpoint<'remote-write'>[];
  /** The path. @default '/api/v1/write' */
  readonly path?: string;
  /** Who we are there. @default - nobody asks */
  readonly basicAuth?: { readonly username: SecretRef; readonly password: SecretRef };
  /** Headers of every request: a tenant, say. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Metrics to send, as an anchored regular expression over names. @default - all of them */
  readonly only?: string;
  /** How long samples may wait in the write-ahead log; older ones are lost. @default - about two hours, by the log's own size */
  readonly sampleAgeLimit?: Duration;
}

import type { Size } from 'cdk8s';
import { bytes } from '../../kernel/dialect.js';
import type { Endpoint, Protocol } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import type { HttpOutput, OutputSection } from './schema.js';

/** Where records go: a value that renders itself where it is used. */
export interface Output {
  /** Its `name` label in Fluent Bit's metrics; one agent has no two alike. */
  readonly name: string;
  /** What it may keep on each node's disk while the far end is away. */
  readonly buffer: Size;
  /** Dials the far end, from `at`. */
  config(at: Site): OutputSection;
}

/** What every output may be told. */
export interface OutputProps {
  /** @default - what it speaks: `loki`, `elasticsearch`, `otlp`, `http` */
  readonly name?: string;
  /** Disk on each node for what could not be sent yet; beyond it the oldest is dropped. @default 1 GiB */
  readonly buffer?: Size;
  /**
   * How often a chunk is tried again, at growing intervals of at most a minute, before it is dropped.
   * @default - for ever: the buffer, not the clock, decides what is lost
   */
  readonly retries?: number;
}

/** A user with a password that is delivered, never written. */
export interface BasicAuth {
  readonly name: string;
  readonly password: SecretRef;
}

/** Which records every output takes: all that this agent tails. */
export const tagged = 'kube.*';

/** What all outputs say alike: the far end, how it proves itself, and what is kept for it. */
export function reaching(
  at: Site,
  to: Endpoint<Protocol>,
  props: { readonly name: string; readonly buffer: Size; readonly retries?: number; readonly user?: BasicAuth },
): HttpOutput {
  const { host, port, encrypted, tls } = at.dial(to);
  const { retries, user } = props;
  if (retries !== undefined && (!Number.isInteger(retries) || retries < 1)) {
    throw new Refusal({
      at: `output ${props.name}`,
      field: 'retries',
      given: retries,
      allowed: 'a whole number above zero',
      fix: 'leave it out to try until the buffer is full',
    });
  }
  return {
    alias: props.name,
    match: tagged,
    host,
    port,
    retry_limit: retries ?? 'no_limits',
    'storage.total_limit_size': bytes(props.buffer),
    ...(user && { http_user: user.name, http_passwd: `\${${at.secretEnv(user.password)}}` }),
    tls: encrypted ? 'on' : 'off',
    // Off by default upstream: a certificate would then be good for any host.
    ...(encrypted && { 'tls.verify': 'on', 'tls.verify_hostname': 'on', 'tls.min_version': 'TLSv1.2' }),
    ...(tls && { 'tls.ca_file': tls.ca, 'tls.crt_file': tls.cert, 'tls.key_file': tls.key }),
  };
}

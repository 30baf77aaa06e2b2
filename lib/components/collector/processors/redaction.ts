import type { Signal } from '../../../kernel/signal.js';
import { type Processor, idOf } from '../component.js';

/** Props of {@link redaction}. */
export interface RedactionProps {
  /** The keys that stay: all, or these alone. Required, since upstream's silence would remove everything. */
  readonly allowedKeys: 'all' | readonly string[];
  /** Regular expressions over keys whose values become asterisks. @default - none */
  readonly blockedKeyPatterns?: readonly string[];
  /** Regular expressions over values: what matches becomes asterisks. @default - none */
  readonly blockedValues?: readonly string[];
  /** Keys that are left as they are, whatever is in them. @default - none */
  readonly ignoredKeys?: readonly string[];
  /** Hashes instead of asterisks, so that equal values stay equal. @default - asterisks */
  readonly hashFunction?: 'md5' | 'sha1' | 'sha3';
  /** Looks into numbers, lists and maps too. @default true */
  readonly redactAllTypes?: boolean;
  /** What tells two of them apart. @default - there is one */
  readonly name?: string;
}

/**
 * Masks what must not leave. It is one line of defence, not the only one: applications must not write it in the first place.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/redactionprocessor/README.md
 */
export function redaction(props: RedactionProps): Processor<Signal> {
  const id = idOf('redaction', props.name);
  const { allowedKeys, blockedKeyPatterns, blockedValues, ignoredKeys, hashFunction } = props;
  const config = {
    ...(allowedKeys === 'all' ? { allow_all_keys: true } : { allowed_keys: allowedKeys }),
    ...(blockedKeyPatterns && { blocked_key_patterns: blockedKeyPatterns }),
    ...(blockedValues && { blocked_values: blockedValues }),
    ...(ignoredKeys && { ignored_keys: ignoredKeys }),
    ...(hashFunction && { hash_function: hashFunction }),
    redact_all_types: props.redactAllTypes ?? true,
    summary: 'silent',
  };
  return { kind: 'processors', id, config: () => ({ [id]: config }) };
}

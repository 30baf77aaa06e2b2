import type { AlertmanagerConfig } from '../../../../imports/monitoring.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Site } from '../../../workload/site.js';
import type { NativeReceiver } from '../schema.js';

/** A receiver as the operator's `AlertmanagerConfig` (v1alpha1) writes it. */
export type ReceiverResource = NonNullable<Parameters<typeof AlertmanagerConfig>[0]['spec']['receivers']>[number];

/** One way in which somebody is told, written both ways: for the operator, and for Alertmanager itself. */
export interface WrittenIntegration {
  readonly resource: Omit<ReceiverResource, 'name'>;
  readonly native: Omit<NativeReceiver, 'name'>;
}

/** One way in which somebody is told: a value, of one service. */
export interface Integration {
  readonly kind: 'slack' | 'email' | 'pagerduty' | 'webhook' | 'msteams';
  /** What a receiver is called that is nothing but this. */
  readonly name: string;
  /** What makes two of them the same. */
  readonly identity: readonly unknown[];
  /** Whether it is also told when all is well again, unless the one who asks says no: a fact of the service, not a choice. */
  readonly sendResolved: boolean;
  /** Writes it for one Alertmanager, which is admitted to the service and given the secrets. */
  config(at: Site, sendResolved: boolean): WrittenIntegration;
}

/** The file below which the native configuration finds a secret: where the operator mounts `spec.secrets`. */
export function secretPath({ name, key }: SecretRef): string {
  return `/etc/alertmanager/secrets/${name}/${key}`;
}

/** A part of a receiver's name: lower case letters, digits and dashes. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

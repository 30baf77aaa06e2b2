import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Receiver } from '../component.js';

/** A kind of object that is told of, by its plural name. */
export type WatchedObject = {
  readonly name: string;
  /** @default '', the core group */
  readonly group?: string;
  /** @default - all */
  readonly namespaces?: readonly string[];
} & ({ readonly mode: 'watch' } | { readonly mode: 'pull'; /** @default 1 hour */ readonly interval?: Duration });

const verbs = ['get', 'list', 'watch'];

/**
 * Objects of the cluster, as logs: each change, or all of them from time to time. One replica tells them.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/k8sobjectsreceiver/README.md
 */
export function k8sObjects(...objects: readonly [WatchedObject, ...WatchedObject[]]): Receiver<'logs'> {
  return {
    kind: 'receivers',
    id: 'k8s_objects',
    needs: { single: true },
    config(at) {
      at.allow(
        'k8s-objects',
        objects.map(({ name, group }) => ({ apiGroups: [group ?? ''], resources: [name], verbs })),
      );
      return { k8s_objects: { auth_type: 'serviceAccount', objects: objects.map(written) } };
    },
  };
}

function written(object: WatchedObject): object {
  const { name, group, namespaces, mode } = object;
  const interval = mode === 'pull' && { interval: goDuration(object.interval ?? Duration.hours(1)) };
  return { name, mode, ...(group && { group }), ...(namespaces && { namespaces }), ...interval };
}

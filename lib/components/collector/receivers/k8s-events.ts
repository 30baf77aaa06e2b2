import type { Receiver } from '../component.js';

/** Props of {@link k8sEvents}. */
export interface K8sEventsProps {
  /** @default - all */
  readonly namespaces?: readonly string[];
}

const verbs = ['get', 'list', 'watch'];

/**
 * The cluster's events, as logs. One replica tells them.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/k8seventsreceiver/README.md
 */
export function k8sEvents({ namespaces }: K8sEventsProps = {}): Receiver<'logs'> {
  return {
    kind: 'receivers',
    id: 'k8s_events',
    needs: { single: true },
    config(at) {
      at.allow('k8s-events', [{ apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs }]);
      return { k8s_events: { auth_type: 'serviceAccount', ...(namespaces && { namespaces }) } };
    },
  };
}

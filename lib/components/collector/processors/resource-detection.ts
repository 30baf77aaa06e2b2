import type { Signal } from '../../../kernel/signal.js';
import type { Processor } from '../component.js';

/** What can be asked where the collector runs: its environment, its host, the node's object in the cluster. */
export type Detector = 'env' | 'system' | 'k8s_api';

/** Props of {@link resourceDetection}. */
export interface ResourceDetectionProps {
  /** In this order; the first that knows an attribute sets it. @default env, then the node's object */
  readonly detectors?: readonly Detector[];
  /** Whether attributes that are there already are replaced. @default false */
  readonly override?: boolean;
}

/**
 * Adds where the collector itself runs: right for an agent, wrong for a gateway, whose node is not the application's. The
 * clouds' own detectors are left out: they ask an address of the node's, which hands out its credentials too.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourcedetectionprocessor/README.md
 */
export function resourceDetection(props: ResourceDetectionProps = {}): Processor<Signal> {
  const detectors = props.detectors ?? ['env', 'k8s_api'];
  return {
    kind: 'processors',
    id: 'resource_detection',
    needs: { everyNode: true },
    config(at) {
      if (detectors.includes('k8s_api')) {
        at.env('K8S_NODE_NAME', 'spec.nodeName');
        at.allow('resource-detection', [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list'] }]);
      }
      return { resource_detection: { detectors, override: props.override ?? false } };
    },
  };
}

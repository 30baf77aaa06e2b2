import type { Signal } from '../../../kernel/signal.js';
import type { Processor } from '../component.js';

/** A label or an annotation that becomes an attribute. */
export interface ExtractedField {
  /** The attribute. */
  readonly tagName: string;
  /** The label's, or the annotation's, key. */
  readonly key: string;
  /** @default 'pod' */
  readonly from?: 'pod' | 'namespace' | 'node';
}

/** Props of {@link k8sAttributes}. */
export interface K8sAttributesProps {
  /** Only pods of the collector's own node: for an agent, which hears of no other. @default false */
  readonly ofNode?: boolean;
  /** @default - the names of namespace, workload, pod, container and node, and the image */
  readonly metadata?: readonly string[];
  /** @default - none */
  readonly labels?: readonly ExtractedField[];
  /** @default - none */
  readonly annotations?: readonly ExtractedField[];
}

const metadata = [
  'k8s.namespace.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.cronjob.name',
  'k8s.job.name',
  'k8s.pod.name',
  'k8s.pod.uid',
  'k8s.node.name',
  'k8s.container.name',
  'container.image.name',
  'container.image.tag',
];

const verbs = ['get', 'list', 'watch'];

/** By what a resource names its pod; else by the address that it came from, which a gateway behind agents does not see. */
const pod_association = [
  { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
  { sources: [{ from: 'resource_attribute', name: 'k8s.pod.ip' }] },
  { sources: [{ from: 'connection' }] },
];

/**
 * Adds what the cluster knows of the pod that a signal came from.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/k8sattributesprocessor/README.md
 */
export function k8sAttributes(props: K8sAttributesProps = {}): Processor<Signal> {
  return {
    kind: 'processors',
    id: 'k8s_attributes',
    config(at) {
      at.allow('k8s-attributes', [
        { apiGroups: [''], resources: ['pods', 'namespaces', 'nodes'], verbs },
        { apiGroups: ['apps'], resources: ['replicasets', 'deployments', 'statefulsets', 'daemonsets'], verbs },
        { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs },
      ]);
      if (props.ofNode) at.env('K8S_NODE_NAME', 'spec.nodeName');
      const extract = {
        metadata: props.metadata ?? metadata,
        ...(props.labels && { labels: props.labels.map(written) }),
        ...(props.annotations && { annotations: props.annotations.map(written) }),
      };
      const filter = props.ofNode && { filter: { node_from_env_var: 'K8S_NODE_NAME' } };
      return { k8s_attributes: { auth_type: 'serviceAccount', extract, ...filter, pod_association } };
    },
  };
}

function written({ tagName, key, from }: ExtractedField): object {
  return { tag_name: tagName, key, from: from ?? 'pod' };
}

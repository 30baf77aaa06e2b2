import { type KubeObject, titleOf } from '../documents.js';

/** What makes pods, and how they are seen from outside. */
export interface Workload {
  /** `StatefulSet monitoring/loki`. */
  readonly title: string;
  readonly name: string;
  readonly namespace: string;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** The ports that their containers declare. */
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
  /** The ports that the files which they mount name, for containers need not declare what they listen on. */
  readonly configured: readonly number[];
  /** How many there are; none of a DaemonSet. */
  readonly replicas: number;
  /** The Service that names each of its pods. @default - they have no names */
  readonly serviceName?: string;
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly { readonly ports?: Workload['ports'] }[];
    readonly volumes?: readonly { readonly configMap?: { readonly name: string } }[];
  };
}

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/** Every workload among objects. */
export function workloadsOf(objects: readonly KubeObject[]): readonly Workload[] {
  return objects
    .filter(({ kind }) => kinds.includes(kind))
    .map((object) => {
      const { name, namespace = 'default' } = object.metadata;
      const { template, jobTemplate, replicas, serviceName } = object.spec as {
        readonly template?: Template;
        readonly jobTemplate?: { readonly spec: { readonly template: Template } };
        readonly replicas?: number;
        readonly serviceName?: string;
      };
      const { metadata, spec } = template ?? (jobTemplate?.spec.template as Template);
      return {
        title: titleOf(object),
        name,
        namespace,
        labels: metadata?.labels ?? {},
        ports: spec.containers.flatMap(({ ports = [] }) => ports),
        configured: portsNamed(spec, namespace, objects),
        replicas: replicas ?? (object.kind === 'DaemonSet' ? 0 : 1),
        ...(serviceName && { serviceName }),
      };
    });
}

/** Whether containers listen on a port, as far as one can see from outside. */
export const listens = ({ ports, configured }: Workload, target: number | string): boolean =>
  ports.some(({ name, containerPort }) => name === target || containerPort === target) ||
  configured.some((port) => port === target);

function portsNamed(
  { volumes = [] }: Template['spec'],
  namespace: string,
  objects: readonly KubeObject[],
): readonly number[] {
  const names = volumes.flatMap(({ configMap }) => (configMap ? [configMap.name] : []));
  const texts = objects
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === namespace)
    .filter(({ metadata }) => names.includes(metadata.name))
    .flatMap(({ data }) => Object.values((data ?? {}) as Readonly<Record<string, string>>));
  return texts.flatMap((text) => [...text.matchAll(/: ?(\d{4,5})\b/g)].map(([, port]) => Number(port)));
}

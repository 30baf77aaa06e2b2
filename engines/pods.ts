import type { Api } from './api.js';
import { faultOf } from './apply.js';
import { type KubeObject, titleOf } from './documents.js';

/** A pod as a controller would make it of a workload's template. */
export interface TemplatePod {
  /** The workload: `Deployment monitoring/loki`. */
  readonly of: string;
  readonly kind: string;
  readonly namespace: string;
  readonly pod: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly metadata?: { readonly labels?: unknown; readonly annotations?: unknown };
  readonly spec: { readonly volumes?: readonly unknown[] };
}

interface WorkloadSpec {
  readonly template?: Template;
  readonly jobTemplate?: { readonly spec: { readonly template: Template } };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/** The pods of every workload; what an operator makes of its own kinds is not among them. */
export function templatePods(objects: readonly KubeObject[]): readonly TemplatePod[] {
  return objects
    .filter(({ kind }) => workloads.includes(kind))
    .map((object) => {
      const { template, jobTemplate, volumeClaimTemplates = [] } = object.spec as WorkloadSpec;
      const { metadata, spec } = template ?? (jobTemplate?.spec.template as Template);
      const claims = volumeClaimTemplates.map(({ metadata: { name: claimName } }) => ({
        name: claimName,
        persistentVolumeClaim: { claimName },
      }));
      // ECK's template has a placeholder in the place of each claim.
      const unclaimed = (volume: unknown): boolean =>
        !claims.some(({ name }) => name === (volume as { name: string }).name);
      const { name, namespace = 'default' } = object.metadata;
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { generateName: `${name}-`, labels: metadata?.labels, annotations: metadata?.annotations },
        spec: { ...spec, volumes: [...(spec.volumes ?? []).filter(unclaimed), ...claims] },
      };
      return { of: titleOf(object), kind: object.kind, namespace, pod };
    });
}

/** What the API server has against a pod in a namespace: nothing is kept, but every admission is asked, Pod Security too. */
export async function podFault(api: Api, pod: unknown, namespace: string): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All&fieldValidation=Strict`;
  return faultOf(await api.ask(path, { body: pod }));
}

/** A node to schedule on: its kubelet is nobody, so that what is bound to it stays pending. */
export const node = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name } },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

import type { Written } from '../lib/testing/objects.js';
import type { KubeDocument } from './documents.js';
import { planted } from './documents.js';

/** A mistake that is planted in a copy of what was written, to see that the API server finds it. */
export interface ClusterFault {
  readonly sentence: string;
  /** The kind of the object that it is planted in: the first one of the files. */
  readonly kind: string;
  readonly plant: (victim: KubeDocument) => KubeDocument;
  /** What the API server says of it. */
  readonly words: RegExp;
}

/** A mistake that is planted in the pod of a template. */
export interface PodFault {
  readonly sentence: string;
  readonly plant: (pod: Written) => unknown;
  readonly words: RegExp;
}

const changed = (change: (copy: Written) => void) => (victim: KubeDocument) => {
  const copy = structuredClone(victim.object) as Written;
  change(copy);
  return planted(copy);
};

const container = (copy: Written): Written => copy.spec.template.spec.containers[0];

/** Mistakes in objects: of names, types, values, of what must be there, and of what is only warned of. */
export const clusterFaults: readonly ClusterFault[] = [
  {
    sentence: 'a misspelt field of a custom resource',
    kind: 'Prometheus',
    plant: changed(({ spec }) => (spec.replicsa = 2)),
    words: /field not declared in schema/,
  },
  {
    sentence: 'a misspelt field of a Deployment',
    kind: 'Deployment',
    plant: changed(({ spec }) => (spec.template.spec.priorityClass = 'x')),
    words: /field not declared in schema/,
  },
  {
    sentence: 'a number where a text belongs',
    kind: 'ServiceMonitor',
    plant: changed(({ spec }) => (spec.endpoints[0].port = 8080)),
    words: /\.spec\.endpoints\[0\]\.port: expected string/,
  },
  {
    sentence: 'a value that is none of its enumeration',
    kind: 'OpenTelemetryCollector',
    plant: changed(({ spec }) => (spec.mode = 'sometimes')),
    words: /Unsupported value: "sometimes"/,
  },
  {
    sentence: 'a duration that is written in words',
    kind: 'ServiceMonitor',
    plant: changed(({ spec }) => (spec.endpoints[0].interval = '30 seconds')),
    words: /spec\.endpoints\[0\]\.interval.*should match/s,
  },
  {
    sentence: 'a field that is left out though it is required',
    kind: 'PrometheusRule',
    plant: changed(({ spec }) => delete spec.groups[0].rules[0].expr),
    words: /expr: Required value/,
  },
  {
    sentence: 'a selector that finds none of its own pods',
    kind: 'Deployment',
    plant: changed(({ spec }) => (spec.template.metadata.labels = { other: 'label' })),
    words: /`selector` does not match template `labels`|field is immutable/,
  },
  {
    sentence: 'a text that YAML reads as a boolean',
    kind: 'ConfigMap',
    plant: ({ object }) =>
      planted(
        object,
        `{apiVersion: v1, kind: ConfigMap, metadata: {name: yes-or-no, namespace: ${object.metadata.namespace}}, data: {a: y}}`,
      ),
    words: /data\.a|expected string, got/,
  },
  {
    sentence: 'a namespace that is not there',
    kind: 'ConfigMap',
    plant: changed(({ metadata }) => (metadata.namespace = 'nowhere')),
    words: /404 namespaces "nowhere" not found/,
  },
  {
    sentence: 'a kind that nobody defines',
    kind: 'ServiceMonitor',
    plant: changed((copy) => (copy.kind = 'ServiceMonitr')),
    words: /knows no ServiceMonitr of monitoring\.coreos\.com\/v1/,
  },
  {
    sentence: 'a variable that is set twice, of which there is only a warning,',
    kind: 'Deployment',
    plant: changed((copy) => (container(copy).env = ['1', '2'].map((value) => ({ name: 'TWICE', value })))),
    words: /TWICE/,
  },
  {
    sentence: 'a container that may become root, of which there is only a warning,',
    kind: 'Deployment',
    plant: changed((copy) => (container(copy).securityContext.allowPrivilegeEscalation = true)),
    words: /warning: would violate PodSecurity "restricted:latest": allowPrivilegeEscalation/,
  },
];

const pod = (change: (copy: Written) => void) => (original: Written) => {
  const copy = structuredClone(original);
  change(copy);
  return copy;
};

const violates = (what: string): RegExp => new RegExp(`403 .*violates PodSecurity "restricted:latest": .*${what}`);

/** Mistakes in pods of the restricted namespace. */
export const podFaults: readonly PodFault[] = [
  {
    sentence: 'a pod that mounts the node’s files',
    plant: pod(({ spec }) => (spec.volumes = [...(spec.volumes ?? []), { name: 'host', hostPath: { path: '/' } }])),
    words: violates('hostPath'),
  },
  {
    sentence: 'a pod of the node’s network',
    plant: pod(({ spec }) => (spec.hostNetwork = true)),
    words: /hostNetwork/,
  },
  {
    sentence: 'a privileged container',
    plant: pod(({ spec }) => (spec.containers[0].securityContext = { privileged: true })),
    words: violates('privileged'),
  },
  {
    sentence: 'a pod that runs as root',
    plant: pod(({ spec }) => (spec.securityContext = { ...spec.securityContext, runAsUser: 0 })),
    words: violates('runAsUser'),
  },
  {
    sentence: 'a pod of an account that is not there',
    plant: pod(({ spec }) => (spec.serviceAccountName = 'nobody')),
    words: /403 .*service account .*nobody/,
  },
  {
    sentence: 'a pod of a priority that is not there',
    plant: pod(({ spec }) => (spec.priorityClassName = 'nothing')),
    words: /no PriorityClass with name nothing/,
  },
];

import type { CollectorConfig } from '../../lib/components/collector/schema.js';
import { documentsOf, type KubeDocument } from '../documents.js';

interface Mount {
  readonly name: string;
  readonly mountPath: string;
}

interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string };
  readonly configMap?: { readonly name: string };
}

interface CollectorSpec {
  readonly image: string;
  readonly config: CollectorConfig;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts?: readonly Mount[];
  readonly volumes?: readonly Volume[];
}

/** What lies at the path of a mount: files of a ConfigMap by name, those of a Secret, or an empty folder. */
export type Mounted = { readonly files: Readonly<Record<string, string>> } | 'secret' | 'folder';

/** One synthesized collector, with all that its pod would find. */
export interface CollectorFile {
  /** `go-coffee-staging otel-sampler`. */
  readonly title: string;
  /** The file, and the line of the document. */
  readonly at: string;
  /** What reads it: the Collector, or Jaeger, which is one with components of its own. */
  readonly reader: 'otelcol' | 'jaeger';
  readonly config: CollectorConfig;
  /** The variables of its pod; those that the pod's own fields set have their own name as value. */
  readonly env: Readonly<Record<string, string>>;
  /** By path. */
  readonly mounts: Readonly<Record<string, Mounted>>;
}

/** Every collector of an environment of `dist/`, Jaeger's included. */
export function collectorsOf(environment: string): readonly CollectorFile[] {
  const documents = documentsOf(`dist/${environment}`);
  return documents
    .filter(({ object }) => object.kind === 'OpenTelemetryCollector')
    .map(({ object, at }) => {
      const spec = object.spec as CollectorSpec;
      const own = Object.fromEntries((spec.env ?? []).map(({ name, value }) => [name, value ?? name.toLowerCase()]));
      return {
        title: `${environment} ${object.metadata.name}`,
        at,
        reader: spec.image.includes('jaeger') ? 'jaeger' : 'otelcol',
        config: spec.config,
        env: { ...byOperator(object.metadata.name), ...own },
        mounts: mountsOf(spec, documents),
      };
    });
}

/** What the operator sets: internal/manifests/collector/container.go of opentelemetry-operator 0.131.0. */
const byOperator = (name: string): Readonly<Record<string, string>> => ({ POD_NAME: `${name}-0` });

/** One collector by its title. @throws Error when there is none */
export function collector(environment: string, name: string): CollectorFile {
  const found = collectorsOf(environment).find(({ title }) => title === `${environment} ${name}`);
  if (found === undefined) throw new Error(`no OpenTelemetryCollector ${name} in dist/${environment}`);
  return found;
}

function mountsOf(
  { volumeMounts = [], volumes = [] }: CollectorSpec,
  documents: readonly KubeDocument[],
): CollectorFile['mounts'] {
  return Object.fromEntries(
    volumeMounts.map(({ name, mountPath }) => {
      const volume = volumes.find((one) => one.name === name);
      if (volume?.configMap) return [mountPath, { files: configMap(volume.configMap.name, documents) }];
      return [mountPath, volume?.secret ? 'secret' : 'folder'];
    }),
  );
}

function configMap(name: string, documents: readonly KubeDocument[]): Readonly<Record<string, string>> {
  const found = documents.find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ConfigMap ${name} beside the collector that mounts it`);
  return found.object.data as Readonly<Record<string, string>>;
}

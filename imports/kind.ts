/** What we write of an object's metadata; its name and namespace are given by where it stands. */
export interface WrittenMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What we write of an object: its type and identity are given by the kind, its status by the cluster. */
export type Written<M> = Omit<M, 'apiVersion' | 'kind' | 'metadata' | 'status'> & {
  readonly metadata?: WrittenMetadata;
};

/** An object of a known kind, ready to become a Manifest. */
export interface Kinded {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: WrittenMetadata;
}

/** The namespace of what belongs to the cluster: cdk8s would write the chart's in the place of none. */
export const noNamespace = '';

/**
 * A Kubernetes kind from its model's type alone: no model class is loaded at run time.
 *
 * @param scope - where such objects live. @default 'Namespaced'
 */
export function kind<M extends { apiVersion: string; kind: string }>(
  apiVersion: M['apiVersion'],
  name: M['kind'],
  scope: 'Namespaced' | 'Cluster' = 'Namespaced',
): (written: Written<M>) => Kinded & Written<M> {
  if (scope === 'Namespaced') return (written) => ({ apiVersion, kind: name, ...written });
  return (written) => ({
    apiVersion,
    kind: name,
    ...written,
    metadata: { ...written.metadata, namespace: noNamespace },
  });
}

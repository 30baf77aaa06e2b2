import { posix } from 'node:path';
import { type KubeObject, titleOf } from '../documents.js';

interface Item {
  readonly key: string;
  readonly path: string;
}

interface FromSecret {
  readonly secretName?: string;
  readonly name?: string;
  readonly items?: readonly Item[];
  readonly optional?: boolean;
}

interface Source {
  readonly secret?: FromSecret;
  readonly configMap?: FromSecret;
}

interface Volume extends Source {
  readonly name: string;
  readonly projected?: { readonly sources: readonly Source[] };
}

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
}

interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

/** Where a pod finds the token of its account. @see https://kubernetes.io/docs/concepts/security/service-accounts/ */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The files that a container would see, by absolute path: of Secrets, ConfigMaps and its account, as its kubelet would mount them.
 * @param there - the Secrets and ConfigMaps that there are
 * @throws Error when one is not there, for then the pod would never start
 */
export function mountedFiles(
  workload: KubeObject,
  container: string,
  there: readonly KubeObject[],
): Readonly<Record<string, string>> {
  const { spec } = (workload.spec as { template: { spec: PodSpec } }).template;
  const mounts = spec.containers.find(({ name }) => name === container)?.volumeMounts ?? [];
  const files = mounts.flatMap(({ name, mountPath, subPath }) => {
    const volume = spec.volumes?.find((one) => one.name === name);
    const held = volume === undefined ? {} : filesOf(volume, workload.metadata.namespace ?? 'default', there);
    return subPath === undefined
      ? Object.entries(held).map(([path, text]) => [posix.join(mountPath, path), text] as const)
      : Object.entries(held).flatMap(([path, text]) => (path === subPath ? [[mountPath, text] as const] : []));
  });
  const token = spec.automountServiceAccountToken === false ? [] : ['ca.crt', 'namespace', 'token'];
  return Object.fromEntries([...files, ...token.map((name) => [posix.join(account, name), ''] as const)]);
}

/** The value of a flag of a container. @throws Error when it is not given */
export function flagOf(workload: KubeObject, container: string, flag: string): string {
  const { spec } = (workload.spec as { template: { spec: PodSpec } }).template;
  const args = spec.containers.find(({ name }) => name === container)?.args ?? [];
  const given = args.find((arg) => arg.startsWith(`--${flag}=`));
  if (given === undefined) throw new Error(`${titleOf(workload)}: ${container} is not started with --${flag}`);
  return given.slice(flag.length + 3);
}

/** The same files below a folder of ours, `etc/…`, where they name each other by relative paths. */
export function relocated(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const up = posix.relative(posix.dirname(path), '/');
      return [path.slice(1), text.replace(/(?<![\w.~/-])\/(?=etc\/|var\/run\/)/g, `${up}/`)];
    }),
  );
}

function filesOf(volume: Volume, namespace: string, there: readonly KubeObject[]): Readonly<Record<string, string>> {
  const sources = volume.projected?.sources ?? [volume];
  return Object.assign(
    {},
    ...sources.flatMap(({ secret, configMap }) => [
      ...(secret ? [filesOfOne('Secret', secret, namespace, there)] : []),
      ...(configMap ? [filesOfOne('ConfigMap', configMap, namespace, there)] : []),
    ]),
  );
}

function filesOfOne(
  kind: 'Secret' | 'ConfigMap',
  { secretName, name = secretName, items, optional = false }: FromSecret,
  namespace: string,
  there: readonly KubeObject[],
): Readonly<Record<string, string>> {
  const found = there.find(
    (one) => one.kind === kind && one.metadata.name === name && one.metadata.namespace === namespace,
  );
  if (found === undefined) {
    if (optional) return {};
    throw new Error(`${kind} ${namespace}/${name} is mounted, and not there`);
  }
  const data = textsOf(found);
  const paths = items ?? Object.keys(data).map((key) => ({ key, path: key }));
  return Object.fromEntries(
    paths.map(({ key, path }) => {
      const text = data[key];
      if (text === undefined) throw new Error(`${kind} ${namespace}/${name} is mounted, and has no key ${key}`);
      return [path, text];
    }),
  );
}

/** What a Secret or a ConfigMap holds, by key. */
export function textsOf({ kind, data = {} }: KubeObject): Readonly<Record<string, string>> {
  if (kind !== 'Secret') return data as Readonly<Record<string, string>>;
  const entries = Object.entries(data as Readonly<Record<string, string>>);
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}

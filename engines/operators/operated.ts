import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Applied, apply } from '../apply.js';
import { ControlPlane } from '../control-plane.js';
import { documentsOf, type KubeDocument, type KubeObject, planted, titleOf } from '../documents.js';
import { eventually } from '../eventually.js';
import { Authority } from '../pki.js';
import { deliveredSecrets } from './secrets.js';
import { folderOf } from './synthesized.js';

/** Namespaces that are there before us: of an operator that we write into, and of the applications. */
const presumed = ['cert-manager', 'go-coffee'];

/** What operators make beside kinds of ours. */
const madeKinds = [
  ...['Secret', 'ConfigMap', 'Service', 'ServiceAccount', 'PersistentVolumeClaim', 'Event'].map((kind) => ['v1', kind]),
  ...['Deployment', 'StatefulSet', 'DaemonSet'].map((kind) => ['apps/v1', kind]),
  ['policy/v1', 'PodDisruptionBudget'],
].map(([apiVersion = '', kind = '']) => ({ apiVersion, kind }));

/** A fresh control plane that holds an environment of `dist/`, for an operator to reconcile. */
export class Operated {
  /** The documents of the environment. */
  public readonly documents: readonly KubeDocument[];
  /** Its objects. */
  public readonly objects: readonly KubeObject[];
  /** How many files it is written in. */
  public readonly files: number;

  #there: readonly KubeObject[] = [];

  private constructor(
    public readonly plane: ControlPlane,
    public readonly environment: string,
  ) {
    this.documents = documentsOf(folderOf(environment));
    this.objects = this.documents.map(({ object }) => object);
    this.files = new Set(this.documents.map(({ at }) => at.replace(/:\d+$/, ''))).size;
  }

  /**
   * Starts the control plane; {@link Operated.stop} it in `afterAll`.
   * @param name - of its logs
   */
  public static async up(name: string, environment: string): Promise<Operated> {
    return new Operated(await ControlPlane.up(`${name}-${environment}`), environment);
  }

  /** The objects of a kind. */
  public all(kind: string): readonly KubeObject[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  /** Applies the Secrets, then everything. @throws Error when anything is refused */
  public async applyAll(): Promise<void> {
    const folder = join(this.plane.folder, 'delivered');
    mkdirSync(folder);
    const namespaces = [...this.all('Namespace'), ...presumed.map(namespaceOf)];
    await this.insist(namespaces.map((one) => planted(one)));
    await this.insist(namespaces.map(({ metadata }) => planted(authorityOf(metadata.name))));
    await this.insist(deliveredSecrets(this.objects, new Authority(folder)).map((one) => planted(one)));
    await this.insist(storageClasses(this.documents).map((one) => planted(one)));
    await this.insist(this.documents);
  }

  /** Applies what a test plants. */
  public plant(object: KubeObject): Promise<Applied> {
    return apply(this.plane.api, [planted(object)]);
  }

  /** What the API server has by now of our kinds and of those that operators make, {@link Operated.there}. */
  public async look(): Promise<void> {
    const kinds = new Map([...this.objects, ...madeKinds].map(({ apiVersion, kind }) => [kind, apiVersion]));
    const lists = await Promise.all([...kinds].map(([kind, apiVersion]) => this.list(apiVersion, kind)));
    this.#there = lists.flat();
  }

  /**
   * Looks until an operator has made nothing more for a second and a half: it makes one thing after the other, and its first
   * workload says nothing of its last Service.
   */
  public async settle(): Promise<void> {
    await eventually(async () => {
      await this.look();
      const before = this.made();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await this.look();
      if (this.made() !== before) throw new Error('operators are still making things');
    }, 60);
  }

  /** What operators made, down to its version, but for events, which never end. */
  private made(): string {
    const kinds = new Set(madeKinds.map(({ kind }) => kind).filter((kind) => kind !== 'Event'));
    return this.#there
      .filter(({ kind }) => kinds.has(kind))
      .map((object) => `${titleOf(object)} ${(object.metadata as Metadata).resourceVersion ?? ''}`)
      .sort()
      .join('\n');
  }

  /** What there was when one looked. */
  public get there(): readonly KubeObject[] {
    return this.#there;
  }

  /** The one object of a kind that there was. @throws Error when there was none */
  public one(kind: string, name: string): KubeObject {
    const kin = this.#there.filter((object) => object.kind === kind);
    const found = kin.find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}, there are ${kin.map(titleOf).join(', ')}`);
    return found;
  }

  /** What an operator made, directly or by what it made: it owns it. */
  public madeOf({ kind, metadata: { name } }: KubeObject): readonly KubeObject[] {
    const owner = uidOf(this.one(kind, name).metadata);
    const own = this.#there.filter(({ metadata }) => ownersOf(metadata).includes(owner));
    return own.flatMap((object) => [object, ...this.madeOf(object)]);
  }

  /** Ends everything. */
  public stop(): Promise<void> {
    return this.plane.stop();
  }

  private async list(apiVersion: string, kind: string): Promise<readonly KubeObject[]> {
    const collection = await this.plane.api.collection(apiVersion, kind, '-');
    const { items } = await this.plane.api.get(collection?.replace('/namespaces/-/', '/') ?? '');
    return (items as readonly KubeObject[]).map((item) => ({ ...item, apiVersion, kind }));
  }

  private async insist(documents: readonly KubeDocument[]): Promise<void> {
    const { refused } = await apply(this.plane.api, documents);
    if (refused.length > 0) throw new Error(`refused:\n${refused.map(({ reason }) => reason).join('\n')}`);
  }
}

type Metadata = KubeObject['metadata'] & {
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly ownerReferences?: readonly { readonly uid: string }[];
};

const uidOf = (metadata: Metadata): string => metadata.uid ?? '';

const ownersOf = ({ ownerReferences = [] }: Metadata): readonly string[] => ownerReferences.map(({ uid }) => uid);

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** What the controllers of a cluster put into each namespace. */
const authorityOf = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kube-root-ca.crt', namespace },
  data: { 'ca.crt': '' },
});

/** Every class that a claim of the environment names; volumes are never made. */
function storageClasses(documents: readonly KubeDocument[]): readonly KubeObject[] {
  const names = documents.flatMap(({ text }) =>
    [...text.matchAll(/^ *storageClassName: (\S+)$/gm)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort().map((name) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  }));
}

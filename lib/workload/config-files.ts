import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { ConfigMap } from '../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../imports/manifest.js';

/** Files of a ConfigMap, rendered when the manifests are written. */
export class ConfigFiles extends Construct {
  /** The ConfigMap's name. */
  public readonly name: string;
  #files: Readonly<Record<string, string>> | undefined;
  readonly #render: () => Readonly<Record<string, string>>;

  /** @param render - file name → text; called while the manifests are written */
  public constructor(scope: Construct, id: string, render: () => Readonly<Record<string, string>>) {
    super(scope, id);
    this.name = nameOf(this);
    this.#render = render;
    new Manifest(this, 'Resource', ConfigMap({ metadata: { name: this.name }, data: later(() => this.files) }));
  }

  /** Changes when, and only when, a file changes: on a pod's template it restarts what cannot reload. */
  public get hash(): string {
    const files = this.files;
    const text = Object.keys(files)
      .sort()
      .map((file) => `${file}\0${files[file]}\0`)
      .join('');
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
  }

  /** Both the object and the hash ask for them: they are rendered once. */
  private get files(): Readonly<Record<string, string>> {
    return (this.#files ??= this.#render());
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Any object of Kubernetes, looked into by its test. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
  };
  readonly spec?: unknown;
  readonly [field: string]: unknown;
}

/** One document of a synthesized file. */
export interface KubeDocument {
  /** The file, and the line that the document starts on: `dist/a/b.k8s.yaml:12`. */
  readonly at: string;
  /** As it is written, for whoever reads it has a YAML parser of its own. */
  readonly text: string;
  /** As we read it. */
  readonly object: KubeObject;
}

/** An object's identity in messages: `Deployment monitoring/grafana`. */
export const titleOf = ({ kind, metadata: { namespace, name } }: KubeObject): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** An object that a test plants, as a document. */
export const planted = (object: KubeObject, text: string = JSON.stringify(object)): KubeDocument => ({
  at: 'planted',
  text,
  object,
});

/** Every document of the YAML files of a folder, file by file. */
export function documentsOf(folder: string): readonly KubeDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => split(join(folder, file)));
}

// Split by hand: a parser would give back values, and the engine is to read the bytes that were written.
function split(file: string): readonly KubeDocument[] {
  let line = 1;
  return readFileSync(file, 'utf8')
    .split(/^---\n/m)
    .map((text) => {
      const at = `${file}:${line}`;
      line += text.split('\n').length;
      return { at, text };
    })
    .filter(({ text }) => text.trim() !== '')
    .map(({ at, text }) => ({ at, text, object: parse(text, { version: '1.1' }) as KubeObject }));
}

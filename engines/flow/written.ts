import { documentsOf, type KubeObject } from '../documents.js';

/** Every object of a kind in an environment of `dist/`. */
export const allOf = (environment: string, kind: string): readonly KubeObject[] =>
  documentsOf(`dist/${environment}`)
    .map(({ object }) => object)
    .filter((object) => object.kind === kind);

/** One object of `dist/` by its name. @throws Error when there is none */
export function oneOf(environment: string, kind: string, name: string): KubeObject {
  const found = allOf(environment, kind).find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name} in dist/${environment}`);
  return found;
}

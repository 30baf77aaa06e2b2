import type { App, Chart } from 'cdk8s';

/** A written object, as tests look into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into any object by the path that its sentence names
export type Written = any;

/** The objects of a chart, or of all charts of an app, as they would be written. */
export interface Objects {
  readonly all: readonly Written[];
  /** The one object of a kind and name. @throws Error when there is none, or more than one */
  one(kind: string, name: string): Written;
  /** The names of all objects of a kind, sorted. */
  names(kind: string): readonly string[];
}

/** What a chart, or an app, writes. */
export function objectsOf(of: Chart | App): Objects {
  const charts = 'charts' in of ? of.charts : [of];
  const all: Written[] = charts.flatMap((chart) => chart.toJson() as Written[]);
  return {
    all,
    one(kind, name) {
      const found = all.filter((object) => object.kind === kind && object.metadata.name === name);
      if (found.length === 1) return found[0];
      const there = all.map((object) => `${object.kind}/${object.metadata.name}`).join(', ');
      throw new Error(`${found.length} objects are ${kind}/${name}; there are ${there}`);
    },
    names: (kind) =>
      all
        .filter((object) => object.kind === kind)
        .map(({ metadata }) => metadata.name as string)
        .sort(),
  };
}

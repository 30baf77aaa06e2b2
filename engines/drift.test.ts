import { images } from '../lib/workload/images.js';
import { operatorVersions } from '../lib/workload/operators.js';
import { crdProjects, crdRowOf } from './crd-table.js';
import { type EngineName, engines, rowOf } from './table.js';

const run: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(images).map(([name, { tag }]) => [name, tag.replace(/^v/, '')])),
  ...operatorVersions,
};

const minor = (version: string): string => version.split('.').slice(0, 2).join('.');

const paired = (Object.keys(engines) as EngineName[]).flatMap((name) => {
  const { image, version, drift } = rowOf(name);
  return image === undefined ? [] : [{ name, image, version, drift }];
});

test.each(paired)(
  '$name judges the minor version of $image that we run, or says why not',
  ({ image, version, drift }) => {
    expect(run[image]).toBeDefined();
    if (drift === undefined) expect(minor(version)).toBe(minor(run[image] ?? ''));
    else expect([drift.length > 30, minor(version) === minor(run[image] ?? '')]).toEqual([true, false]);
  },
);

test('the kinds that judge are those of the operators that our objects are written for', () => {
  const names: Readonly<Record<string, string>> = { eck: 'eck-operator' };
  const judged = crdProjects
    .filter((project) => (names[project] ?? project) in operatorVersions)
    .map((project) => [names[project] ?? project, crdRowOf(project).version]);
  expect(Object.fromEntries(judged)).toEqual(operatorVersions);
});

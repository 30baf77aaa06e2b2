import { join } from 'node:path';
import { moduleFolder } from './cache.js';
import { crdProjects, crdRowOf } from './crd-table.js';
import { crdFolder, crds } from './crds.js';
import { rowOf } from './table.js';

const minor = (version: string): string => version.split('.').slice(0, 2).join('.');

describe('the table of custom resource definitions', () => {
  it.each(crdProjects)('%s has a module with a checksum', (project) => {
    const { module, version, sum } = crdRowOf(project);
    expect([module, version, sum]).toEqual([
      expect.stringMatching(/^github\.com\/\S+$/),
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^h1:[\w+/]{43}=$/),
    ]);
  });

  it.each(crdProjects.filter((project) => crdRowOf(project).engine !== undefined))(
    '%s goes together with its operator, or says why not',
    (project) => {
      const { version, engine = 'etcd', drift } = crdRowOf(project);
      expect(drift === undefined).toBe(minor(version) === minor(rowOf(engine).version));
    },
  );
});

describe('the definitions', () => {
  const before = process.env.ENGINES_CACHE;
  beforeEach(() => {
    process.env.ENGINES_CACHE = join(moduleFolder('etcd'), 'nothing-here');
  });
  afterEach(() => {
    if (before === undefined) delete process.env.ENGINES_CACHE;
    else process.env.ENGINES_CACHE = before;
  });

  it('stand where the environment says', () => {
    expect(crdFolder()).toMatch(/nothing-here\/crds-[0-9a-f]{16}$/);
  });

  it('are refused when they are not collected, with the command that collects them', () => {
    expect(crds).toThrow(/nothing at .*; run node --import tsx engines\/build\.ts crds$/);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildArguments, cacheFolder, moduleFolder } from './cache.js';
import { engine } from './engine.js';
import { type EngineName, engines, isEngineName, rowOf } from './table.js';

const names = Object.keys(engines).filter(isEngineName);
const goMod = (name: EngineName): string => readFileSync(join(moduleFolder(name), 'go.mod'), 'utf8');

/** Prometheus 3.y.z is published as v0.3y.z, y in two digits: README.md of Prometheus 3.16.0. */
const asPrometheusModule = (version: string): string => {
  const [, minor = '', patch] = version.split('.');
  return `v0.3${minor.padStart(2, '0')}.${patch}`;
};

/** Whose module counts otherwise than its releases. Jaeger 2.0.0-rc2 came with 1.62.0: CHANGELOG.md of Jaeger. */
const asModule: Readonly<Record<string, (version: string) => string | undefined>> = {
  prometheus: asPrometheusModule,
  jaeger: (version) => ({ '2.0.0-rc2': 'v1.62.0' })[version],
};

describe.each(names)('%s', (name) => {
  const { folder, module, version, moduleVersion = `v${version}`, package: main, ldflags = [] } = rowOf(name);

  it('has a module with checksums', () => {
    expect(readdirSync(moduleFolder(name))).toEqual(expect.arrayContaining(['go.mod', 'go.sum']));
    expect(goMod(name).split('\n')[0]).toBe(`module cdk8s-observability/engines/${folder}`);
  });

  it('is built from the version that it says', () => {
    expect(goMod(name).split(/\s*\n\s*/)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^(require )?${module} ${moduleVersion}( // indirect)?$`.replaceAll('.', '\\.')),
      ),
    );
    expect(moduleVersion).toBe(asModule[folder]?.(version) ?? `v${version}`);
  });

  it('has its main package in that module, or in a file of ours', () => {
    const ours = main === '.' && existsSync(join(moduleFolder(name), 'main.go'));
    expect(ours || `${main}/`.startsWith(`${module}/`)).toBe(true);
  });

  it('calls itself by no other version', () => {
    const given = [...ldflags.join(' ').matchAll(/ersion=v?(\S+)/g)].map(([, text]) => text);
    expect(given.filter((text) => text !== version)).toEqual([]);
  });

  it('replaces modules by published ones only', () => {
    const replacements = [...goMod(name).matchAll(/=> (.*)/g)].map(([, text]) => text);
    expect(replacements.filter((text) => !/^[\w.-]+\.[a-z]+\/\S+ v\d\S+$/.test(text ?? ''))).toEqual([]);
  });
});

describe('the table', () => {
  it('names every module folder', () => {
    const root = join(moduleFolder('promtool'), '..');
    const folders = readdirSync(root).filter((entry) => existsSync(join(root, entry, 'go.mod')));
    expect(new Set(names.map((name) => rowOf(name).folder))).toEqual(new Set(folders));
  });
});

describe('the cache', () => {
  const before = process.env.ENGINES_CACHE;
  beforeEach(() => {
    process.env.ENGINES_CACHE = join(moduleFolder('promtool'), 'nothing-here');
  });
  afterEach(() => {
    if (before === undefined) delete process.env.ENGINES_CACHE;
    else process.env.ENGINES_CACHE = before;
  });

  it('stands where the environment says, one folder an engine', () => {
    expect(cacheFolder('promtool')).toMatch(/nothing-here\/promtool-[0-9a-f]{16}$/);
    expect(new Set(names.map(cacheFolder)).size).toBe(names.length);
  });

  it('builds with the tags and the linker flags of the row', () => {
    expect(buildArguments('promtool')).toEqual(
      expect.arrayContaining(['-trimpath', '-s -w -X github.com/prometheus/common/version.Version=3.16.0']),
    );
    expect(buildArguments('promtool').join(' ')).toContain(
      '-tags remove_all_sd,enable_kubernetes_sd,enable_dns_sd,enable_aws_sd github.com/prometheus/prometheus/cmd/promtool',
    );
    expect(buildArguments('kube-apiserver').join(' ')).toContain(
      '.gitMajor=1 -X k8s.io/component-base/version.gitMinor=37',
    );
  });

  it('refuses an engine that is not built, with the command that builds it', () => {
    expect(() => engine('amtool')).toThrow(/amtool 0\.34\.2.*run node --import tsx engines\/build\.ts amtool$/);
  });
});

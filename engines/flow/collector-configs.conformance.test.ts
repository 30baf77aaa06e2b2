import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectorConfig } from '../../lib/components/collector/schema.js';
import { type Engine, engine } from '../engine.js';
import { Authority, type Pair } from '../pki.js';
import { type CollectorFile, collector, collectorsOf } from './collector-cr.js';
import { type Cut, cut, type Lacks, unbalanced } from './cut.js';
import { forRc2 } from './jaeger-rc2.js';
import { accepted, judge, type Judgement } from './judge.js';
import { KubeStub } from './kube-stub.js';
import { Loopback } from './loopback.js';
import { say } from './verdict-line.js';

jest.setTimeout(120_000);

const otelcol = engine('otelcol');
const jaeger = engine('jaeger');

/** Types that no module serves at 0.155 (`exceptions`, `service_graph`, `elasticsearch`), and what only Jaeger has. */
const lacks: Lacks = {
  exporters: ['elasticsearch', 'jaeger_storage_exporter'],
  connectors: ['service_graph', 'exceptions'],
  extensions: ['jaeger_storage', 'jaeger_query', 'remote_sampling'],
};

const environments = ['go-coffee-development', 'go-coffee-staging', 'go-coffee-production'];
const files = environments.flatMap(collectorsOf);
const jaegers = files.filter(({ reader }) => reader === 'jaeger');

let folder: string;
let authority: Authority;
let pair: Pair;
let kube: KubeStub;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engines-collectors-'));
  authority = new Authority(folder);
  pair = authority.issue('pod', '/CN=pod', ['IP:127.0.0.1', 'DNS:localhost']);
  kube = await KubeStub.start(folder);
});

afterAll(async () => {
  await kube.stop();
  rmSync(folder, { recursive: true });
});

/** Has a configuration judged in the place of its pod. */
async function inPlace(by: 'otelcol' | 'jaeger', file: CollectorFile, config: CollectorConfig): Promise<Judgement> {
  const name = file.title.replaceAll(' ', '.');
  const loopback = await Loopback.below(join(folder, by, name));
  loopback.mount(file.mounts, authority, pair);
  const env = { ...file.env, KUBECONFIG: kube.kubeconfig };
  return judge({ engine: by === 'jaeger' ? jaeger : otelcol, name, folder, env, config: loopback.here(config) });
}

/** What the Collector is shown of a configuration. */
function shown(config: CollectorConfig): Cut {
  const plain = unbalanced(config);
  const rest = cut(plain.config, lacks);
  return { config: rest.config, cut: [...plain.cut, ...rest.cut] };
}

/** What the Collector says of a configuration, once it was changed by `plant`. */
const verdict = (
  file: CollectorFile,
  plant: (config: CollectorConfig) => CollectorConfig = (same) => same,
): Promise<Judgement> => inPlace('otelcol', file, plant(shown(file.config).config));

/** What an engine accepted, and what it was not shown. */
class Tally {
  readonly #began = performance.now();
  readonly #gone: string[] = [];
  #accepted = 0;

  public constructor(
    private readonly name: string,
    private readonly by: Engine,
    private readonly of: number,
  ) {}

  public count(gone: readonly string[]): void {
    this.#accepted += 1;
    this.#gone.push(...gone);
  }

  public print(): void {
    const kinds = [...new Set(this.#gone.map((one) => one.replaceAll(/\/[^.]*/g, '')))].sort().join(', ');
    const verdict = `${this.#accepted} validated and started; ${this.#gone.length} blocks not shown to it: ${kinds}`;
    say({
      name: this.name,
      engine: this.by,
      files: this.of,
      verdict,
      seconds: (performance.now() - this.#began) / 1000,
    });
  }
}

test('there are collectors in each environment', () => {
  for (const environment of environments) expect(collectorsOf(environment).length).toBeGreaterThanOrEqual(4);
});

describe('otelcol', () => {
  const tally = new Tally('otelcol', otelcol, files.length);
  afterAll(() => tally.print());

  test.each(files.map((file) => [file.title, file] as const))('accepts and starts %s', async (_, file) => {
    expect({ at: file.at, ...(await verdict(file)) }).toEqual({ at: file.at, validated: accepted, started: accepted });
    tally.count(shown(file.config).cut);
  });
});

describe('jaeger', () => {
  const tally = new Tally('jaeger', jaeger, jaegers.length);
  afterAll(() => tally.print());

  test.each(jaegers.map((file) => [file.title, file] as const))('accepts and starts %s', async (_, file) => {
    const judged = await inPlace('jaeger', file, forRc2(file.config).config);
    expect({ at: file.at, ...judged }).toEqual({ at: file.at, validated: accepted, started: accepted });
    tally.count(forRc2(file.config).changed);
  });

  test('refuses a storage that is not there', async () => {
    const { config } = forRc2(collector('go-coffee-staging', 'jaeger-query').config);
    const query = { ...config.extensions.jaeger_query, storage: { traces: 'trces' } };
    const file = { ...collector('go-coffee-staging', 'jaeger-query'), title: 'planted storage' };
    const { started } = await inPlace('jaeger', file, {
      ...config,
      extensions: { ...config.extensions, jaeger_query: query },
    });
    expect(started).toContain("cannot find definition of storage 'trces'");
  });
});

describe('a planted fault is refused:', () => {
  const sampler = (): CollectorFile => collector('go-coffee-staging', 'otel-sampler');
  /** The configuration with one component's fields over its own. */
  const over =
    (part: 'processors' | 'receivers' | 'exporters', id: string, fields: object) =>
    (config: CollectorConfig): CollectorConfig => ({
      ...config,
      [part]: { ...config[part], [id]: { ...config[part][id], ...fields } },
    });

  test('a field that no component has', async () => {
    const { validated } = await verdict(sampler(), over('processors', 'memory_limiter', { limit_percent: 80 }));
    expect(validated).toContain("'memorylimiter.Config' has invalid keys: limit_percent");
  });

  test('a pattern that is none', async () => {
    const { validated, started } = await verdict(
      sampler(),
      over('processors', 'redaction/catalogue', { blocked_values: ['[0-9'] }),
    );
    expect(`${validated} ${started}`).toContain('missing closing ]');
  });

  test('a certificate that is not mounted', async () => {
    const { started } = await verdict({
      ...sampler(),
      title: 'planted certificate',
      mounts: { '/var/lib/otelcol': 'folder' },
    });
    expect(started).toContain('no such file or directory');
  });

  test('a sampling policy that does not exist, which only a start finds', async () => {
    const policies = [{ name: 'errors', type: 'staus_code' }];
    const { validated, started } = await verdict(sampler(), over('processors', 'tail_sampling', { policies }));
    expect(validated).toBe(accepted);
    expect(started).toContain('unknown sampling policy type staus_code');
  });

  test('a queue on a volume that is not there', async () => {
    const mounts = Object.fromEntries(Object.entries(sampler().mounts).filter(([path]) => path !== '/var/lib/otelcol'));
    const { validated, started } = await verdict({ ...sampler(), title: 'planted volume', mounts });
    expect(`${validated} ${started}`).toContain('directory must exist');
  });

  test('an exporter that is not configured', async () => {
    const { validated } = await verdict(sampler(), (config) => ({ ...config, exporters: {} }));
    expect(validated).toMatch(/references exporter "\S+" which is not configured|no exporter/);
  });
});

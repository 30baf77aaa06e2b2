import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { platforms } from '../charts/index.js';
import { synthesize, type Synthesizable } from '../lib/index.js';

/** One measurement in a process of its own: `case.cjs copies 100`, `case.cjs floor 100`, `case.cjs all`. Prints one line of JSON. */
const [, , name = 'all', count = '1'] = process.argv;
const copies = Number(count);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.env['CDK8S_OUTDIR'] = folder;

const all: readonly Synthesizable[] = platforms;
const model = all.find(({ environment }) => environment.tier === 'production') as Synthesizable;
let objects = 0;
let bytes = 0;

function* times(): Generator<Synthesizable> {
  for (let copy = 0; copy < copies; copy += 1) {
    yield { ...model, environment: { ...model.environment, name: `${model.environment.name}-${copy}` } };
  }
}

function written(one: { readonly objects: number; readonly bytes: number; readonly environment: string }): void {
  objects += one.objects;
  bytes += one.bytes;
  rmSync(join(folder, one.environment), { recursive: true, force: true });
}

/** What cannot be saved: the same objects through `yaml`, as cdk8s writes them, and into files. */
function floor(): () => void {
  synthesize([model]);
  const files = readdirSync(join(folder, model.environment.name)).map((file) => ({
    file,
    documents: parseAllDocuments(readFileSync(join(folder, model.environment.name, file), 'utf8'), {
      version: '1.1',
    }).map((document) => document.toJS() as object),
  }));
  return () => {
    for (let copy = 0; copy < copies; copy += 1) {
      mkdirSync(join(folder, 'floor'), { recursive: true });
      for (const { file, documents } of files) {
        const text = documents.map((document) => stringify(document, { version: '1.1' })).join('---\n');
        writeFileSync(join(folder, 'floor', file), text);
        objects += documents.length;
        bytes += text.length;
      }
    }
  };
}

const cases: Readonly<Record<string, () => () => void>> = {
  all: () => () => synthesize(all, written),
  copies: () => () => synthesize(times(), written),
  floor,
};
const run = cases[name]?.();
if (run === undefined) throw new Error(`no case is called ${name}`);

const cpu = process.cpuUsage();
const start = process.hrtime.bigint();
run();
const { user, system } = process.cpuUsage(cpu);
const wall = Number(process.hrtime.bigint() - start) / 1e9;
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    name,
    copies,
    objects,
    bytes,
    cpu: (user + system) / 1e6,
    wall,
    memory: process.resourceUsage().maxRSS / 1024,
  }),
);

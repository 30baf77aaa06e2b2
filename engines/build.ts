import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary, buildArguments, cacheFolder, moduleFolder } from './cache.js';
import { collectCrds, crdFolder } from './crds.js';
import { type EngineName, engines, isEngineName, rowOf } from './table.js';

/** What can be made: an engine, or the custom resource definitions, which come out of Go modules as well. */
type Target = EngineName | 'crds';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

async function go(name: EngineName, output: string): Promise<void> {
  const [command = '', ...flags] = buildArguments(name);
  await promisify(execFile)('go', [command, '-o', output, ...flags], {
    cwd: moduleFolder(name),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
    maxBuffer: 64 * 1024 * 1024,
    signal: interrupted.signal,
    killSignal: 'SIGINT',
  });
}

// Built beside its place and renamed into it, which is atomic: what stands in the cache is whole, also after an interruption.
async function build(name: EngineName): Promise<void> {
  mkdirSync(cacheFolder(name), { recursive: true });
  const half = mkdtempSync(join(cacheFolder(name), 'half-'));
  try {
    await go(name, join(half, name));
    renameSync(join(half, name), binary(name));
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function failure(target: Target, error: unknown): string {
  if (interrupted.signal.aborted) return 'interrupted, nothing is left half-made';
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message?: string };
  if (code === 'ENOENT') {
    const named = target === 'crds' ? 'of 1.26' : `that engines/${rowOf(target).folder}/go.mod names`;
    return `go is not on the PATH, install the Go ${named} or a newer one: https://go.dev/dl`;
  }
  return `failed\n${stderr || message}`;
}

async function make(target: Target): Promise<boolean> {
  process.stdout.write(target === 'crds' ? 'crds … ' : `${target} ${rowOf(target).version} … `);
  if (existsSync(target === 'crds' ? crdFolder() : binary(target))) {
    process.stdout.write('cached\n');
    return true;
  }
  const start = performance.now();
  try {
    if (target === 'crds') collectCrds();
    else await build(target);
    process.stdout.write(
      `${target === 'crds' ? 'collected' : 'built'} in ${Math.round((performance.now() - start) / 1000)} s\n`,
    );
    return true;
  } catch (error) {
    process.stdout.write(`${failure(target, error)}\n`);
    return false;
  }
}

const isTarget = (word: string): word is Target => word === 'crds' || isEngineName(word);

const targets = [...Object.keys(engines), 'crds'];
const words = process.argv.slice(2);
const unknown = words.filter((word) => !isTarget(word));
if (unknown.length > 0) {
  process.stderr.write(`no engine called ${unknown.join(', ')}; there are ${targets.join(', ')}\n`);
  process.exit(2);
}
for (const target of (words.length > 0 ? words : targets).filter(isTarget)) {
  if (!(await make(target))) process.exit(1);
}

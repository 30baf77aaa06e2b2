import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type EngineName, rowOf } from './table.js';

/**
 * The arguments of `go` that build an engine, up to where it is written.
 * Paths are trimmed, cgo and VCS stamps are off, so that the same row gives the same binary on any machine.
 */
export function buildArguments(name: EngineName): readonly string[] {
  const { tags = [], ldflags = [], package: main } = rowOf(name);
  const tagged = tags.length === 0 ? [] : ['-tags', tags.join(',')];
  return ['build', '-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...ldflags].join(' '), ...tagged, main];
}

/** The folder of an engine's `go.mod`. */
export function moduleFolder(name: EngineName): string {
  return join(enginesFolder(), rowOf(name).folder);
}

/** The folder that an engine is built into: outside of git, and another one as soon as anything that decides the binary changes. */
export function cacheFolder(name: EngineName): string {
  const folder = moduleFolder(name);
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, buildArguments(name)]));
  for (const file of sources(folder)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  return join(cacheRoot(), `${name}-${hash.digest('hex').slice(0, 16)}`);
}

/** Where everything lies that is built or collected: outside of git, and kept between clones. */
export function cacheRoot(): string {
  return process.env.ENGINES_CACHE ?? join(homedir(), '.cache', 'cdk8s-observability', 'engines');
}

/** The binary of an engine, whether it is built or not. */
export function binary(name: EngineName): string {
  return join(cacheFolder(name), name);
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file === 'go.mod' || file === 'go.sum' || file.endsWith('.go'))
    .sort();
}

// Found from the working directory upwards: these files run as ESM (tsx) and as CommonJS (jest), which share no way to say "beside me".
function enginesFolder(): string {
  for (let at = process.cwd(); ; at = dirname(at)) {
    const folder = join(at, 'engines');
    if (existsSync(join(folder, 'table.ts'))) return folder;
    if (dirname(at) === at)
      throw new Error(`no engines/table.ts in ${process.cwd()} or above it, run this inside the repository`);
  }
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Refusal } from '../lib/kernel/refusal.js';
import { cacheRoot } from './cache.js';
import { type CrdProject, crdProjects, crdRowOf, crdTable } from './crd-table.js';
import type { KubeObject } from './documents.js';

/** A custom resource definition, as far as it is looked into. */
export interface CrdSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly scope: string;
  readonly versions: readonly { readonly name: string; readonly served: boolean; readonly storage: boolean }[];
}

/** Raised when what is done to the definitions changes, so that none of before is taken from the cache. */
const revision = 2;

/** Where the collected definitions lie: another folder as soon as a version changes. */
export function crdFolder(): string {
  const hash = createHash('sha256').update(JSON.stringify([revision, crdTable]));
  return join(cacheRoot(), `crds-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * The custom resource definitions of every project of the table, ready to be applied: without descriptions, which are four
 * fifths of what the API server would hold in memory, without versions that it would not serve, and without the webhooks
 * that convert between versions, for none of them runs here.
 * @throws Refusal when they are not collected
 */
export function crds(): readonly KubeObject[] {
  if (!existsSync(crdFolder())) {
    throw new Refusal({
      field: 'custom resource definitions',
      given: `nothing at ${crdFolder()}`,
      allowed: 'collected definitions',
      fix: 'run node --import tsx engines/build.ts crds',
    });
  }
  return crdProjects.flatMap(
    (project) => JSON.parse(readFileSync(join(crdFolder(), `${project}.json`), 'utf8')) as KubeObject[],
  );
}

/** Takes the definitions out of their Go modules, which the go command downloads and checks, into the cache. */
export function collectCrds(): void {
  mkdirSync(cacheRoot(), { recursive: true });
  const half = mkdtempSync(join(cacheRoot(), 'half-'));
  try {
    for (const project of crdProjects) {
      writeFileSync(join(half, `${project}.json`), JSON.stringify(definitionsOf(project)));
    }
    renameSync(half, crdFolder());
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function definitionsOf(project: CrdProject): readonly KubeObject[] {
  const { path, files } = crdRowOf(project);
  const folder = join(moduleFolderOf(project), path);
  return (files ?? readdirSync(folder).filter((file) => file.endsWith('.yaml')))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null)
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(slim);
}

// Outside of any module, where the go command asks the checksum database; the sum is held against the table's beside.
function moduleFolderOf(project: CrdProject): string {
  const { module, version, sum } = crdRowOf(project);
  const stdout = execFileSync('go', ['mod', 'download', '-json', `${module}@v${version}`], {
    cwd: tmpdir(),
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '', GO111MODULE: 'on' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { Dir, Sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
  if (Sum === sum) return Dir;
  throw new Refusal({
    field: `engines/crd-table.ts ${project}`,
    given: Sum,
    allowed: sum,
    fix: 'write the sum of the version that you mean; if you changed no version, the module is not what it was',
  });
}

function slim(crd: KubeObject): KubeObject {
  const { group, names, scope, versions } = crd.spec as CrdSpec;
  const kept = versions.filter(({ served, storage }) => served || storage);
  const { name, annotations } = crd.metadata;
  const spec = { group, names, scope, versions: withoutDescriptions(kept) };
  return { apiVersion: crd.apiVersion, kind: crd.kind, metadata: { name, ...(annotations && { annotations }) }, spec };
}

// A description is a string; a property that is called so is a schema, hence an object, and stays.
function withoutDescriptions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDescriptions);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'description' || typeof value !== 'string');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDescriptions(value)]));
}

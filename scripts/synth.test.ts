import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'synth-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the script in a project of its own, which has a dist/ from before. */
const synth = (name: string, main: string) => {
  const project = join(folder, name);
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(join(project, 'dist', 'old.k8s.yaml'), 'kind: Old\n');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'main.ts'), main);
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  const run = spawnSync(process.execPath, ['--import', 'tsx', resolve('scripts/synth.ts')], {
    cwd: project,
    encoding: 'utf8',
  });
  const read = (file: string): string => readFileSync(join(project, 'dist', file), 'utf8');
  return { ...run, files: readdirSync(join(project, 'dist')), read, leftovers: join(project, '.cache', 'dist-old') };
};

const writing = `
import { mkdirSync, writeFileSync } from 'node:fs';
const out = process.env.CDK8S_OUTDIR ?? 'dist';
mkdirSync(out, { recursive: true });
writeFileSync(out + '/new.k8s.yaml', 'kind: New\\n');
`;

describe('npm run synth', () => {
  test('a synth that fails half-way leaves the old dist whole, and says so', () => {
    const { status, stderr, files, read } = synth('failing', `${writing}throw new Error('refused');`);
    expect(status).toBe(1);
    expect(files).toEqual(['old.k8s.yaml']);
    expect(read('old.k8s.yaml')).toBe('kind: Old\n');
    expect(stderr).toContain('refused');
    expect(stderr).toContain('dist/ is as it was before');
  });

  test('a synth that sets an exit code, as a refusal does, leaves the old dist whole', () => {
    const { status, files } = synth('refusing', `${writing}process.exitCode = 1;`);
    expect(status).toBe(1);
    expect(files).toEqual(['old.k8s.yaml']);
  });

  test('a synth that succeeds leaves what it wrote, and nothing of what was there before', () => {
    const { status, files, read, leftovers } = synth('fine', writing);
    expect(status).toBe(0);
    expect(files).toEqual(['new.k8s.yaml']);
    expect(read('new.k8s.yaml')).toBe('kind: New\n');
    expect(existsSync(leftovers)).toBe(false);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/**
 * `npm run test:nodes`: the tests and the synth on other versions of Node, which npm carries as packages; and the synth in another
 * locale and time zone. What is written must be dist/ to the byte.
 */
const versions = ['22', '24'];

for (const version of versions) {
  const node = installed(version);
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
  console.log(`node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`);
  execFileSync(node, ['node_modules/jest/bin/jest.js', '--silent'], { stdio: 'inherit', env: environment });
  same(`node ${version}`, node, environment);
}
same('another locale and time zone', process.execPath, {
  ...process.env,
  TZ: 'Asia/Kathmandu',
  LANG: 'tr_TR.UTF-8',
  LC_ALL: 'tr_TR.UTF-8',
});

function installed(version: string): string {
  const folder = resolve('.cache/nodes', version);
  mkdirSync(folder, { recursive: true });
  const arguments_ = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `node@${version}`];
  execFileSync('npm', arguments_, { stdio: 'ignore' });
  return join(folder, 'node_modules/node/bin/node');
}

function same(what: string, node: string, environment: NodeJS.ProcessEnv): void {
  const out = '.cache/dist-other';
  rmSync(out, { recursive: true, force: true });
  const env = { ...environment, CDK8S_OUTDIR: out };
  execFileSync(node, ['--import', 'tsx', 'main.ts'], { stdio: 'ignore', env });
  const files = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const different = files('dist').filter(
    (file) => file.endsWith('.yaml') && !readFileSync(join(out, file)).equals(readFileSync(join('dist', file))),
  );
  if (different.length > 0 || files(out).join() !== files('dist').join()) {
    console.error(`${what} writes other bytes: ${different.join(', ')}`);
    process.exit(1);
  }
  console.log(`${what}: the same bytes`);
}

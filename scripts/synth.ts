import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';

/**
 * `npm run synth`: writes into a staging folder and swaps on success, so that a synth that fails leaves the old dist/ whole.
 * The bare `npx cdk8s synth` writes the same bytes, but empties dist/ before it starts.
 */
const staging = '.cache/dist-staging';
const old = '.cache/dist-old';

for (const folder of [staging, old]) rmSync(folder, { recursive: true, force: true });
try {
  execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
    stdio: 'inherit',
    env: { ...process.env, CDK8S_OUTDIR: staging },
  });
} catch {
  console.error('dist/ is as it was before');
  process.exit(1);
}
if (existsSync('dist')) renameSync('dist', old);
renameSync(staging, 'dist');
rmSync(old, { recursive: true, force: true });

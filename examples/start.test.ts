import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test("the README's program is the example, and it writes a chart", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  process.env['CDK8S_OUTDIR'] = folder;
  await import('./start.js');
  expect(readdirSync(folder)).toEqual(['monitoring.k8s.yaml']);
  expect(readFileSync(join(folder, 'monitoring.k8s.yaml'), 'utf8')).toContain('kind: Alertmanager');
  rmSync(folder, { recursive: true });
  expect(readFileSync('README.md', 'utf8')).toContain(readFileSync('examples/start.ts', 'utf8').trimEnd());
  expect(readFileSync('examples/start.ts', 'utf8').trimEnd().split('\n')).toHaveLength(15);
});

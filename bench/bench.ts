import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { build } from 'esbuild';

/** `npm run bench`: what a synth costs, beside the floor of writing the same YAML. Compiled, each case in a process of its own. */
interface Measured {
  readonly copies: number;
  readonly objects: number;
  readonly bytes: number;
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

const folder = '.cache/bench';
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: { case: 'bench/case.ts', library: 'lib/index.ts' },
  outdir: folder,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
});

console.log('| what | objects | bytes | CPU s | wall s | peak MiB | CPU ms an object |');
console.log('|---|---|---|---|---|---|---|');

const bare = processCpu('0');
const library = processCpu(`require('./${folder}/library.cjs')`);
const cdk8s = processCpu("require('cdk8s')");
for (const [what, { cpu, wall, memory }] of [
  ['node alone', bare],
  ['import of cdk8s', cdk8s],
  ['import of the library', library],
] as const) {
  row(what, { copies: 0, objects: 0, bytes: 0, cpu, wall, memory });
}
row('one environment', measure('copies', 1));
row('all environments', measure('all', 1));
const sizes = process.argv[2] === 'short' ? [10, 100] : [10, 100, 1000];
for (const size of sizes) {
  row(`${size} copies`, measure('copies', size));
  row(`${size} copies, floor`, measure('floor', size));
}

function measure(name: string, copies: number): Measured {
  const out = execFileSync(process.execPath, [`${folder}/case.cjs`, name, String(copies)], { encoding: 'utf8' });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Measured;
}

/** CPU of a whole process that does one thing; the best of five, since others share the machine. */
function processCpu(program: string): Pick<Measured, 'cpu' | 'wall' | 'memory'> {
  const say =
    'const u=process.cpuUsage();console.log(JSON.stringify({cpu:(u.user+u.system)/1e6,wall:performance.now()/1e3,memory:process.resourceUsage().maxRSS/1024}))';
  const runs = Array.from(
    { length: 5 },
    () => JSON.parse(execFileSync(process.execPath, ['-e', `${program};${say}`], { encoding: 'utf8' })) as Measured,
  );
  return runs.reduce((best, run) => (run.cpu < best.cpu ? run : best));
}

function row(what: string, { objects, bytes, cpu, wall, memory }: Measured): void {
  const each = objects > 0 ? ((cpu * 1000) / objects).toFixed(3) : '-';
  console.log(
    `| ${what} | ${objects} | ${bytes} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} | ${memory.toFixed(0)} | ${each} |`,
  );
}

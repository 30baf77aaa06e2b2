import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Holds docs/mission.tsv against what is there: every row of the mission is counted for its platform, each object it names stands in
 * dist/, each test it names ran and passed. Run after jest, whose results it reads.
 */

/** The rows of the mission by platform: VS is the multi-region platform, GC the single cluster. */
const shared = [17, 26, 27, 32, 54, 56, 82, 86, 87, 118];
const singleCluster = [
  2, 20, 21, 24, 28, 31, 42, 43, 44, 51, 52, 67, 68, 69, 70, 71, 72, 75, 77, 78, 83, 94, 95, 102, 103, 104, 107, 108,
  109, 110, 111, 112, 113, 114, 115, 116, 117, 119, 123,
];
const last = 123;

interface Row {
  readonly row: number;
  readonly platform: string;
  readonly objects: readonly string[];
  readonly tests: readonly string[];
  readonly verdict: string;
}

const results = 'node_modules/.ran.json';
const faults: string[] = [];
const rows = read('docs/mission.tsv');

for (const expected of expectedRows()) {
  const found = rows.filter(({ row, platform }) => `${row} ${platform}` === expected);
  if (found.length !== 1)
    faults.push(`row ${expected} is written ${found.length} times, allowed: once; add or merge its lines`);
}
const objects = objectsOfDist();
const ran = testsThatPassed();
for (const { row, platform, objects: named, tests, verdict } of rows) {
  const at = `row ${row} ${platform}`;
  const open = verdict.startsWith('open: ');
  if (!open && (named.length === 0 || tests.length === 0))
    faults.push(`${at} is counted as done without an object and a test`);
  if (open && verdict.length < 'open: '.length + 10) faults.push(`${at} is open without a reason`);
  for (const object of named) if (!objects.has(object)) faults.push(`${at}: ${object} is not in dist/`);
  for (const test of tests) if (!passed(test)) faults.push(`${at}: the test '${test}' did not run, or did not pass`);
}

const done = rows.filter(({ verdict }) => !verdict.startsWith('open: '));
for (const platform of ['GC', 'VS']) {
  const [all, closed] = [rows, done].map((some) => some.filter((row) => row.platform === platform).length);
  console.log(`ledger: ${platform} ${closed} of ${all} rows done`);
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}

function read(file: string): Row[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const list = (cell = ''): string[] => (cell === '-' ? [] : cell.split(' ; '));
  return lines.map((line) => {
    const [row, platform = '', , objects, tests, verdict = ''] = line.split('\t');
    return { row: Number(row), platform, objects: list(objects), tests: list(tests), verdict };
  });
}

function expectedRows(): string[] {
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((row) => {
    if (shared.includes(row)) return [`${row} GC`, `${row} VS`];
    return [`${row} ${singleCluster.includes(row) ? 'GC' : 'VS'}`];
  });
}

/** `<environment>/<chart> <Kind>/<name>` of every document. */
function objectsOfDist(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const environment of readdirSync('dist')) {
    for (const file of readdirSync(join('dist', environment))) {
      for (const document of readFileSync(join('dist', environment, file), 'utf8').split(/^---\n/m)) {
        const kind = /^kind: (.+)$/m.exec(document)?.[1];
        const name = /^metadata:\n(?: .*\n)*? {2}name: (.+)$/m.exec(document)?.[1];
        found.add(`${environment}/${file.replace('.k8s.yaml', '')} ${kind}/${name}`);
      }
    }
  }
  return found;
}

interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** `<file>: <full name>` of every test that passed. */
function testsThatPassed(): ReadonlySet<string> {
  if (!existsSync(results)) return new Set();
  const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as JestResults;
  return new Set(
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'passed')
        .map(({ fullName }) => `${name.slice(process.cwd().length + 1)}: ${fullName}`),
    ),
  );
}

/** Conformance tests run with the engines, by another command; here they must at least be written. */
function passed(test: string): boolean {
  const [file = '', name = ''] = test.split(/: (.*)/s);
  if (!file.endsWith('.conformance.test.ts')) return ran.has(test);
  return existsSync(file) && readFileSync(file, 'utf8').includes(name);
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refusedLines } from './lib/testing/refused-lines.js';

const files = ['lib', 'charts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.types.ts'))
    .map((name) => join(folder, name))
    .sort(),
);

describe('what must not compile', () => {
  const lines = refusedLines(files);

  test.each(lines.map((line) => [`${line.file}:${line.line}`, line] as const))('%s', (_, { expected, said }) => {
    const [code, text] = [expected.slice(0, expected.indexOf(':')), expected.slice(expected.indexOf(':') + 2)];
    expect(said).toContain(`${code}:`);
    expect(said).toContain(text);
  });
});

import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { made } from './logstash.fixture.js';

const mustache = engine('logstash-config');

/** What the parser says of a configuration: its exit code and words. */
const judged = (text: string): { readonly code: number; readonly said: string } =>
  scratch({ 'main.conf': text }, (cwd) => {
    const { code, stdout, stderr } = mustache.run(['check', 'main.conf'], { cwd });
    return { code, said: stdout + stderr };
  });

const text = made().text();

test('a pipeline with every input, filter and condition is what the parser reads', () => {
  expect(judged(text)).toEqual({ code: 0, said: '' });
});

test.each<[string, (text: string) => string]>([
  ['a brace that is not closed', (of) => of.replace(/\}\n*$/, '')],
  ['an option without its arrow', (of) => of.replace('port =>', 'port')],
  ['a quote that is not closed', (of) => of.replace('"[message]"', '"[message]')],
  ['a condition that compares nothing', (of) => of.replace('== "security"', '==')],
  ['an else that follows no if', (of) => of.replace('if [fields][log_type] == "security" {', 'else {')],
  ['a section that there is not', (of) => of.replace(/^filter/m, 'filters')],
])('the parser refuses %s', (_, planted) => {
  const broken = planted(text);
  expect(broken).not.toBe(text);
  expect(judged(broken).code).not.toBe(0);
});

test('words keep what they hold: quotes, backslashes, slashes', () => {
  expect(text).toContain(String.raw`gsub => ["[path]", "[\"'/]+", "_"]`);
});

import { SensitivePattern } from '../../signals/logs/pattern.js';
import { standardRedaction } from '../../signals/logs/redaction.js';
import { luaSubstitutions } from './lua-pattern.js';

const lua = (regex: string, finds: string, more: { ignoreCase?: boolean; replacement?: string } = {}): string[] =>
  luaSubstitutions(new SensitivePattern({ name: 'it', regex, finds: [finds], leaves: ['-'], ...more })).map(
    ({ pattern }) => pattern,
  );

test('sets, escapes and counts are written out', () => {
  expect(lua('\\d{3}-[A-F0-9_]+', '123-A_')).toEqual(['[%d][%d][%d][%-][A-F0-9_][A-F0-9_]*']);
  expect(lua('x{2,}\\.?', 'xx')).toEqual(['[x][x][x]*[%.]?']);
});

test('a run is tried from where it begins, so that a long line does not take the square of its length', () => {
  expect(lua('[a-z.]+@', 'a@')).toEqual(['%f[a-z%.][a-z%.][a-z%.]*[%@]']);
});

test('a choice is a substitution of its own, the longest repetition first', () => {
  expect(lua('a(?:b|c)', 'ab')).toEqual(['[a][b]', '[a][c]']);
  expect(lua('(?:ab){1,3}', 'ab')).toEqual(['[a][b][a][b][a][b]', '[a][b][a][b]', '[a][b]']);
});

test('a boundary is a frontier towards the side on which the word is', () => {
  expect(lua('\\b\\d+\\b', '12')).toEqual(['%f[%w_][%d][%d]*%f[^%w_]']);
  expect(lua('\\b(x)y\\b', 'xy')).toEqual(['%f[%w_]([x])[y]%f[^%w_]']);
});

test('case is ignored by saying both', () => {
  expect(lua('ab[c-d]_', 'AbC_', { ignoreCase: true })).toEqual(['[aA][bB][c-dC-D][_]']);
});

test('groups keep their numbers in the replacement', () => {
  const [one] = luaSubstitutions(
    new SensitivePattern({ name: 'it', regex: '(k=)v', replacement: '$1100%', finds: ['k=v'], leaves: ['-'] }),
  );
  expect(one).toEqual({ pattern: '([k][%=])[v]', replacement: '%1100%%' });
});

test.each([
  ['(?:ab)+', 'ab', 'a group that repeats without end'],
  ['^a', 'a', 'anchors'],
  ['a+?b', 'ab', 'lazy and possessive repetition'],
  ['-\\b-a|b', 'b', 'a boundary that is beside no letter'],
  ['[a-c][!-/]x', 'a!x', 'ranges other than of letters and digits'],
  ['(?:a|b|c|d|e)(?:a|b|c|d|e)', 'ab', 'more than 16 ways through it'],
  ['caf\u00e9', 'caf\u00e9', 'characters beyond ASCII'],
])('%s is refused, with what to leave out', (regex, finds, reason) => {
  expect(() => lua(regex, finds)).toThrow(`rewrite it without ${reason}`);
});

test('all of the standard catalogue can be said', () => {
  expect(standardRedaction.patterns.flatMap(luaSubstitutions).length).toBeGreaterThan(30);
});

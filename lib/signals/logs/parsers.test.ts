import { jsonLog, logfmt, regexLog } from './parsers.js';

test('a regular expression is a parser whose fields are its groups', () => {
  const access = regexLog('nginx', '^(?<client>[^ ]+) "(?<path>[^"]+)" (?<status>\\d{3})$', {
    types: { status: 'integer' },
  });
  expect(access).toEqual({
    name: 'nginx',
    format: 'regex',
    regex: '^(?<client>[^ ]+) "(?<path>[^"]+)" (?<status>\\d{3})$',
    types: { status: 'integer' },
  });
});

test('one without named groups, or that RE2 does not read, is refused', () => {
  expect(() => regexLog('bare', '^(.*)$')).toThrow('parser bare: regex: got');
  expect(() => regexLog('bare', '^(.*)$')).toThrow('it names no group');
  expect(() => regexLog('ahead', '(?<a>x)(?=y)')).toThrow('re2 has no lookaround');
});

test('a name that no annotation could carry is refused', () => {
  expect(() => jsonLog('My Parser')).toThrow("parser: got 'My Parser', allowed: lower case letters");
});

test('json and logfmt keep what they are told of time', () => {
  const time = { field: 'ts', format: '%s' };
  expect([jsonLog('app', { time }), logfmt('plain')]).toEqual([
    { name: 'app', format: 'json', time },
    { name: 'plain', format: 'logfmt' },
  ]);
});

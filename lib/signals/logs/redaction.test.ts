import { SensitivePattern } from './pattern.js';
import { Redaction, standardRedaction } from './redaction.js';
import { standardPatterns } from './standard-patterns.js';

test.each(standardPatterns.map((pattern) => [pattern.name, pattern] as const))(
  '%s masks its examples and leaves its look-alikes',
  (_, pattern) => {
    const { finds, leaves } = pattern.props;
    expect(finds.filter((text) => pattern.mask(text) === text)).toEqual([]);
    expect(leaves.map((text) => pattern.mask(text))).toEqual(leaves);
  },
);

test('a key goes however it is written and however deep it stands, and its neighbours stay', () => {
  expect(
    standardRedaction.apply({
      user: 'u1',
      userPassword: 'x',
      'API-KEY': 'x',
      nested: [{ stripe_secret: 'x', amount: 3 }, null],
      tokens: 4,
    }),
  ).toEqual({ user: 'u1', nested: [{ amount: 3 }, null], tokens: 4 });
});

test('a line that nobody parsed is masked where it assigns', () => {
  expect(standardRedaction.mask('login user=u1 password=hunter2 ok')).toBe('login user=u1 password=[REDACTED] ok');
  expect(standardRedaction.mask('{"db_password": "two words", "n": 1}')).toBe('{"db_password": "[REDACTED]", "n": 1}');
  expect(standardRedaction.mask('GET /?access_token=abc&page=2')).toBe('GET /?access_token=[REDACTED]&page=2');
  expect(standardRedaction.mask('Authorization: Basic dXNlcjpwYXNz')).not.toContain('dXNl');
});

test('a card that was sent as a number is masked, an instant in nanoseconds is not', () => {
  expect(standardRedaction.apply({ pan: 4111111111111111, at: 1700000000000000000, n: 3 })).toEqual({
    pan: '[REDACTED]',
    at: 1700000000000000000,
    n: 3,
  });
});

test('masking twice is masking once', () => {
  const texts = standardPatterns.flatMap(({ props }) => props.finds);
  const once = texts.map((text) => standardRedaction.mask(text));
  expect(once.map((text) => standardRedaction.mask(text))).toEqual(once);
});

test('a catalogue grows and never shrinks', () => {
  const staff = new SensitivePattern({
    name: 'staff-number',
    regex: '\\bST-\\d{6}\\b',
    finds: ['ST-123456'],
    leaves: ['ST-12'],
  });
  const grown = standardRedaction.and({ fields: ['birth_date'], patterns: [staff] });
  expect(grown.mask('ST-123456')).toBe('[REDACTED]');
  expect(grown.removes('birthDate')).toBe(true);
  expect(grown.removes('password')).toBe(true);
  expect(standardRedaction.removes('birthDate')).toBe(false);
});

test('a pattern that fails its own example is refused', () => {
  const pattern = (finds: string, leaves: string) => () =>
    new SensitivePattern({ name: 'digits', regex: '\\d{4}', finds: [finds], leaves: [leaves] });
  expect(pattern('12', 'a')).toThrow(
    "sensitive pattern digits: finds: got '12', allowed: texts in which it finds something",
  );
  expect(pattern('1234', '12345')).toThrow("leaves: got '12345', allowed: texts that it leaves alone");
});

test('what RE2 does not read is refused', () => {
  expect(() => new SensitivePattern({ name: 'x', regex: '(?=a)b', finds: ['b'], leaves: ['a'] })).toThrow(
    're2 has no lookaround',
  );
});

test('a field that is not in snake case, and a name given twice, are refused', () => {
  expect(() => new Redaction({ fields: ['apiKey'] })).toThrow(
    "fields: got 'apiKey', allowed: snake case, a letter first",
  );
  const twice = [...standardPatterns.slice(0, 1), ...standardPatterns.slice(0, 1)];
  expect(() => new Redaction({ patterns: twice })).toThrow(
    "patterns: got 'json-web-token', allowed: one pattern of a name",
  );
});

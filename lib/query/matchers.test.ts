import { matchers, not, variable, type Matching } from './matchers.js';
import { metric } from './metric.js';
import { logSelector, selector } from './selector.js';

test('a label is compared with a string, an expression, one of several, a variable, or the opposite of each', () => {
  const all = matchers({
    job: 'api',
    code: /5../,
    region: ['eu', 'us.1'],
    pod: variable('pod'),
    env: not('test'),
    path: not(/health/i),
    zone: not(['a', 'b']),
  });
  expect(`${all}`).toBe(
    String.raw`job="api",code=~"5..",region=~"eu|us\\.1",pod=~"$pod",env!="test",path!~"(?i)health",zone!~"a|b"`,
  );
});

test('quotes, backslashes and newlines in a value are escaped', () => {
  expect(`${matchers({ path: 'C:\\a "b"\n' })}`).toBe(String.raw`path="C:\\a \"b\"\n"`);
});

test.each([/a(?=b)/, /a(?<!b)/, /(a)\1/, /a/g, /\cA/])('%s is no expression of re2', (pattern) => {
  expect(() => matchers({ job: pattern })).toThrow(/^lib\/query\/matchers\.test\.ts:\d+: matchers\.job: /);
});

test('a label must be one that can be named', () => {
  expect(() => matchers({ 'a-b': 'x' })).toThrow("matchers: got 'a-b'");
});

test('a variable is named without the dollar sign', () => {
  expect(() => variable('$job')).toThrow("give the variable's name without '$'");
});

test('a selector without comparisons is the name of its metric, and more can be added', () => {
  const all = selector(metric('up'));
  expect(`${all}`).toBe('up');
  expect(`${all.and({ job: 'api' }).and({ env: not('test') })}`).toBe('up{job="api",env!="test"}');
});

test.each<Matching>([{}, { app: not('x') }, { app: /.*/ }, { app: '' }])(
  'a log selector that reads every stream is refused',
  (all) => {
    expect(() => logSelector(all)).toThrow('loki refuses to read every stream');
  },
);

import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { interval } from './interval.js';
import { labels } from './labels.js';
import { LogQL, logql } from './logql.js';
import { matchers, not, variable } from './matchers.js';
import { logSelector } from './selector.js';

const api = logSelector({ app: 'api' });
const failures = logql`${api} |= "error" | json`;

test('an expression knows whether it yields lines or numbers', () => {
  expect(failures.kind).toBe('log');
  expect(logql`sum by (${labels('job', 'pod')}) (rate(${api}[5m])) > ${0.5}`.kind).toBe('metric');
  expect(logql`(${failures})`.kind).toBe('log');
});

test('lines are continued without parentheses, because loki reads no pipeline after them', () => {
  expect(logql`rate(${failures} | status >= ${500} [${Duration.minutes(5)}])`.text).toBe(
    'rate({app="api"} |= "error" | json | status >= 500 [5m])',
  );
});

test('numbers are put in parentheses', () => {
  const rate = logql`rate(${api}[5m])`;
  expect(logql`${rate} / ${rate}`.text).toBe('(rate({app="api"}[5m])) / (rate({app="api"}[5m]))');
});

test('a comment at the end of an expression does not swallow what follows', () => {
  expect(logql`${logql`${api} # all`} | json`.text).toBe('{app="api"} # all\n | json');
});

test('durations are written in hours at most, as label filters read them', () => {
  expect(logql`${api} | logfmt | age > ${Duration.days(2)}`.text).toContain('age > 48h');
});

test('an interval is read as a duration and stays a variable', () => {
  const expression = logql`sum(count_over_time({${matchers({ app: variable('app'), env: not('test') })}}[${interval.auto}]))`;
  expect(expression.text).toBe('sum(count_over_time({app=~"$app",env!="test"}[$__auto]))');
  expect(expression.variables).toEqual(['__auto', 'app']);
});

test('the streams that are read are known', () => {
  expect(logql`rate({app="a", env!~"t.*"}[5m]) + rate(${api} | x="y" [5m])`.streams).toEqual([
    [
      { label: 'app', op: '=', value: 'a' },
      { label: 'env', op: '!~', value: 't.*' },
    ],
    [{ label: 'app', op: '=', value: 'api' }],
  ]);
});

test('a refusal shows the text with a caret, and the line that wrote it', () => {
  expect(() => logql`rate(${api})`).toThrow(
    /^lib\/query\/logql\.test\.ts:\d+: logql: got \nrate\({app="api"}\)\n {15,16}\^\n/,
  );
});

test.each([
  ['', 'something is missing at the end'],
  ['up', "'up' is not expected here"],
  ['{app="x"', 'something is missing at the end'],
  ['sum(rate({app="x"}))', 'something is missing here'],
  ['sum by (le', 'something is missing at the end'],
  ['{app!="x"}', 'one label that must be there'],
  ['{app=~"["}', 'not a regular expression'],
  ['{app="x"} |~ "("', 'not a regular expression'],
  ['{app="x"} | json | a=~"a(?=b)"', 're2 has no lookaround'],
  ['{app="x"} | regexp "a"', 'regexp names what it captures'],
  ['{app="\\d"}', 'an escape that go does not know'],
  ['{app="x"} + 1', 'these are lines'],
  ['({app="x"}) | json', 'is not expected here'],
  ['sum_over_time({app="x"}[5m])', "sum_over_time wants '| unwrap <label>' before the range"],
  ['count_over_time({app="x"} | unwrap d [5m])', 'count_over_time counts lines'],
  ['rate({app="x"}[5m]) by (a)', 'rate takes no grouping'],
  ['topk(rate({app="x"}[5m]))', 'topk takes a number'],
  ['sum(5, rate({app="x"}[5m]))', 'sum takes no number'],
  ['label_replace(rate({app="x"}[5m]), "a", "$1", "b", "(")', 'not a regular expression'],
  ['rate({app="x"}[$__rate_interval])', 'is not expected here'],
])('%s is refused', (text, says) => {
  expect(() => LogQL.parse(text)).toThrow(says);
});

test.each([
  'quantile_over_time(0.99, {app="x"} | json | unwrap duration(d) | __error__="" [5m]) by (host)',
  '{app="x"} | pattern "<ip> - <_>" | line_format "{{.ip}}" | label_format a=b | drop c | keep d="e"',
  'sum(rate({app=~"$app"} |= "a" or "b" != ip("10.0.0.0/8") [5m] offset 1h)) or vector(0)',
  '{app="x"} | regexp "(?P<a>\\\\w+)" | a > 5 and b < 2.5 or c = 10KB',
])('%s is accepted', (text) => {
  expect(LogQL.parse(text).text).toBe(text);
});

test('whatever is made of valid holes is accepted', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).map((text) => `l_${text}`);
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string()).map((text) => text);
  const streams = fc.dictionary(name, fc.oneof(value, value.map(not)), { maxKeys: 3 }).map((all) => api.and(all));
  const range = fc.integer({ min: 1, max: 1e6 }).map((seconds) => Duration.seconds(seconds));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(streams, range, number, fc.array(name), (each, over, than, by) => {
      const rate = logql`sum by (${labels(...by)}) (rate(${logql`${each} | json # parsed`} | a > ${over} [${over}]))`;
      expect(logql`${rate} > ${than} and ${rate} < bool ${than}`.kind).toBe('metric');
    }),
    { numRuns: 100 },
  );
});

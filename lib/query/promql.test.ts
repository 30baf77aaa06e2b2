import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { interval } from './interval.js';
import { labels } from './labels.js';
import { matchers, not, variable } from './matchers.js';
import { metric } from './metric.js';
import { PromQL, promql, type PromQLHole } from './promql.js';
import { selector } from './selector.js';

const requests = metric('http_requests_total', { type: 'counter', labels: { code: 40 } });
const errors = selector(requests, { code: /5../ });

const refusal = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('nothing was refused');
};

describe('holes', () => {
  test('each is written as the language writes it', () => {
    const share = promql`sum by (${labels('cluster', 'job')}) (rate(${errors}[${Duration.minutes(5)}]))`;
    expect(`${promql`${share} / ${2} > bool ${-0.5}`}`).toBe(
      '(sum by (cluster, job) (rate(http_requests_total{code=~"5.."}[5m]))) / 2 > bool (-0.5)',
    );
  });

  test('matchers stand alone between braces, or after others', () => {
    const alive = matchers({ env: not('test') });
    expect(`${promql`${requests}{${alive}}`}`).toBe('http_requests_total{env!="test"}');
    expect(`${promql`up{job="x",${alive}}`}`).toBe('up{job="x",env!="test"}');
  });

  test('an interval is read as a duration and stays a variable', () => {
    const expression = promql`rate(up[${interval.rate}]) + increase(up[${interval.range}] offset ${interval.step})`;
    expect(expression.text).toBe('rate(up[$__rate_interval]) + increase(up[$__range] offset $__interval)');
    expect(expression.variables).toEqual(['__interval', '__range', '__rate_interval']);
  });

  test('an expression with an interval can stand in another', () => {
    expect(promql`sum(${promql`rate(up[${interval.rate}])`})`.text).toBe('sum((rate(up[$__rate_interval])))');
  });

  test('a comment at the end of an expression does not swallow what follows', () => {
    expect(promql`${promql`up # all`} > 0`.text).toBe('(up # all\n) > 0');
  });

  test.each([NaN, Infinity, -Infinity])('%d is refused', (number) => {
    expect(() => promql`up > ${number}`).toThrow('write NaN or Inf in the text if it is meant');
  });

  test.each([Duration.millis(1500), Duration.seconds(0)])(
    'a duration that is not whole seconds is refused',
    (duration) => {
      expect(() => promql`rate(up[${duration}])`).toThrow('a duration of whole seconds, one or more');
    },
  );
});

describe('text', () => {
  test('several lines lose the indentation of the code around them, and keep their own', () => {
    const expression = promql`
      sum(
        rate(${errors}[5m])
      )
    `;
    expect(expression.text).toBe('sum(\n  rate(http_requests_total{code=~"5.."}[5m])\n)');
  });

  test('a backslash reaches the expression as it is written', () => {
    expect(promql`up{instance=~"a\\d+"}`.selectors[0]?.matchers[0]?.value).toBe('a\\d+');
  });

  test('the same text is read once', () => {
    expect(promql`sum(${requests})`).toBe(PromQL.parse('sum(http_requests_total)'));
  });
});

describe('refusals', () => {
  test('show the text with a caret, and the line that wrote it', () => {
    const { message, props } = refusal(() => promql`rate(${requests})`);
    expect(props.field).toBe('promql');
    expect(props.given).toBe('rate(http_requests_total)\n     ^');
    expect(message).toMatch(/^lib\/query\/promql\.test\.ts:\d+: promql: /);
    expect(message).toContain('expected type matrix in call to function "rate", got vector');
  });

  test('put the caret under the line that is wrong', () => {
    const { props } = refusal(() => PromQL.parse('sum(\n  rate(up)\n)'));
    expect(props.given).toBe('sum(\n  rate(up)\n       ^\n)');
  });

  test.each([
    ['', 'something is missing at the end'],
    ['# nothing', 'something is missing at the end'],
    ['a b', "'b' is not expected here"],
    ['rate(up[5m]', 'something is missing at the end'],
    ['sum(up) by (le', 'something is missing at the end'],
    ['up{job="a" env="b"}', 'something is missing here'],
    ['nosuch(up)', "'nosuch' is no function"],
    ['# c\nrate(up)', 'expected type matrix'],
    ['sum(up[5m])', 'expected type vector'],
    ['1 + "a"', 'scalar and instant vector'],
    ['topk(up)', 'expected type scalar in aggregation parameter'],
    ['topk(5, a, b)', 'topk takes 2 arguments, not 3'],
    ['1 == 1', 'must use BOOL modifier'],
    ['{}', 'one label that must be there'],
    ['{job=~".*"}', 'one label that must be there'],
    ['up{job=~"["}', 'not a regular expression: unterminated character class'],
    ['up{job!~"a(?!b)"}', 're2 has no lookaround'],
    ['up{job=~"a{2,1001}"}', 're2 repeats at most 1000 times'],
    ['up{job=~"\\\\y"}', "re2 does not know '\\y'"],
    ['up{job="\\d"}', 'an escape that go does not know'],
    ['label_replace(up, "a", "$1", "b", "(")', 'not a regular expression: unterminated group'],
    ['rate((up)[5m])', 'a range follows a selector'],
    ['max_over_time(a + b[5m:1m])', 'in parentheses'],
    ['rate(up[0s])', 'a range is longer than nothing'],
    ['sum(up) offset 5m', 'offset and @ follow a selector or a subquery'],
    ['up offset 5m offset 5m', 'this is said twice'],
    ['rate(up[$__auto])', 'is not expected here'],
  ])('%s', (text, says) => {
    expect(refusal(() => PromQL.parse(text)).props.fix).toContain(says);
  });
});

test.each([
  'a / b offset 1w',
  '-up @ start()',
  'up{job=~"$job"} and on () vector(1)',
  'label_replace(up, "a", "$1", "b", "(?P<x>.*)(?i)")',
  "{'http.requests', job='x'}",
  '{__name__=~"job:.+"}[5m]',
  'max_over_time((a + b)[5m:1m] offset 5m)',
  'up # all of them',
])('%s is accepted', (text) => {
  expect(PromQL.parse(text).text).toBe(text);
});

describe('what an expression asks for', () => {
  const expression = promql`
    sum by (job, le) (rate(x_bucket{job=~"$job"}[5m]))
      / on (cluster) group_left (team) {__name__="y", env!="test"} > ${requests}`;

  test('its metrics, sorted', () => {
    expect(expression.metrics).toEqual(['http_requests_total', 'x_bucket', 'y']);
  });

  test('its selectors, as they are written', () => {
    expect(promql`y{env!="a\"b"} / {__name__=~"x.*",job=\`c\`}`.selectors).toEqual([
      { metric: 'y', matchers: [{ label: 'env', op: '!=', value: 'a"b' }] },
      {
        metric: undefined,
        matchers: [
          { label: '__name__', op: '=~', value: 'x.*' },
          { label: 'job', op: '=', value: 'c' },
        ],
      },
    ]);
  });

  test('the labels that it groups and joins by', () => {
    expect(expression.grouped).toEqual(['cluster', 'job', 'le', 'team']);
  });

  test('the variables of the dashboard', () => {
    expect(
      promql`up{job=~"$job", pod=~"x|$pod"} * sum(rate(${selector(requests, { ns: variable('ns') })}[5m]))`.variables,
    ).toEqual(['job', 'ns', 'pod']);
  });

  test.each([
    ['up', 'vector'],
    ['1 + 1', 'scalar'],
    ['up[5m]', 'matrix'],
    ['"a"', 'string'],
    ['# c\nscalar(up)', 'scalar'],
  ])('%s is a %s', (text, type) => {
    expect(PromQL.parse(text).type).toBe(type);
  });

  test('the functions that Prometheus must be told to know', () => {
    expect(PromQL.parse('limitk(5, sort_by_label(up, "a")) + sum(up)').experimental).toEqual([
      'limitk',
      'sort_by_label',
    ]);
  });
});

test('whatever is made of valid holes is accepted', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).map((text) => `m_${text}`);
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
  );
  const matching = fc.dictionary(name, fc.oneof(value, value.map(not), fc.constant(variable('job'))), { maxKeys: 3 });
  const series = fc.tuple(name, matching).map(([each, all]) => selector(metric(each), all));
  const range = fc.oneof<fc.Arbitrary<PromQLHole>[]>(
    fc.integer({ min: 1, max: 1e6 }).map((seconds) => Duration.seconds(seconds)),
    fc.constantFrom(interval.rate, interval.step, interval.range),
  );
  const grouping = fc.array(name, { maxLength: 3 }).map((names) => labels(...names));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const { expression } = fc.letrec<{ expression: PromQL }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.tuple(series, range).map(([each, over]) => promql`rate(${each}[${over}])`),
      fc.tuple(series, range).map(([each, ago]) => promql`${each} offset ${ago}`),
      fc.tuple(tie('expression'), grouping).map(([each, by]) => promql`sum by (${by}) (${each}) # sum`),
      fc.tuple(tie('expression'), number).map(([each, than]) => promql`${than} * ${each} ^ ${than}`),
      fc.tuple(tie('expression'), range).map(([each, over]) => promql`max_over_time(${each}[${over}:])`),
      fc
        .tuple(tie('expression'), tie('expression'), grouping)
        .map(([a, b, on]) => promql`${a} / on (${on}) group_left () ${b}`),
    ),
  }));
  fc.assert(
    fc.property(expression, (each) => {
      expect(each.type).toBe('vector');
      expect(PromQL.parse(each.text)).toBe(each);
    }),
    { numRuns: 200 },
  );
});

test('it tells the ranges over which samples are compared, in seconds', () => {
  const compared = (text: string) => PromQL.parse(text).compared;
  expect(compared('rate(a[30s]) + sum(increase(a[5m] offset 1d)) + deriv((a[1h30m]))')).toEqual([30, 300, 5400]);
  expect(compared('max_over_time(rate(a[45] @ 3)[30m:1m]) + max_over_time(a[1s])')).toEqual([45]);
  expect(compared('rate(a[$__rate_interval]) + rate(a[5m:1m])')).toEqual([]);
});

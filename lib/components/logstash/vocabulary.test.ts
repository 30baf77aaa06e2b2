import type { Site } from '../../kernel/site.js';
import { SensitivePattern } from '../../signals/logs/pattern.js';
import { Redaction, standardRedaction } from '../../signals/logs/redaction.js';
import { grokPatterns } from './grok-patterns.js';
import { keys, redacted } from './redaction.js';
import { section } from './syntax.js';
import * as logstash from './words.js';

const { field } = logstash;

/** Pods that can be asked for nothing. */
const nowhere = {} as Site;

/** A filter as it is written, on one line. */
const written = (filter: logstash.Filter): string =>
  section('filter', filter.nodes, nowhere).replace(/\s+/g, ' ').slice('filter { '.length, -2);

const source = field('message');

describe('a field', () => {
  test('is named level by level', () => {
    expect(field('kubernetes', 'labels', 'app.kubernetes.io/name').ref).toBe(
      '[kubernetes][labels][app.kubernetes.io/name]',
    );
  });

  test.each(['a][b', '%{x}', 'a b', '', '${HOME}'])('called %p is refused', (name) => {
    expect(() => field(name)).toThrow("field: got '" + name + "', allowed: names without brackets");
  });

  test('in a text is filled in, and words that look like one are refused', () => {
    const set = (value: logstash.FieldValue) => written(logstash.mutate({ replace: [[field('a'), value]] }));
    expect(set(logstash.text`${field('pod', 'name')} on ${7}`)).toBe(
      'mutate { replace => { "[a]" => "%{[pod][name]} on 7" } }',
    );
    expect(() => set('%{[pod][name]}')).toThrow("value: got '%{[pod][name]}', allowed: words without '%{' and '${'");
    expect(() => set('${SECRET}')).toThrow('a secret is a SecretRef');
  });
});

describe('a condition', () => {
  const shown = (condition: logstash.Condition) => condition.text;

  test('keeps its meaning when it is joined', () => {
    const { all, any, not, equals, exists } = logstash;
    const [a, b, c] = [equals(field('a'), 1), exists(field('b')), equals(field('c'), 'x')];
    expect(shown(all(any(a, b), not(c)))).toBe('(([a] == 1) or ([b])) and (!([c] == "x"))');
  });

  test('compares numbers of events that have them', () => {
    expect(shown(logstash.compares(field('took'), '>=', 5))).toBe('[took] and [took] >= 5');
  });

  test('of one value is no list, since Logstash reads none of one', () => {
    expect(shown(logstash.within(field('a'), ['x']))).toBe('[a] == "x"');
    expect(shown(logstash.within(field('a'), ['x', 'y']))).toBe('[a] in ["x", "y"]');
  });

  test('takes a regular expression that every engine reads alike, its slashes escaped once', () => {
    expect(shown(logstash.matches(field('path'), '^/api\\/v1'))).toBe('[path] =~ /^\\/api\\/v1/');
    expect(() => logstash.matches(source, '(?=a)')).toThrow('condition on [message]: regex:');
  });
});

describe('text', () => {
  const tag = (name: string) => written(logstash.mutate({ addTag: [name] }));

  test('stands in the quotes that it does not hold', () => {
    expect(tag('say "x"')).toBe(`mutate { add_tag => ['say "x"'] }`);
    expect(tag("it's")).toBe(`mutate { add_tag => ["it's"] }`);
  });

  test.each(['"it\'s"', 'ends \\', 'two\nlines'])('that Logstash cannot quote is refused: %j', (name) => {
    expect(() => tag(name)).toThrow('allowed: one line with quotes of one kind, that ends with no backslash');
  });

  test('that is a regular expression may hold both, and end as it likes', () => {
    const gsub = (regex: string) => written(logstash.mutate({ gsub: [{ field: field('a'), regex, with: '' }] }));
    expect(gsub(`["']+`)).toBe(`mutate { gsub => ["[a]", "[\\"']+", ""] }`);
    expect(gsub('a\\\\')).toBe('mutate { gsub => ["[a]", "(?:a\\\\)", ""] }');
  });
});

describe('grok', () => {
  test('takes patterns of its own, one in another', () => {
    const grok = logstash.grok({
      source,
      patterns: ['%{TOOK:took:float} %{WORD:verb}'],
      definitions: { TOOK: '%{NUMBER}' },
      overwrite: [source],
    });
    expect(written(grok)).toBe(
      'grok { match => { "[message]" => "%{TOOK:took:float} %{WORD:verb}" } ' +
        'pattern_definitions => { "TOOK" => "%{NUMBER}" } overwrite => ["[message]"] }',
    );
  });

  test.each<[string, () => unknown]>([
    ['a pattern that there is not', () => logstash.grok({ source, patterns: ['%{NGINXACCESS}' as '%{IP}'] })],
    ['one in a definition', () => logstash.grok({ source, patterns: ['%{A}'], definitions: { A: '%{NGINXACCESS}' } })],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow(
      "grok: got '%{NGINXACCESS}', allowed: patterns of logstash-patterns-core (ecs-v1), and those defined beside it; define it",
    );
  });

  test('knows each name once', () => {
    expect(new Set(grokPatterns).size).toBe(grokPatterns.length);
  });
});

describe('filters', () => {
  test('change fields in the order in which it is written', () => {
    const filter = logstash.mutate({ removeField: [field('a')], rename: [[field('b'), field('a')]] });
    expect(written(filter)).toBe('mutate { remove_field => ["[a]"] } mutate { rename => { "[b]" => "[a]" } }');
  });

  test.each<[string, () => unknown, string]>([
    ['a change of nothing', () => logstash.mutate({ removeField: [] }), 'at least one mutation of at least one field'],
    ['a place for nobody', () => logstash.geoip({ source: field('client_ip') }), 'a target, or a source called ip'],
    ['a share of nothing', () => logstash.drop(0), 'more than 0 and at most 100'],
    ['a factor that is none', () => logstash.scaled({ source, by: NaN, target: source }), 'a finite number'],
    ['names that no engine reads', () => logstash.prune({ remove: ['('] }), 'every engine reads alike'],
  ])('refuse %s', (_, make, allowed) => {
    expect(make).toThrow(allowed);
  });

  test('branch once, twice, and for all others', () => {
    const one = (tag: string) => logstash.mutate({ addTag: [tag] });
    const filter = logstash.when(logstash.exists(field('a')), one('a')).elseWhen(logstash.exists(field('b')), one('b'));
    expect(written(filter.otherwise(one('c')))).toBe(
      'if [a] { mutate { add_tag => ["a"] } } else if [b] { mutate { add_tag => ["b"] } } ' +
        'else { mutate { add_tag => ["c"] } }',
    );
  });
});

describe('redaction', () => {
  const javascript = new RegExp(keys(standardRedaction.fields).replace('(?i)', ''), 'i');

  test.each(['password', 'userPassword', 'API-KEY', 'stripe_api_key', 'Api.Key', 'x-authorization', 'token_'])(
    'removes the key %s, as the catalogue does',
    (key) => {
      expect([javascript.test(key), standardRedaction.removes(key)]).toEqual([true, true]);
    },
  );

  test.each(['tokens', 'message', '@timestamp', 'keypad', 'password_age', 'log_type'])('leaves %s', (key) => {
    expect([javascript.test(key), standardRedaction.removes(key)]).toEqual([false, false]);
  });

  test('masks texts by patterns in their order, with Ruby’s way to name a group', () => {
    const staff = { regex: '(ST-)\\d+', replacement: '$1x', finds: ['ST-1'], leaves: ['ST'] } as const;
    const pattern = new SensitivePattern({ name: 'staff', ...staff });
    const filter = redacted(new Redaction({ patterns: [pattern] }), { texts: [source, field('b')], nested: [] });
    expect(written(filter)).toBe(
      'mutate { remove_field => ["[event][original]"] } ' +
        'mutate { gsub => ["[message]", "(ST-)\\d+", "\\1x", "[b]", "(ST-)\\d+", "\\1x"] }',
    );
  });

  test('removes members of known objects in the usual spellings', () => {
    const filter = redacted(new Redaction({ fields: ['api_key'] }), { texts: [], nested: [field('user')] });
    const all = ['api_key', 'api-key', 'apikey', 'apiKey', 'ApiKey', 'Api-Key', 'API_KEY'];
    all.forEach((key) => expect(written(filter)).toContain(`"[user][${key}]"`));
  });
});

import { Duration, Size } from 'cdk8s';
import { kubeadm } from './cluster-profile.js';
import { Config } from './config.js';
import { bytes, goDuration, prometheusDuration, prometheusSize, quantity } from './dialect.js';
import { Doors, Endpoint } from './endpoint.js';
import { environmentsOf } from './environment.js';
import { type PlainHeaders, refuseCredentials } from './headers.js';
import { refuseAt, Refusal } from './refusal.js';
import { SecretRef } from './secret-ref.js';
import { present, yaml } from './yaml.js';

describe('a refusal', () => {
  const refusal = new Refusal({ at: 'metrics', field: 'replicas', given: 0, allowed: '1 or more', fix: 'give 2' });

  test('says where, what was given, what is allowed, and what to do', () => {
    expect(refusal.message).toBe('metrics: replicas: got 0, allowed: 1 or more; give 2');
  });

  test('is told by who took the value where it happened', () => {
    const inner = (): never => {
      throw refusal;
    };
    expect(() => refuseAt('production', inner)).toThrow('production: metrics: replicas');
    const other = new Error('not ours');
    expect(() =>
      refuseAt('production', () => {
        throw other;
      }),
    ).toThrow(other);
  });
});

describe('a duration', () => {
  test.each([
    [Duration.days(30), '30d', '720h'],
    [Duration.minutes(90), '90m', '90m'],
    [Duration.seconds(15), '15s', '15s'],
    [Duration.millis(1500), '1500ms', '1500ms'],
    [Duration.seconds(0), '0s', '0s'],
  ])('%s is written as each engine reads it', (duration, prometheus, go) => {
    expect([prometheusDuration(duration), goDuration(duration)]).toEqual([prometheus, go]);
  });
});

test('a size is written as each engine reads it', () => {
  expect([quantity(Size.gibibytes(2)), quantity(Size.mebibytes(1500))]).toEqual(['2Gi', '1500Mi']);
  expect(prometheusSize(Size.gibibytes(160))).toBe('160GiB');
  expect(bytes(Size.kibibytes(2))).toBe(2048);
});

describe('yaml', () => {
  test('keeps the order in which keys were written, and writes what could be read as something else in quotes', () => {
    expect(yaml({ b: 1, a: 'no', c: '0o7' })).toBe('b: 1\na: "no"\nc: 0o7\n');
  });

  test('writes a shared object twice, without anchors', () => {
    const shared = { x: 1 };
    expect(yaml({ a: shared, b: shared })).toBe('a:\n  x: 1\nb:\n  x: 1\n');
  });

  test('what is undefined is not there', () => {
    expect(present({ a: undefined, b: [{ c: undefined, d: 0 }] })).toEqual({ b: [{ d: 0 }] });
  });
});

describe('a configuration', () => {
  const config = (): Config<object> => new Config({ server: { port: 3100 }, name: 'x' });

  test('is patched where no prop reaches, parents and all, until it is written', () => {
    const patched = config();
    patched.patch('/server/port', 3200);
    patched.patch('/limits/a~1b', true);
    patched.patch('/name', undefined);
    expect(patched.toString()).toBe('server:\n  port: 3200\nlimits:\n  a/b: true\n');
  });

  test.each([
    ['server/port', "a JSON pointer, which begins with '/' and names a field"],
    ['/name/first', "a way through sections, and 'name' is a value"],
  ])('refuses the pointer %s', (pointer, allowed) => {
    expect(() => config().patch(pointer, 1)).toThrow(allowed);
  });

  test('does not change the object that it was made of', () => {
    const given = { a: { b: 1 } };
    new Config(given).patch('/a/b', 2);
    expect(given).toEqual({ a: { b: 1 } });
  });
});

describe('environments', () => {
  const row = {
    tier: 'development',
    region: 'local',
    domain: 'example.com',
    cluster: kubeadm(),
    load: { series: 1, spansPerSecond: 1, logsPerDay: Size.gibibytes(1), nodes: 1 },
    retention: { metrics: Duration.days(1), logs: Duration.days(1), traces: Duration.days(1) },
  } as const;

  test('are named by their platform and their row', () => {
    expect(environmentsOf('shop', { development: row }).map(({ name }) => name)).toEqual(['shop-development']);
  });

  test('a name that is no DNS label is refused', () => {
    expect(() => environmentsOf('shop', { 'EU 1': row })).toThrow("environment: got 'shop-EU 1'");
  });
});

describe('a secret', () => {
  test('written down says where it lies, and nothing else', () => {
    const user = SecretRef.madeBy('eck-operator', 'store-es-elastic-user', 'elastic');
    expect(JSON.parse(JSON.stringify(user))).toEqual({
      name: 'store-es-elastic-user',
      key: 'elastic',
      origin: { kind: 'made', by: 'eck-operator' },
    });
  });
});

describe('headers', () => {
  test.each([
    'Authorization',
    'Proxy-Authorization',
    'cookie',
    'Set-Cookie',
    'X-API-Key',
    'x-auth-token',
    'ClientSecret',
  ])('%s is refused, without its value', (header) => {
    const check = () => refuseCredentials('headers', { [header]: 'abc' } as PlainHeaders, 'give a SecretRef');
    expect(check).toThrow(`headers: got '${header}', allowed: headers that are no credentials`);
    expect(check).not.toThrow('abc');
  });

  test('that say who the tenant is are plain', () => {
    expect(() => refuseCredentials('headers', { 'X-Scope-OrgID': 'shop' }, '')).not.toThrow();
  });
});

test('of doors all are written to, in order, and none is shown', () => {
  const door = (host: string): Endpoint<'remote-write'> => Endpoint.external('remote-write', host);
  const doors = new Doors(door('a.example.com'), door('b.example.com'));
  expect(doors.each((one, ordinal, count) => [one.answeredBy.containerPort, ordinal, count])).toEqual([
    [443, 0, 2],
    [443, 1, 2],
  ]);
  expect(Doors.one(door('a.example.com')).each((_, ordinal) => ordinal)).toEqual([0]);
  expect(Object.keys(doors)).toEqual([]);
});

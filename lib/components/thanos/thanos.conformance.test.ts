import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engine } from '../../../engines/engine.js';
import { eventually } from '../../../engines/eventually.js';
import { scratch } from '../../../engines/scratch.js';
import type { Metric } from '../../query/metric.js';
import {
  compactMetrics,
  gateMetrics,
  queryFrontendMetrics,
  queryMetrics,
  receiveMetrics,
  rulerMetrics,
  storeMetrics,
} from './catalogue.js';
import { passwords, World, written } from './thanos.fixture.js';

jest.setTimeout(180_000);

const ingesters = ['receive-ingester-0', 'receive-ingester-1', 'receive-ingester-2'];
const http = [...ingesters, 'receive-router', 'query', 'frontend', 'store', 'compactor'].map((name) => `${name}:10902`);
const grpc = [...ingesters, 'receive-router', 'query', 'store'].map((name) => `${name}:10901`);
const writers = ['eu-a', 'eu-b', 'us'].map((name) => `${name}:9090`);
const receivers = [...ingesters, 'receive-router'].flatMap((name) => [`${name}:19291`, `${name}:19391`]);
const more = [...receivers, 'gate:8427', 'gate:8426', 'ruler:10901', 'ruler:10902'];

const eu = { username: 'eu-west-1', password: passwords['eu-west-1'] };
const us = { username: 'us-east-1', password: passwords['us-east-1'] };

/** The tenants that a query finds the answer of. */
const tenants = async (world: World, at = 'frontend'): Promise<(string | undefined)[]> =>
  (await world.series(at, 'answer')).map(({ tenant_id }) => tenant_id).sort();

describe('on real programs, over TLS', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open([...http, ...grpc, ...writers, ...more]);
    await Promise.all(ingesters.map((pod) => world.start('receive-ingester', pod)));
    await Promise.all(['receive-router', 'gate', 'query', 'frontend', 'compactor'].map((one) => world.start(one)));
    await Promise.all([
      world.writer('eu-a', { cluster: 'eu', prometheus_replica: 'a' }, eu),
      world.writer('eu-b', { cluster: 'eu', prometheus_replica: 'b' }, eu),
      // It says that it is of a tenant that nobody knows.
      world.writer('us', { cluster: 'us' }, { ...us, headers: { 'THANOS-TENANT': 'stranger' } }),
    ]);
  });

  afterAll(() => world.close());

  test('two tenants write by the gate, and a query answers for each once, however many copies there are', async () => {
    await eventually(async () => {
      expect(await world.series('frontend', 'answer')).toEqual([
        { __name__: 'answer', cluster: 'eu', tenant_id: 'shop' },
        { __name__: 'answer', cluster: 'us', tenant_id: 'us-east-1' },
      ]);
    });
  });

  test('every sample of each of a pair is on all three ingesters', async () => {
    await eventually(async () => {
      const copies = await world.series('query', 'answer{cluster="eu"}', '&dedup=false');
      const places = copies.map((one) => `${one.prometheus_replica} on ${one.receive_replica}`);
      expect(places.sort()).toEqual(['a', 'b'].flatMap((one) => ingesters.map((ingester) => `${one} on ${ingester}`)));
    });
  });

  test('a tenant that the caller names itself is never written to', async () => {
    const named = await world.series('query', 'count by (tenant_id) ({__name__=~".+"})');
    expect(named.map(({ tenant_id }) => tenant_id).sort()).toEqual(['shop', 'us-east-1']);
  });

  test.each<[string, string | undefined, Readonly<Record<string, string>>, number]>([
    ['a wrong password', 'eu-west-1:wrong', {}, 401],
    ['the password of somebody else', `us-east-1:${passwords['eu-west-1']}`, {}, 401],
    ['no password', undefined, {}, 401],
    ["the name of another's tenant", `us-east-1:${passwords['us-east-1']}`, { 'THANOS-TENANT': 'shop' }, 404],
    ['the same in small letters', `us-east-1:${passwords['us-east-1']}`, { 'thanos-tenant': 'shop' }, 404],
    // What reaches the routers is answered by them: this is no snappy.
    ['its own password', `eu-west-1:${passwords['eu-west-1']}`, {}, 400],
  ])('a caller with %s is answered as it should', async (_, user, headers, code) => {
    const answer = await world.ask('gate:8427/api/v1/write', { method: 'POST', user, headers, shown: false });
    expect(answer.code).toBe(code);
  });

  test('a caller that has the tenant taken away on the way keeps its own', async () => {
    const headers = { Connection: 'THANOS-TENANT' };
    const user = `${us.username}:${us.password}`;
    await world.ask('gate:8427/api/v1/write', { method: 'POST', user, headers, shown: false });
    const log = readFileSync(join(world.folder, 'receive-router.log'), 'utf8');
    expect(log).toMatch(/tenant=us-east-1 .*snappy/);
    expect(log).not.toContain('tenant=default-tenant');
  });

  test.each(['/metrics', '/-/reload', '/debug/pprof/', '/api/v1/query'])(
    'the gate leads nowhere but to writing: not to %s',
    async (path) => {
      const user = `${eu.username}:${eu.password}`;
      expect((await world.ask(`gate:8427${path}`, { user, shown: false })).code).toBe(400);
    },
  );

  test.each(['receive-router:19291/api/v1/receive', 'receive-ingester-0:10901/'])(
    'past the gate nobody without a certificate is heard: %s',
    async (to) => {
      await expect(world.ask(to, { method: 'POST', shown: false })).rejects.toThrow();
    },
  );

  test('a ruler asks the query, by the documents of its custom resource', async () => {
    await world.ruler();
    await eventually(async () => {
      const page = await fetch(`http://127.0.0.1:${world.port('ruler:10902')}/api/v1/rules`);
      const { data } = (await page.json()) as { data: { groups: { rules: { name: string; health: string }[] }[] } };
      expect(data.groups.flatMap(({ rules }) => rules.map(({ name, health }) => [name, health]))).toEqual([
        ['Answered', 'ok'],
        ['tenants:answer:count', 'ok'],
      ]);
    });
  });

  test('the programs yield what the catalogues say, those of vectors once they have counted', async () => {
    const page = async (at: string) => (await world.ask(`${at}/metrics`)).body;
    const missing = async (at: string, metrics: Readonly<Record<string, Metric>>) => {
      const text = await page(at);
      return Object.values(metrics).flatMap(({ name }) => (text.includes(`\n${name}`) ? [] : name));
    };
    const [ingester, router] = await Promise.all([page('receive-ingester-0:10902'), page('receive-router:10902')]);
    const receive = Object.values(receiveMetrics).filter(({ name }) => !`${ingester}${router}`.includes(`\n${name}`));
    expect(receive).toEqual([]);
    expect(await missing('gate:8426', gateMetrics)).toEqual([]);
    expect(await missing('query:10902', queryMetrics)).toEqual([]);
    expect(await missing('frontend:10902', queryFrontendMetrics)).toEqual([]);
    const counted = /^thanos_compact_group_compactions/;
    expect((await missing('compactor:10902', compactMetrics)).filter((name) => !counted.test(name))).toEqual([]);
    // This one was given no bucket.
    const ruler = await (await fetch(`http://127.0.0.1:${world.port('ruler:10902')}/metrics`)).text();
    expect(
      Object.values(rulerMetrics)
        .filter(({ name }) => !ruler.includes(`\n${name}`))
        .map(String),
    ).toEqual(['thanos_shipper_upload_failures_total']);
  });

  test('one Prometheus of a pair, or one ingester, may be lost', async () => {
    await Promise.all([world.stop('eu-a'), world.stop('receive-ingester-1')]);
    const before = Date.now() / 1000;
    await eventually(async () => {
      const late = await world.series('query', `answer and timestamp(answer) > ${before + 5}`);
      expect(late.map(({ cluster }) => cluster).sort()).toEqual(['eu', 'us']);
    }, 60);
  });

  test('what ingesters had in memory is in the bucket when they end, and a store answers for it', async () => {
    await Promise.all([...writers.map((one) => world.stop(one.replace(':9090', '')))]);
    await Promise.all(ingesters.map((pod) => world.stop(pod)));
    await world.start('store');
    const text = (await world.ask('store:10902/metrics')).body;
    const counted = /^thanos_bucket_store_queries_dropped/;
    const late = Object.values(storeMetrics).filter(({ name }) => !text.includes(`\n${name}`) && !counted.test(name));
    expect(late).toEqual([]);
    await eventually(async () => expect(await tenants(world, 'query')).toEqual(['shop', 'us-east-1']), 60);
  });
});

describe('what is wrong is refused', () => {
  const thanos = engine('thanos');
  const vmauth = engine('vmauth');

  test('a flag that no one knows', () => {
    const { code, stderr } = thanos.run(['receive', '--receive.replicationfactor=3']);
    expect([code, stderr]).toEqual([1, expect.stringContaining("unknown long flag '--receive.replicationfactor'")]);
  });

  test('a ring that is none', () => {
    const ring = JSON.stringify([{ hashring: 'all', endpoints: [{ addres: 'a:1' }] }]);
    const { code, stderr } = scratch({ 'ring.json': ring }, (cwd) => {
      const where = ['--http-address=127.0.0.1:0', '--grpc-address=127.0.0.1:0', '--remote-write.address=127.0.0.1:0'];
      const args = ['--label=a="b"', '--receive.hashrings-file=ring.json', '--receive.capnproto-address=127.0.0.1:0'];
      return thanos.run(['receive', ...where, ...args], { cwd });
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('endpoint address must be set')]);
  });

  test('a misspelt key of the bucket', () => {
    const config = 'type: S3\nconfig: {bucket: acme, endpoint: 127.0.0.1:1, bukket_lookup_type: path}\n';
    const { code, stderr } = scratch({ 'objstore.yaml': config }, (cwd) =>
      thanos.run(['tools', 'bucket', 'ls', '--objstore.config-file=objstore.yaml'], { cwd }),
    );
    expect([code, stderr]).toEqual([1, expect.stringContaining('field bukket_lookup_type not found')]);
  });

  test('a misspelt key of the callers', () => {
    const { code, stderr, stdout } = scratch({ 'auth.yaml': 'users: [{usernam: x, url_prefix: "http://a/"}]' }, (cwd) =>
      vmauth.run(['-auth.config=auth.yaml', '-dryRun'], { cwd }),
    );
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('usernam');
  });
});

test('the bucket as it is described is one: nobody answers there, and nothing else is wrong', () => {
  const template: string = written().one('ExternalSecret', 'store-objstore').spec.target.template.data['objstore.yaml'];
  const text = template.replace(/\{\{ .* \}\}/g, '"a key"').replace('minio.minio.svc:9000', '127.0.0.1:1');
  const { stderr } = scratch({ 'objstore.yaml': text }, (cwd) =>
    engine('thanos').run(['tools', 'bucket', 'ls', '--objstore.config-file=objstore.yaml'], { cwd }),
  );
  expect(stderr).toContain('connection refused');
});

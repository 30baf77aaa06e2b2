import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Duration, Size, Testing } from 'cdk8s';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Elasticsearch } from './elasticsearch.js';
import type { LifecycleProps } from './lifecycle.js';
import { singleNode } from './node-set.js';

const { days } = Duration;
const year: LifecycleProps = {
  name: 'logs',
  patterns: ['logs-*-*'],
  warm: { after: days(7) },
  cold: { after: days(90), replicas: 0 },
  delete: days(365),
  template: { composedOf: ['logs@mappings'] },
};

const made = (props: LifecycleProps, nodes?: 'one') => {
  const chart = new Chart(Testing.app(), 'logs', { namespace: 'logs', disableResourceNameHashes: true });
  new Namespace(chart, 'logs');
  const nodeSets = nodes === 'one' ? singleNode(Size.gibibytes(20), Size.gibibytes(2)) : undefined;
  const es = new Elasticsearch(chart, 'elasticsearch', nodeSets ? { nodeSets } : {});
  const policy = es.lifecycle(props);
  const objects = () => objectsOf(chart);
  const files = () =>
    objects().one('ConfigMap', `elasticsearch-lifecycle-${props.name}-files`).data as Record<string, string>;
  const json = (file: string) => JSON.parse(files()[file] ?? 'null');
  return { es, policy, objects, files, json };
};

describe('a lifecycle', () => {
  test('rolls over each day, cools down, and deletes', () => {
    expect(made(year).json('policy.json').policy.phases).toEqual({
      hot: {
        min_age: '0ms',
        actions: {
          set_priority: { priority: 100 },
          rollover: { max_age: '1d', max_primary_shard_size: '51200mb', max_primary_shard_docs: 200_000_000 },
        },
      },
      warm: { min_age: '7d', actions: { set_priority: { priority: 50 }, forcemerge: { max_num_segments: 1 } } },
      cold: { min_age: '90d', actions: { set_priority: { priority: 0 }, allocate: { number_of_replicas: 0 } } },
      delete: { min_age: '365d', actions: { delete: {} } },
    });
  });

  test('is what new data streams of its patterns get, with a copy of each shard', () => {
    expect(made(year).json('template.json')).toEqual({
      index_patterns: ['logs-*-*'],
      priority: 206,
      data_stream: {},
      composed_of: ['logs@mappings'],
      template: {
        settings: {
          'index.lifecycle.name': 'logs',
          'index.number_of_shards': 1,
          'index.number_of_replicas': 1,
          'index.codec': 'best_compression',
        },
      },
    });
  });

  test('asks for no copies that a single node could not hold', () => {
    const { settings } = made({ ...year, cold: undefined }, 'one').json('template.json').template;
    expect(settings['index.number_of_replicas']).toBe(0);
  });

  test('lets the longer pattern win where two fit', () => {
    const app = made({ ...year, patterns: ['logs-app-*'] });
    expect(app.json('template.json').priority).toBeGreaterThan(made(year).json('template.json').priority);
  });

  test('makes no template where who writes makes one, and says its name to them', () => {
    const { policy, files } = made({ name: 'spans', patterns: ['jaeger-*'], delete: days(7) });
    expect(policy).toBe('spans');
    expect(Object.keys(files())).toEqual(['apply.sh', 'policy.json']);
    expect(files()['apply.sh']).not.toContain('_index_template');
  });

  test('has rights over its patterns and no others', () => {
    const { template } = made(year).objects().one('ExternalSecret', 'elasticsearch-user-lifecycle-logs').spec.target;
    expect(template.data['roles.yml']).toContain('- logs-*-*');
    expect(template.data['roles.yml']).not.toContain('"*"');
  });

  test('is applied after each sync, by a Job that is restricted and finds the way', () => {
    const { objects } = made(year);
    const job = objects().one('Job', 'elasticsearch-lifecycle-logs');
    expect(job.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    const { containers, ...pod } = job.spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
      restartPolicy: 'Never',
    });
    expect(containers[0].securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(containers[0].resources).toEqual({ requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } });
    const { egress } = objects().one('NetworkPolicy', 'elasticsearch-lifecycle-logs').spec;
    expect(egress).toMatchObject([{ ports: [{ port: 9200 }] }]);
  });
});

describe('the script', () => {
  const run = (props: LifecycleProps, curl: string): { calls: string; failed: boolean } => {
    const folder = mkdtempSync(join(tmpdir(), 'lifecycle-'));
    try {
      const log = join(folder, 'log');
      const password = '/etc/secrets/elasticsearch-user-lifecycle-logs/password';
      writeFileSync(join(folder, 'password'), 'hidden');
      writeFileSync(join(folder, 'curl'), `#!/bin/sh\necho "$@" >> ${log}; sed 's/^/input: /' >> ${log}\n${curl}\n`);
      chmodSync(join(folder, 'curl'), 0o755);
      const script = made(props).files()['apply.sh']?.replaceAll(password, join(folder, 'password')) ?? '';
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
      let failed = false;
      try {
        execFileSync('/bin/sh', ['-c', script], { env, stdio: 'pipe' });
      } catch {
        failed = true;
      }
      return { calls: readFileSync(log, 'utf8'), failed };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('puts the policy first, then the template, and shows the password to nobody', () => {
    const { calls, failed } = run(year, 'exit 0');
    const [policy, user, template] = calls.trim().split('\n');
    expect(failed).toBe(false);
    expect(policy).toContain(
      '--request PUT --data-binary @/etc/lifecycle/policy.json https://elasticsearch-es-http.logs.svc:9200/_ilm/policy/logs',
    );
    expect(policy).toContain('--cacert /etc/secrets/elasticsearch-lifecycle-logs-tls/ca.crt');
    expect(policy).not.toContain('hidden');
    expect(user).toBe('input: user = "lifecycle-logs:hidden"');
    expect(template).toContain('/_index_template/logs');
  });

  test('stops at the first refusal', () => {
    const { calls, failed } = run(year, 'exit 22');
    expect(failed).toBe(true);
    expect(calls).not.toContain('_index_template');
  });
});

describe('a lifecycle is refused', () => {
  const policy: LifecycleProps = { ...year, template: undefined };

  test.each<[string, LifecycleProps, string]>([
    [
      'when cold comes before warm',
      { ...policy, cold: { after: days(3) } },
      "cold.after: got '3d', allowed: later than warm.after, 7d",
    ],
    [
      'when it is deleted before it is cold',
      { ...policy, delete: days(30) },
      "delete: got '30d', allowed: later than cold.after, 90d",
    ],
    [
      'when it rolls over later than it deletes',
      { ...policy, hot: { rollover: { maxAge: days(400) } } },
      'hot.rollover.maxAge',
    ],
    [
      'when it asks for more copies than nodes',
      { ...policy, warm: { after: days(7), replicas: 3 } },
      'less than the 3 nodes with data',
    ],
    ['when it is for everything', { ...policy, patterns: ['*'] }, 'with a beginning of their own'],
    ['when it is for nothing', { ...policy, patterns: [] }, 'lifecycle.patterns'],
    ['when nobody could type its name', { ...policy, name: 'Logs!' }, 'lifecycle.name'],
  ])('%s', (_, props, text) => {
    expect(() => made(props)).toThrow(text);
  });

  test('when another has its name', () => {
    const { es } = made(policy);
    expect(() => es.lifecycle(policy)).toThrow('one policy of a name');
  });
});

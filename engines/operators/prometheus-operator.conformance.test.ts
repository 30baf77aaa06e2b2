import { parse } from 'yaml';
import { type KubeObject, titleOf } from '../documents.js';
import type { Written } from '../../lib/testing/objects.js';
import { engine } from '../engine.js';
import { eventually } from '../eventually.js';
import { say } from '../flow/verdict-line.js';
import { scratch } from '../scratch.js';
import { podFaultsOf } from './admitted.js';
import { conditionOf } from './conditions.js';
import { dialledIn, Reachable } from './dialled.js';
import { ignored, jobsOf, ruleFileOf } from './monitors.js';
import { flagOf, mountedFiles, relocated, textsOf } from './mounted.js';
import { Operated } from './operated.js';
import { startAdmissionWebhook, startPrometheusOperator, unzipped } from './prometheus-operator.js';
import { asTheOperatorSays } from './routing.js';
import { alertmanagerOf, environmentsWith } from './synthesized.js';

jest.setTimeout(120_000);

const configured = ['Prometheus', 'Alertmanager'] as const;
const taken = ['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig', 'PrometheusRule'] as const;

/** What the operator runs: its container, the Secret of its configuration, and the key in it. */
const runs = {
  Prometheus: { container: 'prometheus', secret: '', key: 'prometheus.yaml.gz' },
  Alertmanager: { container: 'alertmanager', secret: '-generated', key: 'alertmanager.yaml.gz' },
} as const;

interface Rule {
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

describe.each(environmentsWith('Prometheus'))('%s', (environment) => {
  let start = 0;
  let operated: Operated;

  const allOf = (kinds: readonly string[]): readonly KubeObject[] => kinds.flatMap((kind) => operated.all(kind));
  const workloadOf = ({ kind, metadata: { name } }: KubeObject): KubeObject =>
    operated.one('StatefulSet', `${kind.toLowerCase()}-${name}`);
  const generated = ({ kind, metadata: { name } }: KubeObject): string => {
    const { secret, key } = runs[kind as keyof typeof runs];
    return unzipped(operated.one('Secret', `${kind.toLowerCase()}-${name}${secret}`), key);
  };
  /** What the container of the operator's StatefulSet sees, its configuration included, below a folder. */
  const files = (object: KubeObject): { files: Readonly<Record<string, string>>; config: string } => {
    const { container } = runs[object.kind as keyof typeof runs];
    const config = flagOf(workloadOf(object), container, 'config.file');
    const seen = { ...mountedFiles(workloadOf(object), container, operated.there), [config]: generated(object) };
    return { files: relocated(seen), config: config.slice(1) };
  };
  const ruleFiles = (): Readonly<Record<string, string>> =>
    Object.assign(
      {},
      ...operated.there
        .filter(({ kind, metadata }) => kind === 'ConfigMap' && /-rulefiles-\d+$/.test(metadata.name))
        .map(textsOf),
    );
  const made = (): Parameters<typeof ignored>[1] => ({
    jobs: operated
      .all('Prometheus')
      .flatMap((object) => (parse(generated(object)) as { scrape_configs: { job_name: string }[] }).scrape_configs)
      .map(({ job_name }) => job_name),
    ruleFiles: Object.keys(ruleFiles()),
  });
  /** What the operator warned of; the API server says things of its own. */
  const warnings = (): readonly string[] =>
    operated.there
      .filter(({ kind, type }) => kind === 'Event' && type !== 'Normal')
      .filter(({ involvedObject }) => (involvedObject as KubeObject).apiVersion.startsWith('monitoring.coreos.com/'))
      .map(({ reason, message }) => `${reason}: ${message}`);
  const workloads = (): readonly KubeObject[] => allOf(configured).map(workloadOf);

  beforeAll(async () => {
    start = performance.now();
    operated = await Operated.up('prometheus-operator', environment);
    await startAdmissionWebhook(operated);
    await startPrometheusOperator(operated);
    await operated.applyAll();
    await eventually(async () => {
      await operated.look();
      const waiting = allOf(configured).filter(({ kind, metadata }) => {
        return conditionOf(operated.one(kind, metadata.name), 'Reconciled')?.status !== 'True';
      });
      await operated.settle();
      expect(waiting.map(titleOf)).toEqual([]);
    });
  });

  afterAll(async () => {
    const verdict = `${allOf(taken).length} monitors and rules taken, ${allOf(configured).length} configurations`;
    await operated.stop();
    const seconds = (performance.now() - start) / 1000;
    const name = `prometheus-operator (${environment})`;
    say({ name, engine: engine('prometheus-operator'), files: operated.files, verdict, seconds });
  });

  test('every monitor and every rule file is accepted, and nothing is warned of', async () => {
    await eventually(async () => {
      await operated.look();
      const unsettled = allOf(taken)
        .map(({ kind, metadata }) => operated.one(kind, metadata.name))
        .filter((object) => conditionOf(object, 'Accepted')?.status !== 'True');
      expect(unsettled.map(titleOf)).toEqual([]);
    });
    expect(warnings()).toEqual([]);
  });

  test('every monitor is in the configuration, and every rule in its files as it was written; nothing else is', () => {
    expect(ignored(allOf(taken), made())).toEqual([]);
    expect([...made().jobs].sort()).toEqual(allOf(taken).flatMap(jobsOf).sort());
    const rules = operated.all('PrometheusRule');
    expect(made().ruleFiles).toHaveLength(rules.length);
    for (const { metadata, spec } of rules) {
      const file = ruleFileOf(metadata, made().ruleFiles) ?? '';
      expect([metadata.name, parse(ruleFiles()[file] ?? '')]).toEqual([metadata.name, spec]);
    }
  });

  test('promtool accepts the configuration of Prometheus, with every file that it names, as they are mounted', () => {
    for (const object of operated.all('Prometheus')) {
      const { files: seen, config } = files(object);
      const run = (...args: string[]) => scratch(seen, (cwd) => engine('promtool').run(args, { cwd }));
      const verdict = run('check', 'config', '--lint=all', '--lint-fatal', config);
      expect(verdict).toMatchObject({ code: 0, stderr: '' });
      expect(verdict.stdout.match(/SUCCESS: \d+ rules found/g)).toHaveLength(operated.all('PrometheusRule').length);
    }
  });

  test('promtool accepts how both are served', () => {
    for (const object of allOf(configured)) {
      const { container } = runs[object.kind as keyof typeof runs];
      const path = flagOf(workloadOf(object), container, 'web.config.file').slice(1);
      const verdict = scratch(files(object).files, (cwd) =>
        engine('promtool').run(['check', 'web-config', path], { cwd }),
      );
      expect(verdict).toMatchObject({ code: 0, stderr: expect.stringContaining('SUCCESS') });
    }
  });

  test('every file that they read is mounted', () => {
    const read = allOf(configured).flatMap((object) => {
      const { container } = runs[object.kind as keyof typeof runs];
      const seen = mountedFiles(workloadOf(object), container, operated.there);
      return Object.values({ ...seen, generated: generated(object) })
        .flatMap((text) => [...text.matchAll(/^\s*(?:- )?\w+_file: "?(\/[^\s"]+)"?$/gm)])
        .map(([, path = '']) => ({ path, mounted: seen[path] !== undefined }));
    });
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter(({ mounted }) => !mounted)).toEqual([]);
  });

  test('amtool accepts the configuration of Alertmanager, which is what we render ourselves', () => {
    for (const object of operated.all('Alertmanager')) {
      const { files: seen, config } = files(object);
      const verdict = scratch(seen, (cwd) => engine('amtool').run(['check-config', config], { cwd }));
      expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('1 templates') });
      const rendered = asTheOperatorSays(alertmanagerOf(environment).yaml);
      expect(parse(generated(object))).toEqual(rendered);
    }
  });

  test('amtool sends every alert to whom the library says, by the configuration that the operator made', () => {
    const alerts = operated
      .all('PrometheusRule')
      .flatMap(({ spec }) => (spec as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules))
      .filter(({ alert }) => alert !== undefined);
    expect(alerts.length).toBeGreaterThan(40);
    for (const object of operated.all('Alertmanager')) {
      const { files: seen, config } = files(object);
      const routed = scratch(seen, (cwd) =>
        alerts.map(({ alert = '', labels = {} }) => {
          const asked = Object.entries({ alertname: alert, ...labels }).map(([name, value]) => `${name}=${value}`);
          const args = ['config', 'routes', 'test', `--config.file=${config}`, ...asked];
          return [alert, engine('amtool').run(args, { cwd }).stdout.trim().split('/').at(-1)];
        }),
      );
      const construct = alertmanagerOf(environment);
      const said = alerts.map(({ alert = '', labels = {} }) => {
        return [alert, construct.receiverOf({ alertname: alert, ...labels }).name];
      });
      expect(routed).toEqual(said);
    }
  });

  test('every Service of its making that anything dials is there, with the port dialled', () => {
    const reachable = new Reachable(operated.there);
    const dialled = dialledIn(operated.objects).filter(({ service }) => service.endsWith('-operated'));
    expect(dialled.length).toBeGreaterThan(0);
    expect(dialled.map((one) => reachable.fault(one)).filter(Boolean)).toEqual([]);
    expect(reachable.idle().filter((fault) => /prometheus|alertmanager/.test(fault))).toEqual([]);
  });

  test('its pods are let in, and are those that our policies and disruption budgets select', async () => {
    expect(await podFaultsOf(operated, workloads())).toEqual([]);
    expect(workloads()).toHaveLength(2);
  });

  describe('is found out:', () => {
    const victimOf = (kind: string, name: string): Written => {
      const copy = structuredClone(operated.all(kind)[0]) as Written;
      copy.metadata.name = name;
      return copy;
    };

    test('a monitor that Prometheus does not look for, or cannot read', async () => {
      const [taken, unlabelled, unreadable] = ['taken', 'unlabelled', 'unreadable'].map((name) =>
        victimOf('ServiceMonitor', name),
      );
      unlabelled.metadata.labels = {};
      unreadable.spec.endpoints[0].relabelings = [{ sourceLabels: ['a'], regex: '(', targetLabel: 'b' }];
      for (const one of [unlabelled, unreadable, taken]) expect((await operated.plant(one)).refused).toEqual([]);
      await eventually(async () => {
        await operated.look();
        expect(ignored([taken, unlabelled, unreadable], made())).toEqual(
          [unlabelled, unreadable].flatMap((one) => jobsOf(one).map((job) => `${titleOf(one)}: ${job}`)),
        );
        expect(conditionOf(operated.one('ServiceMonitor', 'unreadable'), 'Accepted')?.status).toBe('False');
        // The operator may say it more than once.
        const said = new Set(warnings());
        expect([...said]).toEqual([expect.stringMatching(/^InvalidConfiguration: .*unreadable/)]);
      });
    });

    test('a rule that is in no file', () => {
      const victim = victimOf('PrometheusRule', 'nowhere');
      expect(ignored([victim], made())).toEqual([titleOf(victim)]);
    });

    test('a rule that is no PromQL, and a route to nobody, both by the admission webhook', async () => {
      const rule = victimOf('PrometheusRule', 'nonsense');
      rule.spec.groups[0].rules[0].expr = 'rate(up)';
      const routing = victimOf('AlertmanagerConfig', 'nobody');
      routing.spec.route.receiver = 'nobody';
      for (const [one, words] of [
        [rule, /admission webhook "prometheusrules.*denied/s],
        [routing, /admission webhook "alertmanagerconfigs.*denied/s],
      ] as const) {
        const { refused } = await operated.plant(one);
        expect(refused.map(({ reason }) => reason)).toEqual([expect.stringMatching(words)]);
      }
    });

    test('a file that is not mounted, and a rule file that is nonsense, by promtool', () => {
      const [object] = operated.all('Prometheus') as [KubeObject];
      const { files: seen, config } = files(object);
      const check = (changed: Readonly<Record<string, string>>) =>
        scratch(changed, (cwd) => engine('promtool').run(['check', 'config', config], { cwd })).code;
      expect(check(seen)).toBe(0);
      for (const kind of [/\/serviceaccount\//, /-tls_tls\.key$/].filter((one) =>
        Object.keys(seen).some((file) => one.test(file)),
      )) {
        expect([kind, check(Object.fromEntries(Object.entries(seen).filter(([file]) => !kind.test(file))))]).toEqual([
          kind,
          1,
        ]);
      }
      const broken = Object.entries(seen).map(([file, text]) => [file, text.replace('expr: ', 'expr: sum by (')]);
      expect(check(Object.fromEntries(broken))).toBe(1);
    });

    test('a receiver whose Secret has no such key, by the status of the Alertmanager', async () => {
      const [original] = operated.all('AlertmanagerConfig') as [KubeObject];
      const reconciled = async (status: string): Promise<void> => {
        await eventually(async () => {
          await operated.look();
          for (const { kind, metadata } of operated.all('Alertmanager')) {
            const said = conditionOf(operated.one(kind, metadata.name), 'Reconciled');
            expect(said).toMatchObject({
              status,
              ...(status === 'False' && { message: expect.stringContaining('nokey') }),
            });
          }
        });
      };
      const changed = JSON.parse(
        JSON.stringify(original).replace(/"key":"(heartbeat-url)"/, '"key":"nokey"'),
      ) as KubeObject;
      expect(changed).not.toEqual(original);
      expect((await operated.plant(changed)).refused).toEqual([]);
      await reconciled('False');
      expect((await operated.plant(original)).refused).toEqual([]);
      await reconciled('True');
    });
  });
});

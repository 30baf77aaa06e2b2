import { engine } from './engines/engine.js';
import { scratch } from './engines/scratch.js';
import { platforms } from './charts/index.js';
import { Alertmanager, EnvironmentApp } from './lib/index.js';
import { objectsOf } from './lib/testing/objects.js';

/** What every environment writes, before the engines that will read it. */
const synthesized = platforms.map(({ environment, build }) => {
  const app = new EnvironmentApp(environment);
  build(app);
  const alerts = app.node.findAll().filter((construct) => construct instanceof Alertmanager);
  return { name: environment.name, objects: objectsOf(app), alerts: alerts as Alertmanager<string>[] };
});

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const rulesOf = (kind: (typeof synthesized)[number]): { name: string; spec: { groups: { rules: Rule[] }[] } }[] =>
  kind.objects.all
    .filter((object) => object.kind === 'PrometheusRule')
    .map(({ metadata, spec }) => ({ name: metadata.name, spec }));

const alertsOf = (one: (typeof synthesized)[number]): Rule[] =>
  rulesOf(one).flatMap(({ spec }) =>
    spec.groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined)),
  );

describe.each(synthesized.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const promtool = engine('promtool');
  const amtool = engine('amtool');

  test.each(rulesOf(one).map(({ name, spec }) => [name, spec] as const))(
    'promtool accepts the rules of %s',
    (name, spec) => {
      const verdict = scratch({ 'rules.yaml': JSON.stringify(spec) }, (cwd) =>
        promtool.run(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'], { cwd }),
      );
      expect([name, verdict.code, verdict.stderr]).toEqual([name, 0, '']);
    },
  );

  test('promtool refuses a planted fault in each of them', () => {
    for (const { spec } of rulesOf(one)) {
      const broken = JSON.stringify(spec).replace('"expr":"', '"expr":"sum by (');
      const verdict = scratch({ 'rules.yaml': broken }, (cwd) =>
        promtool.run(['check', 'rules', 'rules.yaml'], { cwd }),
      );
      expect(verdict.code).not.toBe(0);
    }
  });

  test('every alert says what happens, to whom, and what to do', () => {
    const bare = alertsOf(one).filter(
      ({ alert, labels, annotations }) =>
        alert !== 'Watchdog' &&
        ![
          labels?.team,
          labels?.severity,
          annotations?.summary,
          annotations?.description,
          annotations?.runbook_url,
        ].every(Boolean),
    );
    expect(bare.map(({ alert }) => alert)).toEqual([]);
    expect(alertsOf(one).length).toBeGreaterThan(40);
  });

  const written = (alerts: Alertmanager<string>): Readonly<Record<string, string>> => ({
    'alertmanager.yml': alerts.yaml.replace('/etc/alertmanager/templates/notices.tmpl', 'notices.tmpl'),
    'notices.tmpl': alerts.notices,
  });

  test('amtool accepts the routing', () => {
    expect(one.alerts).toHaveLength(1);
    for (const alerts of one.alerts) {
      const verdict = scratch(written(alerts), (cwd) => amtool.run(['check-config', 'alertmanager.yml'], { cwd }));
      expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
    }
  });

  test('amtool sends every alert to whom the library says', () => {
    for (const alerts of one.alerts) {
      scratch(written(alerts), (cwd) => {
        for (const { alert = '', labels = {} } of alertsOf(one)) {
          const all = { alertname: alert, ...labels };
          const asked = Object.entries(all).map(([name, value]) => `${name}=${value}`);
          const { code, stdout } = amtool.run(
            ['config', 'routes', 'test', '--config.file=alertmanager.yml', ...asked],
            { cwd },
          );
          expect(code).toBe(0);
          expect([alert, stdout.trim().split('/').at(-1)]).toEqual([alert, alerts.receiverOf(all).name]);
        }
      });
    }
  });
});

import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { severities } from '../../kernel/signal.js';
import { routing, synth } from './alertmanager.fixture.js';
import { inhibition } from './inhibition.js';
import { all, msTeams } from './receivers/index.js';
import { channel, key, mail } from './alertmanager.fixture.js';

const amtool = engine('amtool');

const everything = () =>
  synth({
    escalations: { shop: mail },
    inhibitions: [inhibition({ while: { alertname: /Down$/ }, silence: { severity: 'warning' }, equal: ['cluster'] })],
    muteTimes: [
      {
        name: 'weekend',
        team: 'shop',
        severity: 'info',
        during: [
          { weekdays: ['saturday', 'sunday'] },
          { hours: { from: '22:00', to: '24:00' }, days: { from: 1, to: -1 }, months: ['august'] },
        ],
      },
    ],
    otherwise: all(channel, msTeams({ channel: 'ops', url: key('teams-url'), host: 'x.logic.azure.com' })),
  }).alerts;

const files = (yaml: string, notices: string) => ({
  'alertmanager.yml': yaml.replace('/etc/alertmanager/templates/notices.tmpl', 'notices.tmpl'),
  'notices.tmpl': notices,
});

const check = (yaml: string, notices: string) =>
  scratch(files(yaml, notices), (cwd) => amtool.run(['check-config', 'alertmanager.yml'], { cwd }));

const told = (labels: Readonly<Record<string, string>>): string => {
  const { yaml, notices } = everything();
  const asked = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return scratch(files(yaml, notices), (cwd) =>
    amtool.run(['config', 'routes', 'test', '--config.file=alertmanager.yml', ...asked], { cwd }),
  ).stdout.trim();
};

describe('amtool', () => {
  test('accepts the configuration and its template', () => {
    const { yaml, notices } = everything();
    const verdict = check(yaml, notices);
    expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
    expect(verdict.stdout).toContain('1 templates');
  });

  test.each([
    [
      'a receiver that is not there',
      'receiver: monitoring/alertmanager-routing/heartbeat',
      'receiver: nobody',
      'undefined receiver',
    ],
    ['a field that it does not know', 'send_resolved:', 'send_resolve:', 'field send_resolve not found'],
    ['a time that is not there', '- monitoring/alertmanager-routing/weekend', '- never', 'undefined time interval'],
  ])('refuses %s', (_, right, wrong, reason) => {
    const { yaml, notices } = everything();
    expect(yaml).toContain(right);
    const { code, stdout, stderr } = check(yaml.replace(right, wrong), notices);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(reason);
  });

  test('refuses a template that does not end', () => {
    const { yaml, notices } = everything();
    expect(check(yaml, `${notices}{{ define "x" }}`).code).toBe(1);
  });
});

describe('amtool decides as receiverOf does:', () => {
  const teams = Object.keys(routing);
  const asked: readonly Readonly<Record<string, string>>[] = [
    ...teams.flatMap((team) => severities.map((severity) => ({ team, severity }))),
    { team: 'shop', severity: 'warning', escalation: 'next' },
    { alertname: 'Watchdog', severity: 'none' },
    { alertname: 'Foreign', severity: 'page' },
  ];

  test.each(asked.map((labels) => [Object.values(labels).join(' '), labels] as const))('%s', (_, labels) => {
    expect(told(labels)).toBe(`monitoring/alertmanager-routing/${everything().receiverOf(labels).name}`);
  });

  test('and the shop is paged when it is critical', () => {
    expect(told({ team: 'shop', severity: 'critical' })).toBe(
      'monitoring/alertmanager-routing/pagerduty-alertmanager-secrets-pagerduty-key',
    );
  });
});

describe('what is said', () => {
  const labels = { alertname: 'OvenCold', severity: 'critical', cluster: 'eu', team: 'shop' };
  const annotations = { summary: 'oven <3>', description: 'it is cold', runbook_url: 'https://r/ovencold' };
  const data = {
    receiver: 'r',
    status: 'firing',
    alerts: [{ status: 'firing', labels, annotations }],
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'https://alerts.example.com',
  };

  const said = (notice: string, type: 'text' | 'html' = 'text'): string =>
    scratch({ 'notices.tmpl': everything().notices, 'data.json': JSON.stringify(data) }, (cwd) =>
      amtool.run(
        [
          'template',
          'render',
          '--template.glob=notices.tmpl',
          '--template.data=data.json',
          `--template.type=${type}`,
          `--template.text={{ template "observability.${notice}" . }}`,
        ],
        { cwd },
      ),
    ).stdout.trim();

  test('the title says how bad, what and where', () => {
    expect(said('title')).toBe('[firing critical x1] OvenCold in eu');
  });

  test('the text says what happens, whose it is and what to do, and nothing that is not there', () => {
    expect(said('text')).toBe('oven <3> (firing)\nit is cold\nteam shop, cluster eu\nrunbook: https://r/ovencold');
  });

  test('Slack links the runbook', () => {
    expect(said('slack')).toContain('<https://r/ovencold|Runbook>');
  });

  test('mail links it too, and shows what looks like markup as it is', () => {
    expect(said('html', 'html')).toContain('<h3>oven &lt;3&gt; (firing)</h3>');
    expect(said('html', 'html')).toContain('<a href="https://r/ovencold">Runbook</a>');
  });
});

import { engine } from './engine.js';
import { scratch } from './scratch.js';

const rules = (expr: string): string => `groups:
  - name: oven
    rules:
      - alert: OvenDown
        expr: ${expr}
        for: 5m
`;

const routing = (receiver: string): string => `route:
  receiver: mail
  routes:
    - receiver: ${receiver}
      matchers: [severity="critical"]
receivers:
  - name: mail
  - name: pager
`;

describe('promtool', () => {
  const promtool = engine('promtool');

  it('says the version of its row', () => {
    expect(promtool.run(['--version']).stdout).toContain(`promtool, version ${promtool.version} `);
  });

  it('accepts a rule, read from its input', () => {
    const verdict = promtool.run(['check', 'rules', '--lint=all'], { input: rules('up{job="oven"} == 0') });
    expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS: 1 rules found') });
  });

  it('rejects a rate of an instant vector', () => {
    const verdict = promtool.run(['check', 'rules', '--lint=all'], { input: rules('rate(up) == 0') });
    expect(verdict.code).toBe(1);
    expect(verdict.stderr).toContain('expected type range vector in call to function "rate", got instant vector');
  });

  it('finds the rules of a test beside it', () => {
    const test = `rule_files: [rules.yaml]
tests:
  - input_series: [{ series: 'up{job="oven"}', values: '0x10' }]
    alert_rule_test: [{ alertname: OvenDown, eval_time: 5m, exp_alerts: [{ exp_labels: { job: oven } }] }]
`;
    const verdict = scratch({ 'rules.yaml': rules('up{job="oven"} == 0'), 'test.yaml': test }, (cwd) =>
      promtool.run(['test', 'rules', 'test.yaml'], { cwd }),
    );
    expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
  });

  it.each([
    'kubernetes_sd_configs: [{ role: pod }]',
    'dns_sd_configs: [{ names: [a.b] }]',
    'ec2_sd_configs: [{ region: eu-west-1 }]',
  ])('knows %s', (discovery) => {
    const config = `scrape_configs: [{ job_name: a, ${discovery} }]`;
    const verdict = scratch({ 'p.yaml': config }, (cwd) =>
      promtool.run(['check', 'config', '--syntax-only', 'p.yaml'], { cwd }),
    );
    expect(verdict).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
  });
});

describe('amtool', () => {
  const amtool = engine('amtool');

  it('says the version of its row', () => {
    expect(amtool.run(['--version']).stdout).toContain(`amtool, version ${amtool.version} `);
  });

  it('accepts a configuration and says who gets an alert', () => {
    const [check, route] = scratch({ 'am.yaml': routing('pager') }, (cwd) => [
      amtool.run(['check-config', 'am.yaml'], { cwd }),
      amtool.run(['config', 'routes', 'test', '--config.file=am.yaml', 'severity=critical'], { cwd }),
    ]);
    expect(check).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
    expect(route).toEqual({ code: 0, stdout: 'pager\n', stderr: '' });
  });

  it('rejects a route to a receiver that is not there', () => {
    const verdict = scratch({ 'am.yaml': routing('nobody') }, (cwd) =>
      amtool.run(['check-config', 'am.yaml'], { cwd }),
    );
    expect(verdict.code).toBe(1);
    expect(verdict.stdout + verdict.stderr).toContain('undefined receiver "nobody"');
  });
});

import { prometheusDuration } from '../lib/kernel/dialect.js';
import { yaml } from '../lib/kernel/yaml.js';
import type { Symptom } from '../lib/signals/symptom.js';
import { engine, type Verdict } from './engine.js';
import { scratch } from './scratch.js';

/** Series that Prometheus holds: their values, a minute apart, in promtool's notation (`0+60x30`), by name and labels. */
export type Series = Readonly<Record<string, string>>;

/** What is told to promtool: with these series, after so long, so many alerts of the name fire. */
export interface RuleCase {
  /** The alert's name; the same symptom at two severities has one. */
  readonly alert: string;
  readonly series: Series;
  /** When it is asked, as Prometheus writes durations (`15m`). */
  readonly after: string;
  /** How many fire then, of whatever severity; 0 is quiet. */
  readonly firing: number;
}

/**
 * What `promtool check rules` answers to symptoms, every lint being fatal.
 * @throws Refusal when promtool is not built
 */
export function lint(symptoms: readonly Symptom[]): Verdict {
  return scratch({ 'rules.yaml': rulesOf(symptoms) }, (cwd) =>
    engine('promtool').run(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'], { cwd }),
  );
}

/**
 * What `promtool test rules` says against a case: nothing, if it is so.
 * File format: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 * @throws Refusal when promtool is not built
 */
export function complaint(symptoms: readonly Symptom[], { alert, series, after, firing }: RuleCase): string {
  const input_series = Object.entries(series).map(([one, values]) => ({ series: one, values }));
  const expr = `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`;
  const promql_expr_test = [{ expr, eval_time: after, exp_samples: [{ labels: '{}', value: firing }] }];
  const tests = yaml({ rule_files: ['rules.yaml'], tests: [{ interval: '1m', input_series, promql_expr_test }] });
  return scratch({ 'rules.yaml': rulesOf(symptoms), 'tests.yaml': tests }, (cwd) => {
    const { code, stdout, stderr } = engine('promtool').run(['test', 'rules', 'tests.yaml'], { cwd });
    return code === 0 ? '' : stdout + stderr;
  });
}

function rulesOf(symptoms: readonly Symptom[]): string {
  const rules = symptoms.map(({ props }) => ({
    alert: props.name,
    expr: props.when.text,
    for: prometheusDuration(props.for),
    labels: { severity: props.severity },
    annotations: { summary: props.summary, description: props.description },
  }));
  return yaml({ groups: [{ name: 'symptoms', rules }] });
}

import { Duration } from 'cdk8s';
import { type Matchers, matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { prometheusMetrics } from './catalogue.js';

/** What a Prometheus says of itself that a person must act on. */
export function symptoms(job: string): Symptom[] {
  const own = matchers({ job });
  return [...collecting(own), ...evaluating(own), ...notifying(own)];
}

const m = prometheusMetrics;
const range = Duration.minutes(5);
const minutes = (amount: number): Duration => Duration.minutes(amount);

/** Pages that nobody can read, whoever scrapes them. */
export function targetDown(): Symptom {
  return symptom({
    name: 'TargetDown',
    when: promql`100 * count by (cluster, job) (${m.up} == 0) / count by (cluster, job) (${m.up}) > 10`,
    for: minutes(10),
    severity: 'warning',
    summary: '{{ printf "%.0f" $value }} % of the {{ $labels.job }} targets are down',
    description: 'they cannot be scraped: what they would say is missing from dashboards and alerts',
  });
}

/** It runs on what it was told before. */
export function configurationRejected(own: Matchers): Symptom {
  return symptom({
    name: 'PrometheusConfigurationRejected',
    when: promql`max_over_time(${m.configLoaded}{${own}}[${range}]) == 0`,
    for: minutes(10),
    severity: 'critical',
    summary: '{{ $labels.instance }} runs on an old configuration',
    description: 'it refused the last one: no change of rules or targets takes effect',
  });
}

/** Samples come in. */
function collecting(own: Matchers): Symptom[] {
  return [
    targetDown(),
    symptom({
      name: 'PrometheusNotIngesting',
      when: promql`rate(${m.appended}{${own}}[${range}]) <= 0`,
      for: minutes(10),
      severity: 'critical',
      summary: '{{ $labels.instance }} takes no samples',
      description: 'every alert that rests on it is blind',
    }),
  ];
}

/** Rules are evaluated. */
function evaluating(own: Matchers): Symptom[] {
  return [
    configurationRejected(own),
    symptom({
      name: 'PrometheusRulesFailing',
      when: promql`increase(${m.ruleFailures}{${own}}[${range}]) > 0`,
      for: minutes(15),
      severity: 'critical',
      summary: 'rules of {{ $labels.rule_group }} fail to evaluate',
      description: 'alerts of that group cannot fire: look at the rule page for the error',
    }),
    symptom({
      name: 'PrometheusRulesTooSlow',
      when: promql`increase(${m.ruleMissed}{${own}}[${range}]) > 0`,
      for: minutes(15),
      severity: 'warning',
      summary: '{{ $labels.rule_group }} takes longer than its interval',
      description: 'evaluations are skipped, so its alerts come late: record what is expensive, or split the group',
    }),
  ];
}

/** Alerts go out. */
function notifying(own: Matchers): Symptom[] {
  return [
    symptom({
      name: 'PrometheusNotConnectedToAlertmanagers',
      when: promql`max_over_time(${m.alertmanagers}{${own}}[${range}]) < 1`,
      for: minutes(10),
      severity: 'critical',
      summary: '{{ $labels.instance }} finds no Alertmanager',
      description: 'no alert of this replica reaches anybody',
    }),
    symptom({
      name: 'PrometheusNotificationsFailing',
      when: promql`rate(${m.notificationErrors}{${own}}[${range}]) / rate(${m.notificationsSent}{${own}}[${range}]) > 0.01`,
      for: minutes(15),
      severity: 'warning',
      summary: 'more than 1 % of alerts to {{ $labels.alertmanager }} fail',
      description: 'the other replicas may still get them: look at the network and the certificate between the two',
    }),
  ];
}

import { Duration } from 'cdk8s';
import { interval } from '../../query/interval.js';
import { logql } from '../../query/logql.js';
import { type LogAlert, LogRuleGroup } from './log-rule-group.js';

const panics: LogAlert<'payments'> = {
  name: 'ApplicationPanics',
  when: logql`sum by (service_name) (count_over_time({service_name=~".+"} |~ "panic:" [5m])) > 0`,
  for: Duration.minutes(0),
  severity: 'critical',
  summary: '{{ $labels.service_name }} panics',
  description: 'it logged a panic within five minutes',
  team: 'payments',
};

const group = () => new LogRuleGroup<'payments'>('application');

test('an alert is kept as it was written', () => {
  const rules = group();
  rules.alert(panics);
  expect(rules.alerts).toEqual([panics]);
});

test('an alert that yields lines is refused, with the way to count them', () => {
  expect(() => group().alert({ ...panics, when: logql`{service_name="api"} |= "panic:"` })).toThrow(
    'log rule group application: alert ApplicationPanics: got \'{service_name="api"} |= "panic:"\', ' +
      'allowed: a query that yields numbers; this one yields lines; count them over a range',
  );
});

test("an alert with grafana's variables is refused", () => {
  const when = logql`sum(rate({service_name="api"}[${interval.auto}])) > 0`;
  expect(() => group().alert({ ...panics, when })).toThrow("without grafana's variables");
});

test('an alert obeys the law of all alerts', () => {
  expect(() => group().alert({ ...panics, summary: '{{ $label.pod }}' })).toThrow('$label is none of $labels');
  const rules = group();
  rules.alert(panics);
  expect(() => rules.alert(panics)).toThrow(
    "alert: got 'ApplicationPanics', allowed: one alert of a name and set of labels; rename one of the two",
  );
});

test('what is recorded is a metric for PromQL', () => {
  const rules = group();
  const lines = logql`sum by (service_name) (rate({service_name=~".+"}[1m]))`;
  const recorded = rules.record('service:log_lines:rate1m', lines, { type: 'gauge' });
  expect(recorded.name).toBe('service:log_lines:rate1m');
  expect(rules.recordings).toEqual([{ metric: recorded, is: lines }]);
  expect(() => rules.record('service:log_lines:rate1m', lines)).toThrow('rename one of the two');
  expect(() => rules.record('log_lines', lines)).toThrow('put what it is aggregated by before the metric');
});

test('a group is named as a file can be', () => {
  expect(() => new LogRuleGroup('a/b')).toThrow("log rule group a/b: name: got 'a/b'");
});

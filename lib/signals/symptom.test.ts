import { Duration } from 'cdk8s';
import { promql } from '../query/promql.js';
import { templateFault } from './alert-template.js';
import { RuleGroup } from './rule-group.js';
import { type Alert, type AlertLabels, symptom } from './symptom.js';

const cold = {
  name: 'OvenCold',
  when: promql`up == 0`,
  for: Duration.minutes(5),
  severity: 'critical',
  summary: 'cold',
  description: 'the oven is cold',
} as const;
const alert: Alert<'shop'> = { ...cold, team: 'shop' };

describe('the labels of an alert', () => {
  test.each([
    [{ team: 'other' }, "labels.team: got 'other', allowed: labels that the alert does not decide", 'give it as team'],
    [{ severity: 'info' }, "labels.severity: got 'info'", 'give it as severity'],
    [{ alertname: 'Other' }, "labels.alertname: got 'Other'", 'give the name as name'],
    [{ escalation: 'next' }, "labels.escalation: got 'next'", 'use escalated(alert, after)'],
    [{ pod: 'a' }, "labels.pod: got 'a', allowed: labels that no series carries", 'use another name'],
    [{ 'my.kind': 'a' }, "labels: got 'my.kind', allowed: letters, digits and '_'", 'name the label as it reaches'],
  ])('%j is refused', (labels, text, fix) => {
    const write = () => symptom({ ...cold, labels: labels as unknown as AlertLabels });
    expect(write).toThrow(`alert OvenCold: ${text}`);
    expect(write).toThrow(fix);
  });

  test('that nobody else decides are its own', () => {
    expect(symptom({ ...cold, labels: { component: 'oven' } }).props.labels).toEqual({ component: 'oven' });
  });
});

describe('a text of an alert', () => {
  test.each([
    'plain words, and $5',
    '{{ $labels.pod }} is at {{ $value | humanizePercentage }} in {{ $externalLabels.cluster }}',
    '{{ printf "%.0f {{" .Value }} of {{ .Labels.pod }} {{- /* it is a comment */ -}}',
    '{{ if gt $value 0.5 }}half{{ else }}less{{ end }}',
    '{{ range $i, $one := query "up" }}{{ $i }}{{ $one.Labels.job }}{{ .Value }}{{ end }}',
    '{{ with query "up" }}{{ . | first | value }}{{ end }} {{ $x := 1.5 }}{{ $x }}',
  ])('%s is a template', (text) => {
    expect(templateFault(text)).toBeUndefined();
  });

  test.each([
    ['{{ $labels.pod is down', "close '{{ $labels.pod is do' with }}"],
    ['{{ $labels.pod }', "close '{{ $labels.pod }' with }}"],
    ['{{ $labels.pod {{ $value }}', 'close'],
    ['$labels.pod }} is down', 'open what }} closes with {{'],
    ['pod $labels.pod is down', 'put $labels into braces: {{ $labels }}'],
    ['{{ $label.pod }}', '$label is none of $labels, $value, $externalLabels, $externalURL'],
    ['{{ .Label.pod }}', '.Label is none of .Labels, .Value, .ExternalLabels, .ExternalURL'],
    ['{{ }}', 'write something between {{ and }}'],
    ['{{ if $value }}x', "end 'if $value' with {{ end }}"],
    ['x{{ end }}', '{{ end }} ends nothing'],
  ])('%s is none', (text, fault) => {
    expect(templateFault(text)).toContain(fault);
  });

  test('that is no template is refused, with what to do', () => {
    expect(() => symptom({ ...cold, description: '{{ $label.pod }} is cold' })).toThrow(
      "alert OvenCold: description: got '{{ $label.pod }} is cold', allowed: words, and {{ $labels.x }} or {{ $value }} in them; $label is none of",
    );
  });
});

describe('a group', () => {
  test('has an alert once, but for what its labels tell apart', () => {
    const group = new RuleGroup<'shop'>('ovens');
    group.alert(alert);
    group.alert({ ...alert, severity: 'warning' });
    group.alert({ ...alert, labels: { component: 'oven' } });
    expect(() => group.alert({ ...alert, description: 'again' })).toThrow(
      "rule group ovens: alert: got 'OvenCold', allowed: one alert of a name and set of labels; rename one of the two",
    );
    expect(group.alerts).toHaveLength(3);
  });

  test('records a series once, in whichever order its labels are written', () => {
    const group = new RuleGroup<'shop'>('ovens');
    group.record('oven:heat:sum', promql`sum(up)`, { set: { a: '1', b: '2' } });
    group.record('oven:heat:sum', promql`sum(up)`, { set: { a: '1' } });
    expect(() => group.record('oven:heat:sum', promql`sum(up)`, { set: { b: '2', a: '1' } })).toThrow(
      "rule group ovens: record: got 'oven:heat:sum', allowed: level:metric:operations, once per group",
    );
  });

  test('is not evaluated every zero seconds', () => {
    expect(() => new RuleGroup('ovens', { interval: Duration.seconds(0) })).toThrow(
      "rule group ovens: interval: got '0s', allowed: a duration above zero",
    );
  });
});

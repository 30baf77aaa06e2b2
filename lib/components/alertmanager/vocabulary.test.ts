import { Duration } from 'cdk8s';
import { promql } from '../../query/promql.js';
import { escalated } from '../../signals/escalation.js';
import { labelsOf } from '../../signals/symptom.js';
import { inhibition } from './inhibition.js';
import { noticesFile, standardNotices } from './notices.js';
import { alert, each, given, group, text } from './text.js';

describe('texts', () => {
  test('say fields of all alerts, and of each', () => {
    const written = text`${group.alertname}: ${each(text`${alert.summary}${given(alert.namespace, text` in ${alert.namespace}`)};`)}`;
    expect(written.template).toBe(
      '{{ .CommonLabels.alertname }}: {{ range .Alerts }}{{ .Annotations.summary }}{{ if .Labels.namespace }} in {{ .Labels.namespace }}{{ end }};{{ end }}',
    );
  });

  test('that hold template language are refused, with the line that wrote them', () => {
    expect(() => text`{{ .Labels.value }}`).toThrow(
      /vocabulary\.test\.ts.*text: got '\{\{ \.Labels\.value \}\}', allowed: words, and fields/s,
    );
  });

  test('those that are shipped are plain letters', () => {
    expect(noticesFile(standardNotices)).toMatch(/^[\n -~]*$/);
  });
});

describe('an inhibition', () => {
  test('that compares with a template is refused', () => {
    const written = () =>
      inhibition({ while: { alertname: 'ServiceDown' }, silence: { service: '{source.service}' }, equal: ['cluster'] });
    expect(written).toThrow("inhibition.service: got '{source.service}', allowed: a value as alerts have it");
    expect(written).toThrow("name the label in equal: ['service']");
  });

  test('by something that is no label is refused', () => {
    expect(() => inhibition({ while: { a: 'b' }, silence: { c: 'd' }, equal: ['source.service'] })).toThrow(
      "inhibition.equal: got 'source.service', allowed: letters",
    );
  });
});

test('an escalated alert waits longer, and asks for the next receiver', () => {
  const first = {
    name: 'OvenCold',
    when: promql`up == 0`,
    for: Duration.minutes(5),
    severity: 'critical',
    summary: 'cold',
    description: 'cold',
    team: 'shop',
    labels: { component: 'oven' },
  } as const;
  const later = escalated(first, Duration.minutes(15));
  expect(later.name).toBe('OvenColdEscalated');
  expect(labelsOf(later)).toEqual({ component: 'oven', escalation: 'next', severity: 'critical', team: 'shop' });
  expect(later.for.toMinutes()).toBe(20);
});

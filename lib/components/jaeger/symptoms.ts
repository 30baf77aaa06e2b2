import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { selector } from '../../query/selector.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { collectorMetrics } from '../collector/catalogue.js';
import { jaegerMetrics as the } from './catalogue.js';

/** What goes wrong where spans come in. @param job - the `job` of that page */
export function refusals(job: string): Symptom[] {
  const refused = selector(collectorMetrics.refusedSpans, { job });
  return [
    symptom({
      name: 'JaegerSpansRefused',
      when: promql`sum by (job) (rate(${refused}[5m])) > 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $labels.job }} refuses {{ $value | humanize }} spans a second',
      description:
        'Its memory limit is reached, since the store takes spans more slowly than they come, or traces fill the memory. Clients try again for some time, then drop them: look at the store first, then add replicas.',
    }),
  ];
}

/**
 * What goes wrong where spans are written into Elasticsearch. Jaeger has answered its client by then and does not try again,
 * so that the exporter's own counters stay at zero.
 *
 * @param job - the `job` of that page
 * @param remedy - how they are brought back. @default - they are not
 */
export function losses(job: string, remedy = ''): Symptom[] {
  const of = matchers({ job });
  const [failed, all] = [selector(the.failedWrites, of), selector(the.writes, of)];
  const { sum, count } = the.writeTime;
  const description =
    'They are not tried again: those traces have holes. The log of the pods says why: disks over the watermark, a mapping that does not fit, an old password, too many writes waiting.' +
    remedy;
  return [
    symptom({
      name: 'JaegerSpansLost',
      when: promql`sum by (job) (rate(${failed}[5m])) > 0`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.job }} loses {{ $value | humanize }} documents a second',
      description,
    }),
    symptom({
      name: 'JaegerSpansLost',
      when: promql`sum by (job) (rate(${failed}[5m])) / sum by (job) (rate(${all}[5m])) > 0.05`,
      for: Duration.minutes(10),
      severity: 'critical',
      summary: '{{ $labels.job }} loses {{ $value | humanizePercentage }} of what it writes',
      description,
    }),
    symptom({
      name: 'JaegerWritesSlow',
      when: promql`sum by (job) (rate(${sum}{${of}}[5m])) / sum by (job) (rate(${count}{${of}}[5m])) > 2`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'Elasticsearch takes {{ $value | humanizeDuration }} for a batch of {{ $labels.job }}',
      description:
        'A healthy cluster takes tens of milliseconds. Memory fills meanwhile, and then spans are refused: look at its processors, disks and write threads.',
    }),
  ];
}

/**
 * What goes wrong between those that take spans and those that write them into Elasticsearch.
 *
 * @param takers - the `job` of those that write into Kafka
 * @param ingesters - the `job` of those that read from it
 * @param group - the name under which these share what they read
 */
export function unwritten(takers: string, ingesters: string, group: string): Symptom[] {
  const unsent = selector(collectorMetrics.failedSpans, { job: takers, exporter: 'kafka' });
  const unreadable = selector(the.unreadableSpans, { job: ingesters });
  return [
    ...losses(
      ingesters,
      ` Kafka still has them: set the group ${group} back to when it began, and some spans come twice.`,
    ),
    symptom({
      name: 'JaegerStreamUnwritable',
      when: promql`sum by (job) (rate(${unsent}[5m])) > 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $labels.job }} cannot write {{ $value | humanize }} spans a second into Kafka',
      description:
        'Clients are told so and try again for some time, then drop them: brokers are away, or the certificate of the user is no longer theirs.',
    }),
    symptom({
      name: 'JaegerSpansUnreadable',
      when: promql`sum by (job) (increase(${unreadable}[15m])) > 0`,
      for: Duration.minutes(1),
      severity: 'warning',
      summary: '{{ $labels.job }} passed over {{ $value | humanize }} messages that are no traces',
      description: 'Somebody writes something else into the topic: look who may.',
    }),
  ];
}

/** What goes wrong where people ask. @param job - the `job` of that page */
export function answers(job: string): Symptom[] {
  const all = matchers({ job });
  const { sum, count } = the.answerTime;
  const [failed, asked] = [selector(the.questions, { job, result: 'err' }), selector(the.questions, all)];
  return [
    symptom({
      name: 'JaegerQueriesFail',
      when: promql`sum by (job) (rate(${failed}[10m])) / sum by (job) (rate(${asked}[10m])) > 0.1`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the questions to {{ $labels.job }} fail',
      description: 'Nobody can look at traces: see whether the store answers, and whether its password was changed.',
    }),
    symptom({
      name: 'JaegerQueriesSlow',
      when: promql`sum by (job) (rate(${sum}{${all}}[10m])) / sum by (job) (rate(${count}{${all}}[10m])) > 5`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'a question to {{ $labels.job }} takes {{ $value | humanizeDuration }}',
      description:
        'On the average of ten minutes: searches over too many days, or a store that is busy writing. More shards do not help a small cluster.',
    }),
  ];
}

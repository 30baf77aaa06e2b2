import { Duration, type Size } from 'cdk8s';
import { bytes } from '../../kernel/dialect.js';
import type { Severity } from '../../kernel/signal.js';
import { promql } from '../../query/promql.js';
import { selector } from '../../query/selector.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { kafkaMetrics as the } from './catalogue.js';

/**
 * What a Kafka says of itself that a person must act on.
 *
 * @param job - the `job` of its nodes' pages
 * @param storage - the volume of one broker
 */
export function symptoms(job: string, storage: Size): Symptom[] {
  return [...availability(job), ...durability(job), disk(job, storage, 0.75), disk(job, storage, 0.9)];
}

function availability(job: string): Symptom[] {
  return [
    symptom({
      name: 'KafkaPartitionsOffline',
      when: promql`max by (job) (${selector(the.offlinePartitions, { job })}) > 0`,
      for: Duration.minutes(2),
      severity: 'critical',
      summary: '{{ $value }} partitions of {{ $labels.job }} have no leader',
      description:
        'Nobody can write or read them: every broker that keeps them is down. Look at the pods and their volumes.',
    }),
    symptom({
      name: 'KafkaNoController',
      when: promql`sum by (job) (${selector(the.controllers, { job })}) != 1`,
      for: Duration.minutes(3),
      severity: 'critical',
      summary: '{{ $labels.job }} has {{ $value }} active controllers instead of one',
      description:
        'No leader is elected, no topic made: more than half of the controllers must run and reach each other at port 9090.',
    }),
  ];
}

function durability(job: string): Symptom[] {
  return [
    symptom({
      name: 'KafkaPartitionsUnderMinInSync',
      when: promql`sum by (job) (${selector(the.underMinInSync, { job })}) > 0`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: '{{ $value }} partitions of {{ $labels.job }} refuse what is written',
      description:
        'Too few brokers have what was written last. Writers that wait for all of them fail: find the broker that is away.',
    }),
    symptom({
      name: 'KafkaPartitionsUnderReplicated',
      when: promql`sum by (job) (${selector(the.underReplicated, { job })}) > 0`,
      for: Duration.minutes(30),
      severity: 'warning',
      summary: '{{ $value }} partitions of {{ $labels.job }} lack a copy',
      description: 'A broker is away, or too slow to follow: the loss of one more stops writers.',
    }),
  ];
}

function disk(job: string, storage: Size, full: number): Symptom {
  const severity: Severity = full < 0.9 ? 'warning' : 'critical';
  const used = promql`sum by (job, pod) (${selector(the.logSize, { job })}) / ${bytes(storage)}`;
  return symptom({
    name: 'KafkaDiskFilling',
    when: promql`${used} > ${full}`,
    for: severity === 'warning' ? Duration.minutes(30) : Duration.minutes(5),
    severity,
    summary: 'the disk of {{ $labels.pod }} is {{ $value | humanizePercentage }} full',
    description:
      'A broker whose disk is full stops, and the next one after it: keep topics for less long, or give brokers more storage.',
  });
}

/**
 * How late readers are, by the pace at which is written: so it also speaks of those that have stopped.
 *
 * @param job - the `job` of the exporter's page
 */
export function lateness(job: string): Symptom[] {
  const [lag, written] = [selector(the.lag, { job }), selector(the.written, { job })];
  return [
    symptom({
      name: 'KafkaReadersLate',
      when: promql`sum by (job, consumergroup, topic) (${lag}) / on (job, topic) group_left () sum by (job, topic) (rate(${written}[10m])) > 600`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.consumergroup }} reads {{ $labels.topic }} {{ $value | humanizeDuration }} late',
      description:
        'Its pods are down, cannot write on, or are too few; what it has not read when the retention of the topic is over is lost.',
    }),
  ];
}

import { Duration } from 'cdk8s';
import type { Metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { selector, type Selector } from '../../query/selector.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import {
  compactMetrics,
  gateMetrics,
  queryFrontendMetrics,
  queryMetrics,
  receiveMetrics,
  rulerMetrics,
  storeMetrics,
} from './catalogue.js';

type Of = (metric: Metric) => Selector;

const of =
  (job: string): Of =>
  (metric) =>
    selector(metric, { job });

const minutes = (amount: number): Duration => Duration.minutes(amount);

/** Of the way in: samples that are not taken, copied or kept. */
export function receiveSymptoms(jobs: { readonly ingesters: string; readonly routers: string }): Symptom[] {
  const [ingester, router] = [of(jobs.ingesters), of(jobs.routers)];
  const written = router(receiveMetrics.requests).and({ handler: 'receive' });
  const replications = router(receiveMetrics.replications);
  const uploadFailures = ingester(receiveMetrics.uploadFailures);
  return [
    symptom({
      name: 'ThanosReceiveWritesFailing',
      when: promql`
        sum by (job) (rate(${written.and({ code: /5../ })}[5m])) / sum by (job) (rate(${written}[5m])) > 0.01`,
      for: minutes(5),
      severity: 'critical',
      summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }} of all writes',
      description: 'Senders try again for some two hours, then samples are lost: look at the ingesters first.',
    }),
    symptom({
      name: 'ThanosReceiveNotReplicating',
      when: promql`
        sum by (job) (rate(${replications.and({ result: 'error' })}[5m])) / sum by (job) (rate(${replications}[5m])) > 0.05`,
      for: minutes(15),
      severity: 'warning',
      summary: '{{ $labels.job }} cannot copy {{ $value | humanizePercentage }} of what it takes in',
      description: 'Fewer ingesters have the samples than were promised: another that is lost takes them along.',
    }),
    symptom({
      name: 'ThanosReceiveUploadsFailing',
      when: promql`sum by (job, instance) (increase(${uploadFailures}[3h])) > 1`,
      for: minutes(15),
      severity: 'critical',
      summary: '{{ $labels.instance }} cannot upload its blocks',
      description: 'An ingester deletes them after its retention, uploaded or not: look at the bucket and its rights.',
    }),
    symptom({
      name: 'ThanosReceiveRingRejected',
      when: promql`min by (job, instance) (${router(receiveMetrics.ringLoaded)}) == 0`,
      for: minutes(10),
      severity: 'warning',
      summary: '{{ $labels.instance }} runs on an old ring',
      description:
        'It writes to other ingesters than its neighbours: series are in too many places, and copies are missed.',
    }),
  ];
}

/** Of the gate: callers that are turned away, and what is behind it. */
export function gateSymptoms(job: string): Symptom[] {
  const gate = of(job);
  const refused = gate(gateMetrics.refused).and({ reason: 'invalid_auth_token' });
  const errors = gate(gateMetrics.backendErrors);
  const all = gate(gateMetrics.requests);
  return [
    symptom({
      name: 'ThanosGateRefusesCallers',
      when: promql`sum by (job) (rate(${refused}[5m])) > 0.1`,
      for: minutes(10),
      severity: 'warning',
      summary: '{{ $labels.job }} turns callers away whose password it does not know',
      description:
        'A password was changed on one side alone, or somebody guesses: compare it with who has stopped to write.',
    }),
    symptom({
      name: 'ThanosGateCannotDeliver',
      when: promql`
        sum by (job, username) (rate(${errors}[5m])) / sum by (job, username) (rate(${all}[5m])) > 0.05`,
      for: minutes(5),
      severity: 'critical',
      summary:
        '{{ $labels.job }} cannot deliver {{ $value | humanizePercentage }} of what {{ $labels.username }} writes',
      description:
        'The routers behind the gate do not answer: senders try again for some two hours, then samples are lost.',
    }),
    symptom({
      name: 'ThanosGateCallersRejected',
      when: promql`min by (job, instance) (${gate(gateMetrics.callersLoaded)}) == 0`,
      for: minutes(10),
      severity: 'warning',
      summary: '{{ $labels.instance }} refused its last list of callers',
      description: 'Callers that were added, and passwords that were changed, are not known to it.',
    }),
  ];
}

/** Of queries. @param stores - how many connections each replica holds when all are there */
export function querySymptoms(job: string, stores: number): Symptom[] {
  const query = of(job);
  return [
    failing(query, 'ThanosQueryFailing', queryMetrics.requests),
    symptom({
      name: 'ThanosQueryStoresMissing',
      when: promql`
        (sum by (job, instance) (${query(queryMetrics.stores)}) or max by (job, instance) (${query(queryMetrics.most)}) * 0)
        < ${stores}`,
      for: minutes(15),
      severity: 'warning',
      summary: '{{ $labels.instance }} is connected to {{ $value }} stores only',
      description: 'Answers may miss what only the lost store knows, and a ruler refuses them.',
    }),
    symptom({
      name: 'ThanosQueryOverloaded',
      when: promql`
        max_over_time(${query(queryMetrics.inFlight)}[5m]) / ${query(queryMetrics.most)} >= 1`,
      for: minutes(15),
      severity: 'warning',
      summary: '{{ $labels.instance }} has as many queries as it may',
      description: 'New ones wait: find the dashboard or rule that asks so much, or add replicas.',
    }),
  ];
}

/** Of the door for people. */
export function frontendSymptoms(job: string): Symptom[] {
  return [failing(of(job), 'ThanosQueryFrontendFailing', queryFrontendMetrics.requests)];
}

function failing(job: Of, name: string, requests: Metric): Symptom {
  const all = job(requests).and({ handler: /query|query_range|query-frontend/ });
  return symptom({
    name,
    when: promql`
      sum by (job) (rate(${all.and({ code: /5../ })}[5m])) / sum by (job) (rate(${all}[5m])) > 0.05`,
    for: minutes(5),
    severity: 'critical',
    summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }} of all queries',
    description: 'Dashboards over all clusters are blank, and so are global rules.',
  });
}

/** Of what answers for the bucket. */
export function storeSymptoms(job: string): Symptom[] {
  const store = of(job);
  return [
    bucketFailing(store, 'ThanosStoreBucketFailing'),
    symptom({
      name: 'ThanosStoreBlocksMissing',
      when: promql`sum by (job, instance) (increase(${store(storeMetrics.loadFailures)}[1h])) > 0`,
      for: minutes(30),
      severity: 'warning',
      summary: '{{ $labels.instance }} cannot load blocks',
      description: 'Queries over the past miss what is in them: its log names the block.',
    }),
  ];
}

function bucketFailing(job: Of, name: string): Symptom {
  const [failures, all] = [job(storeMetrics.bucketFailures), job(storeMetrics.bucketOperations)];
  return symptom({
    name,
    when: promql`
      sum by (job, operation) (rate(${failures}[5m])) / sum by (job, operation) (rate(${all}[5m])) > 0.05`,
    for: minutes(15),
    severity: 'warning',
    summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }} of {{ $labels.operation }} at its bucket',
    description: 'The bucket, its rights or the way to it are broken: look at the error in the log.',
  });
}

/** Of what puts blocks together. */
export function compactorSymptoms(job: string): Symptom[] {
  const compactor = of(job);
  return [
    symptom({
      name: 'ThanosCompactorHalted',
      when: promql`max by (job) (${compactor(compactMetrics.halted)}) == 1`,
      for: minutes(5),
      severity: 'warning',
      summary: '{{ $labels.job }} has halted',
      description: 'It met blocks that it must not touch, and does nothing until a person decides: its log names them.',
    }),
    symptom({
      name: 'ThanosCompactorNotRunning',
      when: promql`sum by (job) (increase(${compactor(compactMetrics.iterations)}[24h])) == 0`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: '{{ $labels.job }} has finished no round in a day',
      description: 'Blocks pile up, queries over the past become slow, and nothing that is too old is deleted.',
    }),
    symptom({
      name: 'ThanosCompactorFailing',
      when: promql`sum by (job) (increase(${compactor(compactMetrics.failures)}[6h])) > 2`,
      for: minutes(15),
      severity: 'warning',
      summary: '{{ $labels.job }} fails to put blocks together',
      description: 'It tries again, and will halt or fill its volume: look at its log and its disk.',
    }),
  ];
}

/** Of a ruler: alerts that may not fire, or not arrive. */
export function rulerSymptoms(job: string): Symptom[] {
  const ruler = of(job);
  const [dropped, lost] = [ruler(rulerMetrics.notSent), ruler(rulerMetrics.queueDropped)];
  return [
    symptom({
      name: 'ThanosRulerFailing',
      when: promql`sum by (job, rule_group) (increase(${ruler(rulerMetrics.ruleFailures)}[5m])) > 0`,
      for: minutes(15),
      severity: 'critical',
      summary: 'global rules of {{ $labels.rule_group }} fail to evaluate',
      description: 'Alerts of that group cannot fire: most often the query lacks a store.',
    }),
    symptom({
      name: 'ThanosRulerAlertsLost',
      when: promql`
        sum by (job) (increase(${dropped}[5m])) > 0
        or sum by (job) (increase(${lost}[5m])) > 0`,
      for: minutes(5),
      severity: 'critical',
      summary: '{{ $labels.job }} cannot tell Alertmanager',
      description: 'Alerts that need all clusters reach nobody from this ruler.',
    }),
    symptom({
      name: 'ThanosRulerRulesRejected',
      when: promql`min by (job, instance) (${ruler(rulerMetrics.rulesLoaded)}) == 0`,
      for: minutes(10),
      severity: 'warning',
      summary: '{{ $labels.instance }} runs on old rules',
      description: 'It refused the last ones: no change of global rules takes effect.',
    }),
  ];
}

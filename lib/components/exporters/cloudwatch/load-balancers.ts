import { Duration } from 'cdk8s';
import type { Matchers } from '../../../query/matchers.js';
import type { Metric } from '../../../query/metric.js';
import { promql } from '../../../query/promql.js';
import { type Symptom, symptom } from '../../../signals/symptom.js';
import { applicationBalancerMetrics as m, networkBalancerMetrics as n } from './catalogue.js';
import { type CloudWatchJob, discoveryJob, type Which } from './cloud-watch-job.js';
import type { CloudWatchMetric } from './schema.js';

/** The regions in which they stand. */
type Regions = readonly [string, ...string[]];

const hosts: readonly CloudWatchMetric[] = [
  { name: 'UnHealthyHostCount', statistics: ['Maximum'] },
  { name: 'HealthyHostCount', statistics: ['Minimum'] },
];

const byTargets = ['LoadBalancer', 'TargetGroup'];

/** Application load balancers: each is counted as a whole, and its targets by group. */
export function applicationLoadBalancers(regions: Regions, which: Which = {}): CloudWatchJob {
  return {
    jobs: [
      discoveryJob('AWS/ApplicationELB', regions, which, {
        dimensions: ['LoadBalancer'],
        metrics: [
          { name: 'RequestCount', statistics: ['Sum'], nilToZero: true },
          { name: 'HTTPCode_ELB_5XX_Count', statistics: ['Sum'], nilToZero: true },
          { name: 'HTTPCode_Target_5XX_Count', statistics: ['Sum'], nilToZero: true },
          { name: 'TargetResponseTime', statistics: ['p95'] },
        ],
      }),
      discoveryJob('AWS/ApplicationELB', regions, which, { dimensions: byTargets, metrics: hosts }),
    ],
    yields: Object.values(m),
    symptoms: (own) => [errors(own), unhealthy('ApplicationLoadBalancer', m.unhealthy, own)],
  };
}

/** Network load balancers: their flows, and their targets by group. */
export function networkLoadBalancers(regions: Regions, which: Which = {}): CloudWatchJob {
  return {
    jobs: [
      discoveryJob('AWS/NetworkELB', regions, which, {
        dimensions: ['LoadBalancer'],
        metrics: [{ name: 'ActiveFlowCount', statistics: ['Average'], nilToZero: true }],
      }),
      discoveryJob('AWS/NetworkELB', regions, which, { dimensions: byTargets, metrics: hosts }),
    ],
    yields: Object.values(n),
    symptoms: (own) => [unhealthy('NetworkLoadBalancer', n.unhealthy, own)],
  };
}

/** CloudWatch knows no series of errors until there was one: what is not there is none of them. */
function errors(own: Matchers): Symptom {
  const all = promql`sum by (cluster, job, dimension_load_balancer) (${m.requests}{${own}})`;
  const mine = promql`sum by (cluster, job, dimension_load_balancer) (${m.ownErrors}{${own}}) or ${all} * 0`;
  const theirs = promql`sum by (cluster, job, dimension_load_balancer) (${m.targetErrors}{${own}}) or ${all} * 0`;
  return symptom({
    name: 'ApplicationLoadBalancerErrorRateHigh',
    when: promql`((${mine}) + (${theirs})) / (${all} > 0) > 0.05`,
    for: Duration.minutes(5),
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.dimension_load_balancer }} fail',
    description: 'either its targets answer with errors, or it finds none: look at the health of its target groups',
  });
}

function unhealthy(kind: string, metric: Metric, own: Matchers): Symptom {
  return symptom({
    name: `${kind}TargetsUnhealthy`,
    when: promql`max by (cluster, job, dimension_target_group) (${metric}{${own}}) > 0`,
    for: Duration.minutes(10),
    severity: 'warning',
    summary: '{{ $value }} targets of {{ $labels.dimension_target_group }} are unhealthy',
    description: 'the others carry their load: look at what their health check asks for, and at what they answer',
  });
}

import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { elasticsearchMetrics as m } from './catalogue.js';

/**
 * What a cluster says of itself that a person must act on.
 *
 * @param job - the `job` label of its series
 * @param nodes - how many nodes it should have
 */
export function symptoms(job: string, nodes: number): Symptom[] {
  return [...health(job, nodes), ...disk(job), ...strain(job)];
}

function health(job: string, nodes: number): Symptom[] {
  const own = matchers({ job });
  return [
    symptom({
      name: 'ElasticsearchUnseen',
      when: promql`${m.up}{${own}} == 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'nobody knows how {{ $labels.job }} is',
      description: 'the exporter gets no answer, or is refused: no other alert about this cluster can fire',
    }),
    symptom({
      name: 'ElasticsearchRed',
      when: promql`${m.status}{${own.and({ color: 'red' })}} == 1`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: '{{ $labels.job }} has lost a primary shard',
      description: 'searches miss documents and writes to some indices fail: ask _cluster/allocation/explain why',
    }),
    symptom({
      name: 'ElasticsearchShardsUnassigned',
      when: promql`${m.unassignedShards}{${own}} > 0`,
      for: Duration.minutes(30),
      severity: 'warning',
      summary: '{{ $value }} shards of {{ $labels.job }} have no node',
      description:
        'the loss of one more node can lose documents: ask _cluster/allocation/explain why no node takes them',
    }),
    symptom({
      name: 'ElasticsearchNodesMissing',
      when: promql`${m.nodes}{${own}} < ${nodes}`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: `{{ $labels.job }} has {{ $value }} of its ${nodes} nodes`,
      description: 'a pod does not start, or cannot reach the master: look at its events and its log',
    }),
    symptom({
      name: 'ElasticsearchLifecycleStuck',
      when: promql`${m.stagnatingIndices}{${own}} > 0`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: '{{ $value }} indices of {{ $labels.job }} stand still in their lifecycle',
      description:
        'they are neither rolled over nor deleted, and the disks fill: ask _ilm/explain?only_errors for the step that fails',
    }),
  ];
}

/** The watermarks are 85 %, 90 % and 95 %, by Elasticsearch's defaults. */
function disk(job: string): Symptom[] {
  const own = matchers({ job, es_data_node: 'true' });
  const full = promql`1 - ${m.diskAvailable}{${own}} / ${m.diskSize}{${own}}`;
  return [
    symptom({
      name: 'ElasticsearchDiskFilling',
      when: promql`${full} > 0.8`,
      for: Duration.minutes(30),
      severity: 'warning',
      summary: 'the disk of {{ $labels.name }} is {{ $value | humanizePercentage }} full',
      description: 'from 85 % it takes no new shard: keep less, or give the data nodes more storage',
    }),
    symptom({
      name: 'ElasticsearchDiskFilling',
      when: promql`${full} > 0.9`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: 'the disk of {{ $labels.name }} is {{ $value | humanizePercentage }} full',
      description: 'at 95 % its indices turn read-only and writes fail: delete what is oldest now',
    }),
  ];
}

function strain(job: string): Symptom[] {
  const heap = matchers({ job, area: 'heap' });
  return [
    symptom({
      name: 'ElasticsearchHeapFull',
      when: promql`${m.memoryUsed}{${heap}} / ${m.memoryMax}{${heap}} > 0.9`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: 'the heap of {{ $labels.name }} is {{ $value | humanizePercentage }} full',
      description:
        'collection no longer frees it: requests are refused by circuit breakers, then the node stops. Give its set more memory',
    }),
    symptom({
      name: 'ElasticsearchTasksPending',
      when: promql`${m.pendingTasks}{${matchers({ job })}} > 100`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $value }} changes of {{ $labels.job }} wait for its master',
      description:
        'mappings, new indices and shards take long to come: the master lacks processors, or there are too many shards',
    }),
  ];
}

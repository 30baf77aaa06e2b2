import { Duration } from 'cdk8s';
import { matchers } from '../../../query/matchers.js';
import { promql } from '../../../query/promql.js';
import { type Symptom, symptom } from '../../../signals/symptom.js';
import { redisMetrics as m } from './catalogue.js';

/** What a Redis says of itself that a person must act on. One job asks one server, so that the job names the server. */
export function symptoms(job: string): Symptom[] {
  return [down(job), missing(job), ...full(job)];
}

function down(job: string): Symptom {
  const own = matchers({ job });
  return symptom({
    name: 'RedisDown',
    when: promql`max by (cluster, job) (${m.up}{${own}}) == 0 or absent(${m.up}{${own}})`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: '{{ $labels.job }} does not answer',
    description: 'it takes no connection of its exporter, or nobody asks it any more: look at both',
  });
}

/** An idle cache hits nothing and misses nothing, and a nearly idle one is judged by chance: it must be asked once a second. */
function missing(job: string): Symptom {
  const own = matchers({ job });
  const hits = promql`sum by (cluster, job) (rate(${m.hits}{${own}}[5m]))`;
  const asked = promql`${hits} + sum by (cluster, job) (rate(${m.misses}{${own}}[5m]))`;
  return symptom({
    name: 'RedisHitRateLow',
    when: promql`${hits} / (${asked} >= 1) < 0.8`,
    for: Duration.minutes(5),
    severity: 'warning',
    summary: '{{ $labels.job }} knows {{ $value | humanizePercentage }} of what it is asked for',
    description:
      'the rest is asked of what stands behind it: look for evictions, short lifetimes, or keys that changed',
  });
}

function full(job: string): Symptom[] {
  const own = matchers({ job });
  const keeping = own.and({ maxmemory_policy: 'noeviction' });
  const limit = promql`max by (cluster, job) (${m.memoryMax}{${own}}) > 0`;
  return [
    symptom({
      name: 'RedisMemoryNearlyFull',
      when: promql`max by (cluster, job) (${m.memoryUsed}{${own}}) / (${limit}) > 0.9 and on (cluster, job) ${m.info}{${keeping}}`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: '{{ $labels.job }} uses {{ $value | humanizePercentage }} of its memory, and may evict nothing',
      description: 'when it is full every write is refused: give it more, or a policy by which it evicts',
    }),
    symptom({
      name: 'RedisConnectionsRejected',
      when: promql`sum by (cluster, job) (increase(${m.rejected}{${own}}[5m])) > 0`,
      for: Duration.minutes(2),
      severity: 'critical',
      summary: '{{ $labels.job }} turns clients away',
      description: 'it has as many clients as it may have: look for who holds connections, and pool them',
    }),
  ];
}

import { Duration } from 'cdk8s';
import { type Matchers, matchers } from '../../../query/matchers.js';
import { type PromQL, promql } from '../../../query/promql.js';
import { type Symptom, symptom } from '../../../signals/symptom.js';
import { postgresMetrics as m, statementMetrics } from './catalogue.js';

/**
 * What a PostgreSQL says of itself that a person must act on. One job asks one server, so that the job names the server.
 *
 * @param statements - whether it is asked how long its statements take
 */
export function symptoms(job: string, statements: boolean): Symptom[] {
  const own = matchers({ job });
  return [down(own), ...connections(own), ...(statements ? [slow(own)] : []), blind(own)];
}

function down(own: Matchers): Symptom {
  return symptom({
    name: 'PostgresDown',
    when: promql`max by (cluster, job) (${m.up}{${own}}) == 0 or absent(${m.up}{${own}})`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: '{{ $labels.job }} does not answer',
    description: 'the database takes no connection of its exporter, or nobody asks it any more: look at both',
  });
}

/** One symptom at two severities: both sides lose the labels that the other has not, or they never match. */
function connections(own: Matchers): Symptom[] {
  const used = promql`sum by (cluster, job) (${m.backends}{${own}}) / max by (cluster, job) (${m.maxConnections}{${own}})`;
  const at = (severity: 'warning' | 'critical', when: PromQL, minutes: number): Symptom =>
    symptom({
      name: 'PostgresConnectionsHigh',
      when,
      for: Duration.minutes(minutes),
      severity,
      summary: '{{ $labels.job }} uses {{ $value | humanizePercentage }} of its connections',
      description: 'beyond the last one every new client is refused: look for who holds them, and pool them',
    });
  return [at('warning', promql`${used} > 0.8`, 5), at('critical', promql`${used} > 0.9`, 2)];
}

function slow(own: Matchers): Symptom {
  const { seconds, calls } = statementMetrics;
  const spent = promql`sum by (cluster, job, datname, queryid) (rate(${seconds}{${own}}[5m]))`;
  const called = promql`sum by (cluster, job, datname, queryid) (rate(${calls}{${own}}[5m]))`;
  return symptom({
    name: 'PostgresQueriesSlow',
    when: promql`${spent} / ${called} > 1`,
    for: Duration.minutes(5),
    severity: 'warning',
    summary: 'a statement of {{ $labels.datname }} takes {{ $value | humanizeDuration }} on average',
    description: 'find {{ $labels.queryid }} of {{ $labels.job }} in pg_stat_statements, and ask for its plan',
  });
}

function blind(own: Matchers): Symptom {
  return symptom({
    name: 'PostgresExporterBlind',
    when: promql`min by (cluster, job, collector) (${m.collectorSuccess}{${own}}) == 0`,
    for: Duration.minutes(10),
    severity: 'warning',
    summary: 'nobody sees {{ $labels.collector }} of {{ $labels.job }}',
    description: 'its exporter lacks the role pg_monitor or an extension: alerts that rest on it cannot fire',
  });
}

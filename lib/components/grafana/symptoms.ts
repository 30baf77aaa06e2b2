import { Duration } from 'cdk8s';
import { matchers } from '../../query/matchers.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { grafanaMetrics } from './catalogue.js';

/** Dashboards must answer within two seconds, so a datasource may take no longer. */
const patience = Duration.seconds(2);

/** What a Grafana says of itself that a person must act on. */
export function symptoms(job: string): Symptom[] {
  const { up, requests, datasourceRequests, datasourceDuration } = grafanaMetrics;
  const own = matchers({ job });
  const range = Duration.minutes(5);
  return [
    symptom({
      name: 'GrafanaDown',
      when: promql`sum(${up}{${own}}) == 0 or absent(${up}{${own}})`,
      for: Duration.minutes(5),
      severity: 'critical',
      summary: 'no replica of Grafana answers',
      description: 'nobody sees a dashboard; alerts still arrive, since they do not pass here',
    }),
    symptom({
      name: 'GrafanaRequestsFailing',
      when: promql`sum by (handler) (rate(${requests.count}{${own},status_code=~"5.."}[${range}])) / sum by (handler) (rate(${requests.count}{${own}}[${range}])) > 0.05 and sum by (handler) (rate(${requests.count}{${own}}[${range}])) > 0.05`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'Grafana fails {{ $value | humanizePercentage }} of {{ $labels.handler }}',
      description: 'people see errors in place of panels: look at its log for that handler, and at its database',
    }),
    symptom({
      name: 'GrafanaDatasourceFailing',
      when: promql`sum by (datasource) (rate(${datasourceRequests}{${own},code=~"5.."}[${range}])) / sum by (datasource) (rate(${datasourceRequests}{${own}}[${range}])) > 0.1`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of what Grafana asks of {{ $labels.datasource }} fails',
      description: 'panels on that datasource stay empty: look at the store behind it, and at the queries in its log',
    }),
    symptom({
      name: 'GrafanaDatasourceSlow',
      when: promql`histogram_quantile(0.95, sum by (datasource, le) (rate(${datasourceDuration.bucket}{${own}}[${range}]))) > ${patience.toSeconds()}`,
      for: Duration.minutes(30),
      severity: 'info',
      summary: '{{ $labels.datasource }} takes {{ $value | humanizeDuration }} to answer dashboards',
      description: 'one query in twenty takes longer than two seconds: record what is expensive, or shorten the range',
    }),
  ];
}

import { metric } from '../../query/metric.js';

/**
 * What Grafana 13 yields of itself, as far as our rules and dashboards ask for it. Labels of requests are those of its
 * middlewares; the counts of users and dashboards are taken every half hour.
 *
 * @see https://github.com/grafana/grafana/blob/main/pkg/middleware/request_metrics.go
 * @see https://github.com/grafana/grafana/blob/main/pkg/infra/httpclient/httpclientprovider/datasource_metrics_middleware.go
 * @see https://github.com/grafana/grafana/blob/main/pkg/infra/metrics/metrics.go
 */
export const grafanaMetrics = {
  up: metric('up', { type: 'gauge', labels: { job: 'unbounded', instance: 'unbounded' } }),
  buildInfo: metric('grafana_build_info', {
    type: 'gauge',
    labels: { job: 1, instance: 8, version: 2, edition: 1 },
  }),
  requests: metric('grafana_http_request_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    help: 'how long people, and the operator, wait for an answer',
    labels: { job: 1, instance: 8, handler: 400, status_code: 20, method: 6 },
  }),
  datasourceRequests: metric('grafana_datasource_request_total', {
    type: 'counter',
    help: 'what was asked of datasources',
    labels: { job: 1, instance: 8, datasource: 32, datasource_type: 8, code: 20, method: 4 },
  }),
  datasourceDuration: metric('grafana_datasource_request_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    help: 'how long datasources take to answer',
    labels: { job: 1, instance: 8, datasource: 32, datasource_type: 8, code: 20, method: 4 },
  }),
  activeUsers: metric('grafana_stat_active_users', {
    type: 'gauge',
    help: 'people who were seen in the last thirty days',
    labels: { job: 1, instance: 8 },
  }),
  users: metric('grafana_stat_total_users', { type: 'gauge', labels: { job: 1, instance: 8 } }),
  dashboards: metric('grafana_stat_totals_dashboard', { type: 'gauge', labels: { job: 1, instance: 8 } }),
} as const;

import { interval, nodeGraph, promql, type Row, table, timeseries } from '../../../lib/index.js';
import { coloursOf, technicalKpis } from '../kpis.js';
import { serviceGraph, spans } from '../metrics.js';
import { errorRatio, latencyP99, requestRate } from '../rules/records.js';
import { chosen, served } from './chosen.js';

const legend = '{{service_name}}';
const operation = '{{service_name}} {{span_name}}';
const { latency, errors } = technicalKpis;
const failed = served.and({ status_code: 'STATUS_CODE_ERROR' });
const durations = promql`sum by (service_name, le) (rate(${spans.duration.bucket}{${served}}[${interval.rate}]))`;

/** Rate, errors and duration of each service. */
export const perService: Row = {
  title: 'Rate, errors, duration',
  panels: [
    timeseries({
      title: 'Requests by service',
      description: 'Requests per second that each service answers.',
      unit: 'reqps',
      query: promql`${requestRate}{${chosen}}`,
      legend,
      width: 8,
    }),
    timeseries({
      title: 'Errors by service',
      description: 'Requests that fail, of all. Well below 1 %; the team is woken above 5 %.',
      unit: 'percentunit',
      thresholds: coloursOf(errors).thresholds,
      query: promql`${errorRatio}{${chosen}}`,
      legend,
      width: 8,
    }),
    timeseries({
      title: 'Latency p99 by service',
      description: 'What ninety-nine of a hundred requests stay under. Well below 500 ms; the team is told above 1 s.',
      unit: 's',
      thresholds: coloursOf(latency).thresholds,
      query: promql`${latencyP99}{${chosen}}`,
      legend,
      width: 8,
    }),
    timeseries({
      title: 'Latency p50 and p95 by service',
      description: 'What half of the requests stay under, as a usual customer sees it, and nineteen of twenty.',
      unit: 's',
      queries: [
        { query: promql`histogram_quantile(0.5, ${durations})`, legend: `p50 ${legend}` },
        { query: promql`histogram_quantile(0.95, ${durations})`, legend: `p95 ${legend}` },
      ],
    }),
    table({
      title: 'Services side by side',
      description: 'Each service as it is now: requests per second, errors of all, and latency p99.',
      unit: 'reqps',
      queries: [
        { query: promql`${requestRate}{${chosen}}`, legend: 'requests' },
        { query: promql`${errorRatio}{${chosen}}`, legend: 'errors', unit: 'percentunit' },
        { query: promql`${latencyP99}{${chosen}}`, legend: 'p99', unit: 's' },
      ],
      width: 12,
    }),
  ],
};

/** The same for each thing that a service can be asked for: the ten that stand out. */
export const operations: Row = {
  title: 'Operations',
  panels: [
    timeseries({
      title: 'Slowest operations',
      description: 'The ten operations with the greatest p95, where whatever makes the service slow shows first.',
      unit: 's',
      query: promql`topk(10, histogram_quantile(0.95, sum by (service_name, span_name, le) (rate(${spans.duration.bucket}{${served}}[${interval.rate}]))))`,
      legend: operation,
    }),
    timeseries({
      title: 'Failing operations',
      description: 'The ten operations that fail most, in failures per second. Well when empty.',
      unit: 'reqps',
      query: promql`topk(10, sum by (service_name, span_name) (rate(${spans.calls}{${failed}}[${interval.rate}])) > 0)`,
      legend: operation,
    }),
  ],
};

const { requests, failed: broken } = serviceGraph;

/** Who calls whom, into and out of the chosen services. */
export const calls: Row = {
  title: 'Who calls whom',
  panels: [
    nodeGraph({
      title: 'Service graph',
      description: 'Requests per second from one service to the next, for the chosen ones and their neighbours.',
      unit: 'reqps',
      query: promql`sum by (client, server) (rate(${requests}{client=~"$service"}[${interval.rate}]) or rate(${requests}{server=~"$service"}[${interval.rate}]))`,
    }),
    timeseries({
      title: 'Calls that fail',
      description: 'Calls of the chosen services that fail, of all, by whom they call. Well at zero.',
      unit: 'percentunit',
      query: promql`sum by (client, server) (rate(${broken}{client=~"$service"}[${interval.rate}])) / (sum by (client, server) (rate(${requests}{client=~"$service"}[${interval.rate}])) > 0)`,
      legend: '{{client}} to {{server}}',
    }),
    timeseries({
      title: 'Time spent on calls',
      description:
        'p95 of what the chosen services wait for each that they call: the slow one is not always the guilty one.',
      unit: 's',
      query: promql`histogram_quantile(0.95, sum by (client, server, le) (rate(${serviceGraph.clientDuration.bucket}{client=~"$service"}[${interval.rate}])))`,
      legend: '{{client}} to {{server}}',
    }),
  ],
};

import { dashboard, prometheusMetrics, promql, queryVariable, type Row, stat } from '../../../lib/index.js';
import { coloursOf, technicalKpis } from '../kpis.js';
import { errorRatio, latencyP99, requestRate } from '../rules/records.js';
import { chosen, jobs } from './chosen.js';
import { places } from './places.js';
import { logLines, saturation } from './service-surroundings.js';
import { calls, operations, perService } from './service-requests.js';

const { latency, errors } = technicalKpis;
const { up } = prometheusMetrics;

const golden: Row = {
  title: 'Golden signals',
  panels: [
    stat({
      title: 'Traffic',
      description: 'Requests per second that the chosen services answer.',
      unit: 'reqps',
      query: promql`sum(${requestRate}{${chosen}})`,
    }),
    stat({
      title: 'Errors',
      description: 'Requests that fail, at the chosen service where most do. Well below 1 %.',
      unit: 'percentunit',
      decimals: 2,
      ...coloursOf(errors),
      query: promql`max(${errorRatio}{${chosen}})`,
    }),
    stat({
      title: 'Latency',
      description:
        'What ninety-nine of a hundred requests stay under, at the slowest chosen service. Well below 500 ms.',
      unit: 's',
      ...coloursOf(latency),
      query: promql`max(${latencyP99}{${chosen}})`,
    }),
    stat({
      title: 'Pods that do not answer',
      description: 'Pods of the chosen services that Prometheus could not ask. Well at zero.',
      unit: 'short',
      query: promql`sum(1 - ${up}{${jobs}})`,
      thresholds: [{ at: 1, color: 'red' }],
      links: [{ to: places.infrastructure }],
    }),
  ],
};

/** Rate, errors and duration of each service, whom it calls, how full its pods are, and what its logs say. */
export const serviceDashboard = dashboard({
  ...places.services,
  description:
    'For whoever runs a service: is it fast, does it fail, whom does it wait for, and what does its log say.',
  tags: ['go-coffee', 'engineering'],
  variables: [queryVariable({ name: 'service', metric: requestRate, labelName: 'service_name' })],
  links: [{ to: places.overview }, { to: places.infrastructure }],
  rows: [golden, perService, operations, calls, saturation, logLines],
});

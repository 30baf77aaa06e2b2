import { Duration } from 'cdk8s';
import { promql } from '../../../query/promql.js';
import { symptom } from '../../../signals/symptom.js';
import { cloudFrontMetrics as m } from './catalogue.js';
import { type CloudWatchJob, discoveryJob, type Which } from './cloud-watch-job.js';

/** CloudFront is everywhere; what CloudWatch knows of it lies in one region. */
const region = 'us-east-1';

/** CloudFront's distributions. */
export function cloudFront(which: Which = {}): CloudWatchJob {
  return {
    jobs: [
      discoveryJob('AWS/CloudFront', [region], which, {
        metrics: [
          { name: 'Requests', statistics: ['Sum'], nilToZero: true },
          { name: 'BytesDownloaded', statistics: ['Sum'], nilToZero: true },
          { name: '4xxErrorRate', statistics: ['Average'] },
          { name: '5xxErrorRate', statistics: ['Average'] },
        ],
      }),
    ],
    yields: Object.values(m),
    symptoms: (own) => {
      const asked = promql`max by (cluster, job, dimension_distribution_id) (${m.requests}{${own}}) > 0`;
      const failed = promql`max by (cluster, job, dimension_distribution_id) (${m.serverErrors}{${own}}) > 5`;
      return [
        symptom({
          name: 'CloudFrontErrorRateHigh',
          when: promql`${failed} and ${asked}`,
          for: Duration.minutes(5),
          severity: 'critical',
          summary: '{{ printf "%.1f" $value }} % of the requests to {{ $labels.dimension_distribution_id }} fail',
          description: 'users see errors of servers: look whether what stands behind the distribution answers',
        }),
      ];
    },
  };
}

import { metric } from '../../../query/metric.js';

const labels = { job: 1, instance: 'unbounded' } as const;
const resource = { ...labels, name: 'unbounded', region: 32, account_id: 8 } as const;

/**
 * What yet-another-cloudwatch-exporter 0.67.0 yields of itself.
 *
 * @see https://github.com/prometheus-community/yet-another-cloudwatch-exporter/blob/v0.67.0/pkg/promutil/prometheus.go
 */
export const cloudWatchMetrics = {
  errors: metric('yace_cloudwatch_request_errors', { type: 'counter', labels: { ...labels, api_name: 8 } }),
  requests: metric('yace_cloudwatch_requests_total', { type: 'counter', labels: { ...labels, api_name: 8 } }),
  billed: metric('yace_cloudwatch_getmetricdata_metrics_requested_total', { type: 'counter', labels }),
} as const;

const distribution = { ...resource, dimension_distribution_id: 'unbounded', dimension_region: 1 } as const;

/**
 * Of each CloudFront distribution, a minute's worth.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export const cloudFrontMetrics = {
  requests: metric('aws_cloudfront_requests_sum', { type: 'gauge', labels: distribution }),
  downloaded: metric('aws_cloudfront_bytes_downloaded_sum', { type: 'gauge', unit: 'bytes', labels: distribution }),
  clientErrors: metric('aws_cloudfront_4xx_error_rate_average', { type: 'gauge', labels: distribution }),
  serverErrors: metric('aws_cloudfront_5xx_error_rate_average', { type: 'gauge', labels: distribution }),
} as const;

const balancer = { ...resource, dimension_load_balancer: 'unbounded' } as const;
const targets = { ...balancer, dimension_target_group: 'unbounded' } as const;

/**
 * Of each application load balancer, a minute's worth.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const applicationBalancerMetrics = {
  requests: metric('aws_applicationelb_request_count_sum', { type: 'gauge', labels: balancer }),
  ownErrors: metric('aws_applicationelb_httpcode_elb_5_xx_count_sum', { type: 'gauge', labels: balancer }),
  targetErrors: metric('aws_applicationelb_httpcode_target_5_xx_count_sum', { type: 'gauge', labels: balancer }),
  responseTime: metric('aws_applicationelb_target_response_time_p95', {
    type: 'gauge',
    unit: 'seconds',
    labels: balancer,
  }),
  unhealthy: metric('aws_applicationelb_un_healthy_host_count_maximum', { type: 'gauge', labels: targets }),
  healthy: metric('aws_applicationelb_healthy_host_count_minimum', { type: 'gauge', labels: targets }),
} as const;

/**
 * Of each network load balancer, a minute's worth.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export const networkBalancerMetrics = {
  flows: metric('aws_networkelb_active_flow_count_average', { type: 'gauge', labels: balancer }),
  unhealthy: metric('aws_networkelb_un_healthy_host_count_maximum', { type: 'gauge', labels: targets }),
  healthy: metric('aws_networkelb_healthy_host_count_minimum', { type: 'gauge', labels: targets }),
} as const;

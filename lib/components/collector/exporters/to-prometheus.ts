import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import { type Exporter, idOf } from '../component.js';

/** Props of {@link toPrometheus}. */
export interface ToPrometheusProps {
  /** The `job` of the page, and what tells two of them apart. @default 'otlp-metrics' */
  readonly job?: string;
  /** @default 8889 */
  readonly port?: number;
  /** What all names begin with. @default - nothing */
  readonly namespace?: string;
  /** How long a series is shown after its last sample. @default 5 minutes */
  readonly metricExpiration?: Duration;
}

/**
 * Shows metrics on a page, for every replica of a Prometheus to scrape. Attributes of the resource become labels, and those
 * of the page itself win.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusexporter/README.md
 */
export function toPrometheus(props: ToPrometheusProps = {}): Exporter<'metrics'> {
  const id = idOf('prometheus', props.job);
  const port = props.port ?? 8889;
  return {
    kind: 'exporters',
    id,
    config(at) {
      const tls = at.page({ port, job: props.job ?? 'otlp-metrics' });
      return {
        [id]: {
          endpoint: `0.0.0.0:${port}`,
          ...(tls && { tls }),
          ...(props.namespace && { namespace: props.namespace }),
          metric_expiration: goDuration(props.metricExpiration ?? Duration.minutes(5)),
          enable_open_metrics: true,
          resource_to_telemetry_conversion: { enabled: true },
        },
      };
    },
  };
}

import { Duration } from 'cdk8s';
import { prometheusDuration } from '../../../kernel/dialect.js';
import { type Receiver, idOf } from '../component.js';

/** Props of {@link prometheus}. */
export interface PrometheusReceiverProps {
  /** The `job` of the series, and what tells two of them apart. @default 'otel-collector' */
  readonly job?: string;
  /** The port, always of the pod itself: what is elsewhere is scraped by a Prometheus. @default 8888, the collector's own page */
  readonly port?: number;
  /** @default 10 seconds */
  readonly interval?: Duration;
}

/**
 * Scrapes a page of the pod's own, so that it leaves by the pipelines: for collectors that no Prometheus reaches.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/README.md
 */
export function prometheus(props: PrometheusReceiverProps = {}): Receiver<'metrics'> {
  const job = props.job ?? 'otel-collector';
  const id = idOf('prometheus', props.job);
  const scrape = {
    job_name: job,
    scrape_interval: prometheusDuration(props.interval ?? Duration.seconds(10)),
    static_configs: [{ targets: [`localhost:${props.port ?? 8888}`] }],
  };
  return { kind: 'receivers', id, config: () => ({ [id]: { config: { scrape_configs: [scrape] } } }) };
}

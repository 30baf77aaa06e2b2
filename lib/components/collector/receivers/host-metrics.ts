import { Duration } from 'cdk8s';
import { goDuration } from '../../../kernel/dialect.js';
import type { Receiver } from '../component.js';

/** What of a node is measured. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/hostmetricsreceiver/README.md */
export type HostScraper = 'cpu' | 'disk' | 'filesystem' | 'load' | 'memory' | 'network' | 'paging' | 'processes';

/** Props of {@link hostMetrics}. */
export interface HostMetricsProps {
  /** @default - all but disks and processes, which node-exporter tells better */
  readonly scrapers?: readonly HostScraper[];
  /** @default 30 seconds */
  readonly interval?: Duration;
}

/** Where the node's own files are seen. */
const root = '/hostfs';

/** What a node says of itself: processor, memory, disks, network. Needs a pod on every node and a privileged namespace. */
export function hostMetrics(props: HostMetricsProps = {}): Receiver<'metrics'> {
  const scrapers = props.scrapers ?? ['cpu', 'filesystem', 'load', 'memory', 'network', 'paging'];
  return {
    kind: 'receivers',
    id: 'host_metrics',
    needs: { everyNode: true },
    config(at) {
      at.mount({ name: 'hostfs', path: root, host: '/' });
      const collection_interval = goDuration(props.interval ?? Duration.seconds(30));
      const written = Object.fromEntries(scrapers.map((scraper) => [scraper, {}]));
      return { host_metrics: { collection_interval, root_path: root, scrapers: written } };
    },
  };
}

import { Duration, Size } from 'cdk8s';
import { prometheusCapacity } from '../capacity/prometheus.js';
import type { Environment } from '../kernel/environment.js';
import type { Resources } from '../workload/resources.js';
import { tiers } from './tiers.js';

/** Room for what a load grows by before somebody looks at it. */
const headroom = 1.5;

/** The size of each Prometheus replica, from the environment's load. */
export function prometheusSize({ load, retention, tier }: Environment): {
  readonly storage: Size;
  readonly resources: Resources;
} {
  const { disk, memory } = prometheusCapacity({
    series: load.series,
    scrapeInterval: Duration.seconds(30),
    retention: retention.metrics,
  });
  return {
    storage: wholeGibibytes(disk, 10),
    resources: { cpu: tiers[tier].store.cpu, memory: wholeGibibytes(memory, 1) },
  };
}

function wholeGibibytes(size: Size, atLeast: number): Size {
  return Size.gibibytes(Math.max(atLeast, Math.ceil((size.toMebibytes() * headroom) / 1024)));
}

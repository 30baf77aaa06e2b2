import { Duration } from 'cdk8s';

/** Latencies of services, with a bound at each of the usual objectives: half a second, one, two. */
export const latencyBuckets: readonly Duration[] = [5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000].map((ms) =>
  Duration.millis(ms),
);

/** How often metrics that are made of spans are sent: as often as a page would be scraped. */
export const flushInterval = Duration.seconds(15);

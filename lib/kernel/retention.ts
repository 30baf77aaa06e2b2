import type { Duration } from 'cdk8s';

/** How long each signal is kept. */
export interface Retention {
  readonly metrics: Duration;
  readonly logs: Duration;
  readonly traces: Duration;
}

import type { Size } from 'cdk8s';

/** What an environment must carry; sizes are derived from it or checked against it. */
export interface Load {
  /** Active time series. */
  readonly series: number;
  /** Spans that applications emit per second, before sampling. */
  readonly spansPerSecond: number;
  /** Log lines' volume in one day, before compression. */
  readonly logsPerDay: Size;
  /** Nodes of the cluster: what runs on each of them is multiplied by it. */
  readonly nodes: number;
}

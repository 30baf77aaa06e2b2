import { type Duration, Size } from 'cdk8s';

/**
 * What Prometheus needs per series and sample. Disk: 1 to 2 bytes a sample, so the upper end, since a full disk stops it
 * (prometheus.io/docs/prometheus/latest/storage). Memory: some 3 kB a series in the head (Robust Perception, 2.20), 8 KiB with
 * queries and churn.
 */
const coefficients = { bytesPerSample: 2, kibibytesPerSeries: 8, usableShareOfDisk: 0.8 } as const;

/** What a Prometheus must carry. */
export interface MetricsLoad {
  /** Active series. */
  readonly series: number;
  readonly scrapeInterval: Duration;
  readonly retention: Duration;
}

/** What each replica needs for it. */
export interface MetricsCapacity {
  readonly disk: Size;
  readonly memory: Size;
  readonly samplesPerSecond: number;
  /** The arithmetic, to read. */
  readonly derivation: string;
}

/** Disk and memory of one replica, from the load. */
export function prometheusCapacity({ series, scrapeInterval, retention }: MetricsLoad): MetricsCapacity {
  const { bytesPerSample, kibibytesPerSeries, usableShareOfDisk } = coefficients;
  const samplesPerSecond = series / scrapeInterval.toSeconds();
  const seconds = retention.toSeconds();
  const mebibytes = Math.ceil((samplesPerSecond * seconds * bytesPerSample) / usableShareOfDisk / 1024 / 1024);
  const memory = Size.mebibytes(Math.ceil((series * kibibytesPerSeries) / 1024));
  const derivation =
    `${series} series / ${scrapeInterval.toSeconds()} s x ${seconds} s x ${bytesPerSample} B / ${usableShareOfDisk} = ` +
    `${mebibytes} MiB of disk; ${series} series x ${kibibytesPerSeries} KiB = ${memory.toMebibytes()} MiB of memory`;
  return { disk: Size.mebibytes(mebibytes), memory, samplesPerSecond, derivation };
}

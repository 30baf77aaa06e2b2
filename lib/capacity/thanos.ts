import { type Duration, Size } from 'cdk8s';

/**
 * What a receiving ingester needs per series and sample; it is Prometheus' own TSDB. Memory: 8 KiB a series in the head with queries and
 * churn, which is also Mimir's figure for the same TSDB (2.5 GB for 300,000 series, its "planning capacity"). Blocks: 1 to 2 bytes a sample,
 * so the upper end (prometheus.io/docs/prometheus/latest/storage). Write-ahead log: three hours of samples at some 8 bytes after
 * compression, since at least two hours are kept (the same page).
 */
const coefficients = {
  kibibytesPerSeries: 8,
  bytesPerSample: 2,
  bytesPerLoggedSample: 8,
  loggedHours: 3,
  usableShareOfDisk: 0.8,
} as const;

/** What the ingesters of a receiver must carry together. */
export interface ReceiveLoad {
  /** Active series, as they arrive: each replica of a sending pair counts. */
  readonly series: number;
  readonly scrapeInterval: Duration;
  /** How long an ingester keeps its blocks. */
  readonly retention: Duration;
  /** On how many ingesters each series is. */
  readonly replication: number;
  readonly ingesters: number;
}

/** What each ingester needs for it. */
export interface ReceiveCapacity {
  readonly memory: Size;
  readonly disk: Size;
  /** The arithmetic, to read. */
  readonly derivation: string;
}

/** Memory and disk of one ingester, from the load of all. */
export function receiveCapacity(load: ReceiveLoad): ReceiveCapacity {
  const { kibibytesPerSeries, bytesPerSample, bytesPerLoggedSample, loggedHours, usableShareOfDisk } = coefficients;
  const { replication, ingesters, scrapeInterval, retention } = load;
  const series = Math.ceil((load.series * replication) / ingesters);
  const seconds = scrapeInterval.toSeconds();
  const samples = series / seconds;
  const hour = 3600;
  const bytes = samples * (retention.toSeconds() * bytesPerSample + loggedHours * hour * bytesPerLoggedSample);
  const disk = Size.mebibytes(Math.ceil(bytes / usableShareOfDisk / 1024 / 1024));
  const memory = Size.mebibytes(Math.ceil((series * kibibytesPerSeries) / 1024));
  const derivation =
    `${load.series} series x ${replication} / ${ingesters} ingesters = ${series} series; x ${kibibytesPerSeries} KiB = ` +
    `${memory.toMebibytes()} MiB of memory; / ${seconds} s x (${retention.toSeconds()} s x ${bytesPerSample} B + ` +
    `${loggedHours * hour} s x ${bytesPerLoggedSample} B) / ${usableShareOfDisk} = ${disk.toMebibytes()} MiB of disk`;
  return { memory, disk, derivation };
}

import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import { Refusal } from './refusal.js';

/** A duration as Prometheus, Alertmanager, Loki and Thanos write it: `1d`, `90s`, `1h30m` never, so the largest exact unit.
 * @throws Refusal when it is not a whole number of milliseconds */
export function prometheusDuration(duration: Duration): string {
  const ms = milliseconds(duration);
  const units: readonly [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1000, 's'],
  ];
  if (ms === 0) return '0s';
  const [size, unit] = units.find(([size]) => ms % size === 0) ?? [1, 'ms'];
  return `${ms / size}${unit}`;
}

/** A duration as Go's `time.ParseDuration` reads it (the Collector, Jaeger): it knows no days. */
export function goDuration(duration: Duration): string {
  const ms = milliseconds(duration);
  const units: readonly [number, string][] = [
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1000, 's'],
  ];
  if (ms === 0) return '0s';
  const [size, unit] = units.find(([size]) => ms % size === 0) ?? [1, 'ms'];
  return `${ms / size}${unit}`;
}

/** A size as Kubernetes quantities write it, in mebibytes or gibibytes: `512Mi`, `200Gi`. */
export function quantity(size: Size): string {
  const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** A size as Prometheus' `retention.size` and Go's byte units write it: `160GiB` is written `160GiB` there. */
export function prometheusSize(size: Size): string {
  const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}GiB` : `${mebibytes}MiB`;
}

/** A count of bytes. */
export function bytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

function milliseconds(duration: Duration): number {
  const ms = duration.toMilliseconds();
  if (!Number.isInteger(ms) || ms < 0) {
    throw new Refusal({
      field: 'duration',
      given: ms,
      allowed: 'a whole number of milliseconds, zero or more',
      fix: 'write it with Duration.seconds, .minutes, .hours or .days',
    });
  }
  return ms;
}

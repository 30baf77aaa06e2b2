import { Duration, kubeStateMetrics, matchers, nodeMetrics, promql, RuleGroup } from '../../../lib/index.js';
import { places } from '../dashboards/places.js';
import type { Team } from '../teams.js';

/** What the nodes and pods are watched for; the thresholds are the platform's own. */
export const infrastructure = new RuleGroup<Team>('go-coffee-infrastructure');

const about = { team: 'platform', dashboard: places.infrastructure } as const;
const disks = matchers({ fstype: /ext[234]|xfs|btrfs|zfs/ });

/** Processor in use, 0 to 1. */
export const cpuUsed = infrastructure.record(
  'node:cpu_used:ratio5m',
  promql`1 - avg by (instance) (sum by (instance, cpu) (rate(${nodeMetrics.cpu}{mode=~"idle|iowait"}[5m])))`,
);

/** Memory in use, 0 to 1. */
export const memoryUsed = infrastructure.record(
  'node:memory_used:ratio',
  promql`1 - ${nodeMetrics.memoryAvailable} / ${nodeMetrics.memoryTotal}`,
);

/** Disk in use, 0 to 1. */
export const diskUsed = infrastructure.record(
  'node:disk_used:ratio',
  promql`1 - max by (instance, mountpoint) (${nodeMetrics.filesystemAvailable}{${disks}}) / max by (instance, mountpoint) (${nodeMetrics.filesystemSize}{${disks}})`,
);

infrastructure.alert({
  ...about,
  name: 'NodeProcessorBusy',
  when: promql`${cpuUsed} > 0.8`,
  for: Duration.minutes(10),
  severity: 'warning',
  summary: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its processor',
  description: 'over 80 % for ten minutes: pods on it wait',
});
infrastructure.alert({
  ...about,
  name: 'NodeMemoryFull',
  when: promql`${memoryUsed} > 0.85`,
  for: Duration.minutes(10),
  severity: 'warning',
  summary: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory',
  description: 'over 85 % for ten minutes: the node will start to evict pods',
});
infrastructure.alert({
  ...about,
  name: 'NodeDiskFull',
  when: promql`${diskUsed} > 0.9`,
  for: Duration.minutes(5),
  severity: 'critical',
  summary: '{{ $labels.mountpoint }} of {{ $labels.instance }} is {{ $value | humanizePercentage }} full',
  description: 'over 90 %: what writes there will stop soon',
});
infrastructure.alert({
  ...about,
  name: 'NodeDiskFull',
  when: promql`${diskUsed} > 0.8 and predict_linear(${diskUsed}[6h], 86400) > 1`,
  for: Duration.hours(1),
  severity: 'warning',
  summary: '{{ $labels.mountpoint }} of {{ $labels.instance }} will be full within a day',
  description: 'at the pace of the last six hours',
});
infrastructure.alert({
  ...about,
  name: 'ContainerRestarting',
  when: promql`increase(${kubeStateMetrics.restarts}[1h]) > 5`,
  for: Duration.minutes(0),
  severity: 'warning',
  summary: '{{ $labels.namespace }}/{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour',
  description: 'more than five times: read the log of the container before this one',
});

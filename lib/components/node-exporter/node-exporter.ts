import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { selecting } from '../../kernel/labels.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { webConfig } from '../../workload/web-config.js';
import { Workload } from '../../workload/workload.js';
import { nodeMetrics } from './catalogue.js';

/** Props of {@link NodeExporter}. */
export interface NodeExporterProps {
  /** @default 0.1 cores, 64 MiB: about twice what a node of 64 cores takes */
  readonly resources?: Resources;
}

const port = 9100;

/** File systems that hold no data of anybody's: they would only multiply series. */
const unwatched = 'tmpfs|overlay|squashfs|nsfs|fuse.lxcfs|autofs|proc|sysfs|devtmpfs|tracefs|cgroup2?|bpf|ramfs';

/** What each node says of itself: processor, memory, disks, network. One pod on every node, in the node's own network. */
export class NodeExporter extends Construct implements Watched {
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: NodeExporterProps = {}) {
    super(scope, id);
    const labels = selecting('node-exporter', nameOf(this));
    const site = new Site(this, 'Site', { labels, hostNetwork: true });
    const endpoint = site.listen('metrics', { port });
    const files = new ConfigFiles(this, 'web', () => ({ 'web.yml': webConfig(site) }));
    new Workload(this, 'Resource', {
      kind: 'DaemonSet',
      site,
      image: 'node-exporter',
      host: true,
      priority: 'node',
      args: () => flags,
      ports: { metrics: port },
      probes: {
        readiness: { path: '/', port, tls: site.certificate !== undefined },
        liveness: { path: '/', port, tls: site.certificate !== undefined },
      },
      resources: props.resources ?? { cpu: 0.1, memory: Size.mebibytes(64) },
      config: { files, path: '/etc/node-exporter' },
      volumes: [
        { name: 'proc', path: '/host/proc', host: '/proc' },
        { name: 'sys', path: '/host/sys', host: '/sys' },
        { name: 'root', path: '/host/root', host: '/' },
      ],
    });
    this.telemetry = {
      metrics: [{ endpoint, job: 'node-exporter', perNode: true }],
      yields: Object.values(nodeMetrics),
      alerts: symptoms(),
      dashboards: [],
    };
  }
}

const flags = [
  '--path.procfs=/host/proc',
  '--path.sysfs=/host/sys',
  '--path.rootfs=/host/root',
  '--web.config.file=/etc/node-exporter/web.yml',
  `--web.listen-address=:${port}`,
  '--no-collector.wifi',
  '--no-collector.hwmon',
  `--collector.filesystem.fs-types-exclude=^(${unwatched})$`,
  '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/k3s/containerd/.+|var/lib/(docker|containers|kubelet/pods)/.+)($|/)',
  '--collector.netclass.ignored-devices=^(veth.*|cali.*|[a-f0-9]{15}|lxc.*)$',
  '--collector.netdev.device-exclude=^(veth.*|cali.*|[a-f0-9]{15}|lxc.*)$',
];

function symptoms(): Symptom[] {
  const { filesystemReadOnly } = nodeMetrics;
  return [
    symptom({
      name: 'NodeFilesystemReadOnly',
      when: promql`max by (instance, mountpoint) (${filesystemReadOnly}{mountpoint!="/boot"}) == 1 unless max by (instance, mountpoint) (${filesystemReadOnly} offset 1d) == 1`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: 'a file system of {{ $labels.instance }} turned read-only',
      description:
        '{{ $labels.mountpoint }} of {{ $labels.instance }} was writable yesterday and is not now: its disk may be failing.',
    }),
  ];
}

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { selecting } from '../../kernel/labels.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { webConfig } from '../../workload/web-config.js';
import { Workload } from '../../workload/workload.js';
import { kubeStateMetrics } from './catalogue.js';
import { symptoms } from './symptoms.js';

/** Props of {@link KubeStateMetrics}. */
export interface KubeStateMetricsProps {
  /** @default 0.1 cores, 256 MiB: a few thousand pods */
  readonly resources?: Resources;
}

/** What it reads, by API group. Secrets and ConfigMaps are left out: their names alone tell too much for what they yield. */
const read: Readonly<Record<string, readonly string[]>> = {
  '': ['namespaces', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'resourcequotas', 'services'],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  policy: ['poddisruptionbudgets'],
  'storage.k8s.io': ['storageclasses'],
};

const rights = Object.entries(read).map(([group, resources]) => ({
  apiGroups: [group],
  resources: [...resources],
  verbs: ['list', 'watch'],
}));

const ports = { metrics: 8080, telemetry: 8081 } as const;

/**
 * What the Kubernetes API says of every object, as metrics. One replica: two would count everything twice, and a restart
 * loses nothing but a scrape or two.
 */
export class KubeStateMetrics extends Construct implements Watched {
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: KubeStateMetricsProps = {}) {
    super(scope, id);
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('kube-state-metrics', name) });
    site.dial(apiServer(this));
    site.allow({ id: '', in: 'cluster', rules: rights });
    const objects = site.listen('metrics', { service: name, port: ports.metrics, portName: 'metrics' });
    const own = site.listen('metrics', { service: name, port: ports.telemetry, portName: 'telemetry' });
    const tls = site.certificate !== undefined;
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'kube-state-metrics',
      token: true,
      priority: 'critical',
      args: () => [
        `--port=${ports.metrics}`,
        `--telemetry-port=${ports.telemetry}`,
        `--resources=${Object.values(read).flat().sort().join(',')}`,
        '--metric-labels-allowlist=pods=[app.kubernetes.io/name,app.kubernetes.io/part-of]',
        '--tls-config=/etc/kube-state-metrics/web.yml',
      ],
      ports,
      probes: {
        readiness: { path: '/readyz', port: ports.telemetry, tls },
        liveness: { path: '/livez', port: ports.metrics, tls },
      },
      resources: props.resources ?? { cpu: 0.1, memory: Size.mebibytes(256) },
      config: {
        files: new ConfigFiles(this, 'web', () => ({ 'web.yml': webConfig(site) })),
        path: '/etc/kube-state-metrics',
      },
    });
    this.telemetry = {
      metrics: [
        { endpoint: objects, job: name, honorLabels: true },
        { endpoint: own, job: `${name}-telemetry` },
      ],
      yields: Object.values(kubeStateMetrics),
      alerts: symptoms(),
      dashboards: [],
    };
  }
}

import { Size } from 'cdk8s';
import { k8s } from '../../../imports/kubernetes.js';
import { quantity } from '../../kernel/dialect.js';
import { priority, spread } from '../../workload/availability.js';
import { containerProbes } from '../../workload/probe.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';

/** The port of the pods, and of the Service that ECK makes. */
export const port = 5601;

/** The user that the image is made for. @see https://github.com/elastic/kibana/blob/v9.4.3/src/dev/build/tasks/os_packages/docker_generator/templates/base/Dockerfile */
const user = 1000;

/** What the pods follow from. */
export interface PodsProps {
  readonly site: Site;
  readonly replicas: number;
  readonly resources: Resources;
}

/**
 * What ECK merges its own pods over. Its init containers have security contexts that the restricted level refuses, and keep
 * ours where containers of their names are given; its folders for logs and temporary files come only with its own context.
 *
 * @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/kibana/pod.go
 */
export function podTemplate({ site, replicas, resources }: PodsProps): object {
  const init = (name: string, memory: Size): object => ({
    name,
    resources: containerResources({ cpu: 0.1, memory }),
    securityContext: containerSecurity,
  });
  return {
    spec: {
      serviceAccountName: site.serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: priority.standard,
      securityContext: podSecurity(user),
      ...(replicas > 1 && { topologySpreadConstraints: spread(site.labels, replicas) }),
      initContainers: [
        init('elastic-internal-init', Size.mebibytes(64)),
        init('elastic-internal-init-keystore', Size.mebibytes(256)),
      ],
      containers: [container(resources)],
      volumes: [
        { name: 'kibana-logs', emptyDir: { sizeLimit: quantity(Size.mebibytes(64)) } },
        { name: 'temp-volume', emptyDir: { sizeLimit: quantity(Size.mebibytes(256)) } },
      ],
    },
  };
}

/** Kibana is not ready while Elasticsearch is away, which a restart does not help: only a dead server restarts it. */
function container(resources: Resources): object {
  const probes = containerProbes({ readiness: { tcp: port }, liveness: { tcp: port }, startupAttempts: 60 });
  return {
    name: 'kibana',
    resources: containerResources(resources),
    securityContext: containerSecurity,
    livenessProbe: k8s.toJson_Probe(probes.livenessProbe),
    startupProbe: k8s.toJson_Probe(probes.startupProbe),
    volumeMounts: [
      { name: 'kibana-logs', mountPath: '/usr/share/kibana/logs' },
      { name: 'temp-volume', mountPath: '/tmp' },
    ],
  };
}

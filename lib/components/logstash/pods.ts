import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { k8s } from '../../../imports/kubernetes.js';
import { quantity } from '../../kernel/dialect.js';
import { priority, spread } from '../../workload/availability.js';
import { containerProbes } from '../../workload/probe.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';
import { podVolumes } from '../../workload/volume.js';
import { apiPort, exporterContainer } from './exporter.js';

/** The user that the image is made for. @see https://github.com/elastic/logstash/blob/v9.4.3/docker/templates/Dockerfile.erb */
const user = 1000;

/** What the pods follow from. */
export interface PodsProps {
  readonly site: Site;
  readonly replicas: number;
  readonly resources: Resources;
}

/**
 * What ECK merges its own pods over. Its init container has a security context that the restricted level refuses, and keeps
 * ours where one of its name is given. Complete only when the manifests are written: ask inside `later`.
 *
 * @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/logstash/pod.go
 * @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/logstash/initcontainer.go
 */
export function podTemplate(at: Construct, { site, replicas, resources }: PodsProps): object {
  const secrets = podVolumes(
    site.mountedSecrets.map((name) => ({ name, secret: name, path: `${site.secretsPath}/${name}` })),
  );
  return {
    spec: {
      serviceAccountName: site.serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: priority.standard,
      // What lies in the queue is safe on its volume; what is being sent should arrive.
      terminationGracePeriodSeconds: 120,
      securityContext: podSecurity(user),
      ...(replicas > 1 && { topologySpreadConstraints: spread(site.labels, replicas) }),
      initContainers: [
        {
          name: 'logstash-internal-init-config',
          resources: containerResources({ cpu: 0.1, memory: Size.mebibytes(64) }),
          securityContext: containerSecurity,
        },
      ],
      containers: [
        logstash(site, resources, secrets.volumeMounts),
        exporterContainer(
          at,
          site,
          secrets.volumeMounts.filter(({ name }) => name === site.certificateSecret),
        ),
      ],
      volumes: [
        { name: 'tmp', emptyDir: { sizeLimit: quantity(Size.mebibytes(512)) } },
        ...secrets.volumes.map(k8s.toJson_Volume),
      ],
    },
  };
}

/** The heap is half of what the container has: the rest is for the JVM itself, buffers, and the pages of the queue. */
function logstash(site: Site, resources: Resources, volumeMounts: readonly k8s.VolumeMount[]): object {
  const heap = Math.floor(resources.memory.toMebibytes() / 2);
  const probe = { path: '/', port: apiPort };
  // A JVM that compiles its pipelines at start: thirty times ten seconds. Readiness is ECK's.
  const probes = containerProbes({ readiness: probe, liveness: probe, startupAttempts: 30 });
  return {
    name: 'logstash',
    resources: containerResources(resources),
    securityContext: containerSecurity,
    livenessProbe: k8s.toJson_Probe(probes.livenessProbe),
    startupProbe: k8s.toJson_Probe(probes.startupProbe),
    env: [
      { name: 'LS_JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m` },
      ...site.secretVariables.map(([name, secretKeyRef]) => ({ name, valueFrom: { secretKeyRef } })),
    ],
    // Logstash unpacks native libraries; its configuration, data and log folders are volumes of ECK's.
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...volumeMounts.map(k8s.toJson_VolumeMount)],
  };
}

import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { k8s } from '../../../imports/kubernetes.js';
import { imageIn } from '../../workload/images.js';
import { containerProbes } from '../../workload/probe.js';
import { containerResources } from '../../workload/resources.js';
import { containerSecurity, nobody } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';

/** The port of the page of metrics. */
export const metricsPort = 9198;

/** The port of Logstash's own API. @see https://www.elastic.co/docs/reference/logstash/monitoring-logstash */
export const apiPort = 9600;

/**
 * Reads Logstash's own API inside the pod and tells Prometheus: Logstash has no such page. The probes ask only whether it
 * listens, since its health page is Logstash's health.
 *
 * @see https://github.com/kuskoman/logstash-exporter/blob/v1.9.1/config/server_config.go
 */
export function exporterContainer(at: Construct, site: Site, volumeMounts: readonly k8s.VolumeMount[]): object {
  const { certificate } = site;
  const probes = containerProbes({ readiness: { tcp: metricsPort }, liveness: { tcp: metricsPort } });
  const env = {
    LOGSTASH_URL: `http://localhost:${apiPort}`,
    PORT: String(metricsPort),
    HTTP_TIMEOUT: '9s',
    ...(certificate && {
      ENABLE_SSL: 'TRUE',
      SSL_CERT_FILE_PATH: certificate.cert,
      SSL_KEY_FILE_PATH: certificate.key,
    }),
  };
  return {
    name: 'exporter',
    image: imageIn(at, 'logstash-exporter'),
    imagePullPolicy: 'IfNotPresent',
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    ports: [{ name: 'metrics', containerPort: metricsPort, protocol: 'TCP' }],
    resources: containerResources({ cpu: 0.02, memory: Size.mebibytes(64) }),
    securityContext: { ...containerSecurity, runAsUser: nobody, runAsGroup: nobody },
    readinessProbe: k8s.toJson_Probe(probes.readinessProbe),
    livenessProbe: k8s.toJson_Probe(probes.livenessProbe),
    startupProbe: k8s.toJson_Probe(probes.startupProbe),
    volumeMounts: volumeMounts.map(k8s.toJson_VolumeMount),
  };
}

import type { Construct } from 'constructs';
import { type Alertmanager, claimTemplate } from '../../../imports/monitoring.js';
import { later } from '../../../imports/manifest.js';
import { goDuration, quantity } from '../../kernel/dialect.js';
import type { Duration, Size } from 'cdk8s';
import { priority, spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';
import { certificateIn } from './platform-tls.js';

/** The spec of the operator's `Alertmanager`. */
export type AlertmanagerSpec = Parameters<typeof Alertmanager>[0]['spec'];

/** What {@link podsSpec} is made of. */
export interface PodsProps {
  readonly replicas: number;
  readonly storage: Size;
  readonly retention: Duration;
  readonly resources: Resources;
  /** The name in the members' certificate by which they know each other. */
  readonly memberName: string;
}

/** What the operator's reloader asks for unless told otherwise (prometheus-operator 0.93, `--config-reloader-memory-*`). */
const reloader = { requests: { cpu: '10m', memory: '50Mi' }, limits: { memory: '50Mi' } };

/** The pods' part of the spec: what makes them restricted, spread, kept and known to each other. */
export function podsSpec(scope: Construct, site: Site, props: PodsProps): AlertmanagerSpec {
  const { replicas } = props;
  return {
    version: versionOf('alertmanager'),
    image: imageIn(scope, 'alertmanager'),
    imagePullPolicy: 'IfNotPresent',
    replicas,
    retention: goDuration(props.retention) as never,
    serviceAccountName: site.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    priorityClassName: priority.critical,
    topologySpreadConstraints: spread(site.labels, replicas),
    resources: containerResources(props.resources),
    containers: [
      { name: 'alertmanager', securityContext: containerSecurity },
      { name: 'config-reloader', securityContext: containerSecurity, resources: reloader },
    ],
    initContainers: [{ name: 'init-config-reloader', securityContext: containerSecurity, resources: reloader }],
    secrets: later(() => [...site.mountedSecrets]),
    ...encryption(site, props),
    storage: {
      volumeClaimTemplate: claimTemplate({
        accessModes: ['ReadWriteOnce'],
        storageClassName: clusterOf(scope).profile.storageClass,
        resources: { requests: { storage: quantity(props.storage) } },
      }),
    },
  };
}

/**
 * TLS for the API, and both ways between members. Members dial each other by address, which no certificate names: so they
 * ask for the name of their Service.
 *
 * @see https://prometheus.io/docs/alerting/0.34/https/#gossip-traffic
 */
function encryption(site: Site, { replicas, memberName }: PodsProps): AlertmanagerSpec {
  const name = site.certificateSecret;
  if (name === undefined) return {};
  const server = { ...certificateIn(name), minVersion: 'TLS12' };
  const ca = { secret: { name, key: 'ca.crt' } };
  return {
    web: { tlsConfig: server },
    ...(replicas > 1 && {
      clusterTLS: {
        server: { ...server, client_ca: ca, clientAuthType: 'RequireAndVerifyClientCert' },
        client: { ...certificateIn(name), ca, serverName: memberName },
      },
    }),
  };
}

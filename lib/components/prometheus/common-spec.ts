import type { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import * as monitoring from '../../../imports/monitoring.js';
import { later } from '../../../imports/manifest.js';
import { prometheusDuration, quantity } from '../../kernel/dialect.js';
import { label, written } from '../../kernel/labels.js';
import type { Sender } from '../../kernel/sender.js';
import { priority, spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import { containerResources, type Resources } from '../../workload/resources.js';
import { podSecurity } from '../../workload/security.js';
import type { Site } from '../../workload/site.js';
import { type ExternalLabels, standard } from './limits.js';

/** What a Prometheus and an agent are told alike. */
export interface CommonProps {
  readonly replicas: number;
  readonly storage: Size;
  readonly resources?: Resources;
  readonly scrapeInterval?: Duration;
  readonly externalLabels?: ExternalLabels;
}

/** The user of Prometheus' image. */
const user = 1000;

/** The label that tells replicas apart. */
const replicaLabel = 'prometheus_replica';

/** As what its samples are known where they are sent. */
export function senderOf(at: Construct, externalLabels: ExternalLabels | undefined): Sender {
  const cluster = clusterOf(at).name;
  return { at: `${cluster}/${at.node.path}`, labels: { cluster, ...written(externalLabels) }, replicaLabel };
}

/** The part of the spec that both kinds share: pods, what they take, and what they put on all that leaves. */
export function commonSpec(at: Construct, site: Site, name: string, props: CommonProps): monitoring.CommonSpec {
  const { labels } = senderOf(at, props.externalLabels);
  return {
    ...pods(at, site, props),
    ...selectors(name),
    scrapeInterval: prometheusDuration(props.scrapeInterval ?? standard.interval),
    externalLabels: { ...labels },
    replicaExternalLabelName: replicaLabel,
    prometheusExternalLabelName: '',
    walCompression: true,
  };
}

function pods(at: Construct, site: Site, { replicas, resources, storage }: CommonProps): monitoring.CommonSpec {
  const secret = site.certificateSecret;
  return {
    version: versionOf('prometheus'),
    image: imageIn(at, 'prometheus'),
    imagePullPolicy: 'IfNotPresent',
    replicas,
    serviceAccountName: site.serviceAccount,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    podMetadata: { labels: { ...site.labels } },
    securityContext: podSecurity(user),
    priorityClassName: priority.critical,
    topologySpreadConstraints: spread(site.labels, replicas),
    resources: containerResources(resources ?? standard.resources),
    secrets: later(() => [...site.mountedSecrets]),
    ...(secret && {
      web: {
        tlsConfig: { cert: { secret: { name: secret, key: 'tls.crt' } }, keySecret: { name: secret, key: 'tls.key' } },
      },
    }),
    storage: {
      volumeClaimTemplate: monitoring.claimTemplate({
        accessModes: ['ReadWriteOnce'],
        storageClassName: clusterOf(at).profile.storageClass,
        resources: { requests: { storage: quantity(storage) } },
      }),
    },
  };
}

/** It takes what wears its name in its own namespace, so that nothing is taken, or ignored, by accident. */
function selectors(name: string): monitoring.CommonSpec {
  const mine = { matchLabels: { [label.prometheus]: name } };
  return {
    serviceDiscoveryRole: 'EndpointSlice',
    serviceMonitorSelector: mine,
    podMonitorSelector: mine,
    probeSelector: mine,
    scrapeConfigSelector: mine,
  };
}

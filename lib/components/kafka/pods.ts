import type { Construct } from 'constructs';
import { type Priority, priority } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { containerSecurity } from '../../workload/security.js';

/** The user that Strimzi's images are made for; their files are those of group 0, and so must be the volumes'. @see https://github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/docker-images/kafka-based/kafka/Dockerfile */
const user = 1001;

/** What all pods of a Kafka have, as a template of Strimzi's says it. */
export function podOf(
  at: Construct,
  rank: Priority = 'standard',
): {
  priorityClassName: string;
  enableServiceLinks: false;
  securityContext: {
    runAsNonRoot: true;
    runAsUser: number;
    fsGroup: number;
    fsGroupChangePolicy: string;
    seccompProfile: { type: string };
  };
  imagePullSecrets?: { name: string }[];
} {
  const { pullSecret } = clusterOf(at).images;
  return {
    priorityClassName: priority[rank],
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      fsGroup: 0,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(pullSecret && { imagePullSecrets: [{ name: pullSecret.name }] }),
  };
}

/** What all containers of a Kafka have. */
export const container: { securityContext: typeof containerSecurity } = { securityContext: containerSecurity };

import { type ClusterProfile, Duration, eks, environmentsOf, kubeadm, SecretRef, Size } from '../../lib/index.js';

/** The promises of the platform, in every environment but development. */
const retention = { metrics: Duration.days(30), logs: Duration.days(31), traces: Duration.days(7) };

/** A day is enough to develop by. */
const short = { metrics: Duration.days(2), logs: Duration.days(1), traces: Duration.days(1) };

/** A cluster in Frankfurt; its pods take the roles of its account, so that no key opens a bucket. */
function frankfurt(environment: string, account: string): ClusterProfile {
  return eks('eu-central-1', {
    network: {
      cni: 'cilium',
      apiServer: { cidrs: ['10.40.0.0/24'], port: 443 },
      nodes: ['10.40.0.0/16'],
    },
    workloadIdentity: {
      annotation: 'eks.amazonaws.com/role-arn',
      value: (name) => `arn:aws:iam::${account}:role/go-coffee-${environment}-${name}`,
    },
  });
}

/** A mirror inside the company, so that no outage of a public registry keeps a pod from starting. */
const images = {
  registry: 'registry.gocoffee.dev/mirror',
  pullSecret: SecretRef.external('image-pull', '.dockerconfigjson'),
};

/**
 * The clusters of the platform. Loads: eighteen services of some 400 series a pod, three pods each, with the exporters of the
 * nodes and of Kubernetes beside (some 3,000 series a node); a peak of fifteen orders a minute at 40 spans an order is small
 * beside what browsing makes: 2,000 spans a second; 300 bytes a line and 1,500 lines a second.
 */
export const environments = environmentsOf('go-coffee', {
  development: {
    tier: 'development',
    region: 'local',
    domain: 'dev.gocoffee.dev',
    cluster: kubeadm(),
    load: { series: 40_000, spansPerSecond: 50, logsPerDay: Size.gibibytes(1), nodes: 1 },
    retention: short,
  },
  staging: {
    tier: 'staging',
    region: 'eu-central-1',
    domain: 'staging.gocoffee.dev',
    cluster: frankfurt('staging', '111122223333'),
    load: { series: 100_000, spansPerSecond: 300, logsPerDay: Size.gibibytes(6), nodes: 6 },
    retention,
    images,
  },
  production: {
    tier: 'production',
    region: 'eu-central-1',
    domain: 'gocoffee.dev',
    cluster: frankfurt('production', '444455556666'),
    load: { series: 400_000, spansPerSecond: 2_000, logsPerDay: Size.gibibytes(36), nodes: 30 },
    retention,
    images,
  },
});

import { Size } from 'cdk8s';
import type { Tier } from '../kernel/environment.js';
import type { Resources } from '../workload/resources.js';

/** What differs between tiers; a platform's loads decide the rest. */
export interface TierRow {
  /** Whether pods talk TLS to each other. */
  readonly tls: boolean;
  /** Replicas of what answers without a quorum. */
  readonly replicas: 1 | 2;
  /** Replicas of what votes. */
  readonly quorum: 1 | 3;
  /** What a small server of ours asks for. */
  readonly small: Resources;
  /** What a store asks for. */
  readonly store: Resources;
}

/**
 * The one place where a tier means something. Development runs on a laptop's cluster, so it is plain and single; staging is
 * production but for the loads: what works there works here.
 */
export const tiers: Readonly<Record<Tier, TierRow>> = {
  development: {
    tls: false,
    replicas: 1,
    quorum: 1,
    small: { cpu: 0.05, memory: Size.mebibytes(128) },
    store: { cpu: 0.25, memory: Size.gibibytes(1) },
  },
  staging: {
    tls: true,
    replicas: 2,
    quorum: 3,
    small: { cpu: 0.1, memory: Size.mebibytes(256) },
    store: { cpu: 0.5, memory: Size.gibibytes(2) },
  },
  production: {
    tls: true,
    replicas: 2,
    quorum: 3,
    small: { cpu: 0.25, memory: Size.mebibytes(512) },
    store: { cpu: 2, memory: Size.gibibytes(8) },
  },
};

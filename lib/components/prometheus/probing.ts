import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Probe } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { label } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Site } from '../../workload/site.js';
import { tlsBy } from './monitors.js';

/** A look from outside. */
export interface Probing {
  /** The exporter that looks. */
  readonly prober: Endpoint<'probe'>;
  /** The module of its configuration by which it looks. */
  readonly module: string;
  /** What it looks at: URLs, or host:port. */
  readonly targets: readonly string[];
  /** @default 1 minute */
  readonly interval?: Duration;
}

/** @throws Refusal when there is nothing to look at */
export function probe(scope: Construct, id: string, site: Site, prometheus: string, what: Probing): void {
  if (what.targets.length === 0) {
    throw new Refusal({
      at: scope.node.path,
      field: `probe ${id}: targets`,
      given: what.targets,
      allowed: 'at least one address',
      fix: 'name what is to be looked at, or leave the probe out',
    });
  }
  const { authority, host, encrypted } = site.dial(what.prober);
  const secret = site.certificateSecret;
  new Manifest(
    scope,
    id,
    Probe({
      metadata: { name: id, labels: { [label.prometheus]: prometheus } },
      spec: {
        jobName: id,
        interval: what.interval ? prometheusDuration(what.interval) : '1m',
        module: what.module,
        prober: { url: authority, scheme: encrypted ? 'https' : 'http', path: '/probe' },
        ...(encrypted && secret && { tlsConfig: tlsBy(secret, host) }),
        targets: { staticConfig: { static: [...what.targets] } },
      },
    }),
  );
}

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
  /** What it looks at, and how: the exporter itself gives them, once it is let through. All by the same module. */
  readonly looks: readonly { readonly module: string; readonly target: string }[];
  /** @default 1 minute */
  readonly interval?: Duration;
}

/** A Probe. @throws Refusal when there is nothing to look at, or the looks differ in their module */
export function probe(scope: Construct, id: string, site: Site, prometheus: string, what: Probing): void {
  const [first] = what.looks;
  if (first === undefined || what.looks.some(({ module }) => module !== first.module)) {
    throw new Refusal({
      at: scope.node.path,
      field: `probe ${id}: looks`,
      given: what.looks,
      allowed: 'at least one look, all by the same module',
      fix: 'write a probe per module, and leave out the one that looks at nothing',
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
        module: first.module,
        prober: { url: authority, scheme: encrypted ? 'https' : 'http', path: '/probe' },
        ...(encrypted && secret && { tlsConfig: tlsBy(secret, host) }),
        targets: { staticConfig: { static: what.looks.map(({ target }) => target) } },
      },
    }),
  );
}

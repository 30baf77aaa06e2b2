import type { Chart } from 'cdk8s';
import { clusterOf } from '../workload/cluster.js';
import { RootAuthority } from '../workload/issuer.js';
import { Namespace, type NamespaceProps } from '../workload/namespace.js';
import { Priorities } from '../workload/priorities.js';
import type { EnvironmentApp } from './environment-app.js';

/** Props of {@link base}. */
export interface BaseProps {
  readonly namespaces: Readonly<Record<string, NamespaceProps>>;
  /** Namespaces of applications that talk to the stack: they get its authority, where there is one. @default - none */
  readonly trustedIn?: readonly string[];
}

/** What everything else in the cluster stands on: namespaces that deny by default, priorities, the root of trust, shared secrets. */
export function base(app: EnvironmentApp, { namespaces, trustedIn }: BaseProps): Chart {
  const chart = app.chart('base');
  for (const [name, props] of Object.entries(namespaces)) new Namespace(chart, name, props);
  new Priorities(chart, 'priorities');
  const { tls, profile } = clusterOf(chart);
  if (tls && profile.issuer === undefined) new RootAuthority(chart, 'authority', trustedIn);
  return chart;
}

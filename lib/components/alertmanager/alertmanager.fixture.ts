import { Chart, Testing } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { inCluster } from '../../workload/cluster.js';
import { Namespace } from '../../workload/namespace.js';
import { Alertmanager, type AlertmanagerProps } from './alertmanager.js';
import { email, pagerDuty, slack, webhook } from './receivers/index.js';

/** A key of the Secret that tests refer to. */
export function key(name: string): SecretRef {
  return SecretRef.external('alertmanager-secrets', name);
}

export const pager = pagerDuty({ routingKey: key('pagerduty-key') });
export const channel = slack({ channel: '#alerts', url: key('slack-api-url') });
export const mail = email({ to: 'sre@example.com' });
export const heartbeat = webhook({ name: 'beat', url: key('heartbeat-url'), host: 'beats.example.com' });

/** Mail, for what has a receiver of it. */
export const smtp = {
  server: Endpoint.external('smtp', 'smtp.example.com', 587),
  from: 'alerts@example.com',
  username: 'alerts',
  password: key('smtp-password'),
} as const;

/** Three teams, of whom one answers everything alike. */
export const routing = {
  shop: { critical: pager, otherwise: channel },
  sre: mail,
  pay: { critical: pager, warning: channel, otherwise: mail },
} as const;

/** The teams of {@link routing}. */
export type Team = keyof typeof routing;

/** An Alertmanager in a chart of its own. */
export function synth(
  props: Partial<AlertmanagerProps<Team>> = {},
  settings: { readonly tls?: boolean } = {},
): { readonly alerts: Alertmanager<Team>; readonly chart: Chart } {
  const app = Testing.app();
  inCluster(app, settings);
  const chart = new Chart(app, 'alerting', { namespace: 'monitoring', disableResourceNameHashes: true });
  new Namespace(chart, 'monitoring');
  const alerts = new Alertmanager(chart, 'alertmanager', { routing, heartbeat, otherwise: channel, smtp, ...props });
  return { alerts, chart };
}

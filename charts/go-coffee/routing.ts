import {
  alertmanager,
  type AlertmanagerProps,
  Duration,
  Endpoint,
  type Environment,
  SecretRef,
} from '../../lib/index.js';
import type { Team } from './teams.js';

/** The Secret whose name and keys the platform's people know. */
const secret = (key: string): SecretRef => SecretRef.external('alertmanager-secrets', key);

const slack = (channel: `#${string}`): ReturnType<typeof alertmanager.slack> =>
  alertmanager.slack({ channel, url: secret('slack-api-url') });

const mail = (team: string): ReturnType<typeof alertmanager.email> =>
  alertmanager.email({ to: `${team}@gocoffee.dev` });

const pager = (team: string): ReturnType<typeof alertmanager.pagerDuty> =>
  alertmanager.pagerDuty({ routingKey: secret(`pagerduty-${team}`) });

/** A page for what is critical, which PagerDuty escalates when nobody answers; the team's channel, and mail, for the rest. */
const answers = (
  team: string,
): { critical: ReturnType<typeof pager>; warning: ReturnType<typeof slack>; otherwise: ReturnType<typeof mail> } => ({
  critical: alertmanager.all(pager(team), slack('#alerts-critical')),
  warning: slack(`#alerts-${team}`),
  otherwise: mail(team),
});

/** Who is told of what. Outside production nobody is paged: everything goes to one channel. */
export function routing({ tier, domain }: Environment): AlertmanagerProps<Team> {
  const heartbeat = alertmanager.webhook({ name: 'heartbeat', url: secret('heartbeat-url'), host: 'hc.gocoffee.dev' });
  const common = { heartbeat, externalUrl: `https://alertmanager.${domain}` } as const;
  if (tier !== 'production') {
    const all = slack(`#alerts-${tier}`);
    return {
      ...common,
      otherwise: all,
      routing: { platform: all, orders: all, payments: all, ai: all, web3: all, product: all },
    };
  }
  return {
    ...common,
    otherwise: mail('operations'),
    smtp: {
      server: Endpoint.external('smtp', 'smtp.gocoffee.dev', 587),
      from: 'alerts@gocoffee.dev',
      username: 'alerts',
      password: secret('smtp-password'),
    },
    routing: {
      platform: answers('platform'),
      orders: answers('orders'),
      payments: answers('payments'),
      ai: answers('ai'),
      web3: answers('web3'),
      product: { warning: slack('#alerts-product'), otherwise: mail('product') },
    },
    escalations: { payments: mail('payments-lead') },
    heartbeatTimeout: Duration.minutes(15),
    muteTimes: [
      {
        name: 'weekend',
        team: 'product',
        severity: 'warning',
        during: [{ weekdays: ['saturday', 'sunday'] }],
      },
    ],
  };
}

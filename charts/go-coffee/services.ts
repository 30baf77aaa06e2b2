import type { Team } from './teams.js';

/** The services that customers notice, and who owns each. Their name is `service.name` in traces and `job` in metrics. */
export const services = {
  'api-gateway': 'platform',
  'order-service': 'orders',
  'kitchen-service': 'orders',
  'user-service': 'platform',
  'payment-service': 'payments',
  'ai-agents': 'ai',
  'web3-gateway': 'web3',
  'defi-trading': 'web3',
} as const satisfies Readonly<Record<string, Team>>;

/** The namespace in which they run; the label by which they are found there. */
export const contract = {
  namespace: 'go-coffee',
  labels: { 'app.kubernetes.io/part-of': 'go-coffee' },
  metricsPort: 9464,
} as const;

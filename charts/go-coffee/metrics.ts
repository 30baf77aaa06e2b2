import { metric, serviceGraphYield, spanMetricsYield } from '../../lib/index.js';

/** What the collector counts of every service's requests, before it samples their traces. */
export const spans = spanMetricsYield();

/** Who calls whom, as the collector sees it in traces. */
export const serviceGraph = serviceGraphYield();

/** What the services count of the business, beside what the traces already say of requests. */
export const shop = {
  orders: metric('go_coffee_orders_total', {
    type: 'counter',
    help: 'coffee orders that were processed',
    labels: { job: 8, channel: 4, outcome: 3 },
  }),
  revenue: metric('go_coffee_revenue_dollars_total', {
    type: 'counter',
    unit: 'dollars',
    help: 'money that orders brought',
    labels: { job: 8, channel: 4 },
  }),
  rating: metric('go_coffee_customer_rating_stars', {
    type: 'histogram',
    unit: 'stars',
    help: 'one to five, as customers gave them',
    labels: { job: 8 },
  }),
  payments: metric('go_coffee_payments_total', {
    type: 'counter',
    help: 'payments by outcome: succeeded, declined, failed',
    labels: { job: 8, provider: 5, outcome: 3 },
  }),
  databaseErrors: metric('go_coffee_database_errors_total', {
    type: 'counter',
    help: 'calls that a database did not answer, by kind',
    labels: { job: 8, database: 6, kind: 4 },
  }),
} as const;

/** What the agents do. */
export const ai = {
  tasks: metric('go_coffee_ai_agent_tasks_total', {
    type: 'counter',
    help: 'tasks of the agents by outcome: completed, failed, handed over',
    labels: { job: 8, agent: 12, outcome: 3 },
  }),
  inference: metric('go_coffee_ai_inference_duration_seconds', {
    type: 'histogram',
    unit: 'seconds',
    help: 'how long a model took to answer',
    labels: { job: 8, model: 8 },
  }),
  tokens: metric('go_coffee_ai_tokens_total', {
    type: 'counter',
    help: 'tokens that went into and came out of models',
    labels: { job: 8, model: 8, direction: 2 },
  }),
} as const;

/** What happens on chains and markets. */
export const web3 = {
  transactions: metric('go_coffee_web3_transactions_total', {
    type: 'counter',
    help: 'transactions by outcome: confirmed, reverted, dropped',
    labels: { job: 8, chain: 6, outcome: 3 },
  }),
  gas: metric('go_coffee_web3_gas_used_total', {
    type: 'counter',
    help: 'gas that transactions used',
    labels: { job: 8, chain: 6 },
  }),
  gasSaved: metric('go_coffee_web3_gas_saved_total', {
    type: 'counter',
    help: 'gas that batching and routing saved',
    labels: { job: 8, chain: 6 },
  }),
  trades: metric('go_coffee_defi_trades_total', {
    type: 'counter',
    help: 'trades by outcome: filled, failed',
    labels: { job: 8, protocol: 6, outcome: 2 },
  }),
  tradeVolume: metric('go_coffee_defi_trade_volume_dollars_total', {
    type: 'counter',
    unit: 'dollars',
    help: 'what was traded',
    labels: { job: 8, protocol: 6 },
  }),
} as const;

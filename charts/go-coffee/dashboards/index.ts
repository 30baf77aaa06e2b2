import type { Dashboard } from '../../../lib/index.js';
import { aiAgents } from './ai-agents.js';
import { infrastructureDashboard } from './infrastructure.js';
import { overview } from './overview.js';
import { serviceDashboard } from './services.js';
import { web3Dashboard } from './web3.js';

/** Which folder of Grafana each audience opens, by the title that it reads. */
export const folders = {
  /** Whoever runs the company: no query language, no machines. */
  Business: [overview],
  /** Whoever runs services and machines. */
  Engineering: [serviceDashboard, aiAgents, web3Dashboard, infrastructureDashboard],
} as const satisfies Readonly<Record<string, readonly Dashboard[]>>;

/** All of them. */
export const dashboards: readonly Dashboard[] = [...folders.Business, ...folders.Engineering];

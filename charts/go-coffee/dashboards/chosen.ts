import { matchers, variable } from '../../../lib/index.js';
import { contract } from '../services.js';

const service = variable('service');

/** What is recorded of the services that the reader chose. */
export const chosen = matchers({ service_name: service });

/** What the collector counted of the requests that they answered. */
export const served = chosen.and({ span_kind: 'SPAN_KIND_SERVER' });

/** What they themselves count. */
export const jobs = matchers({ job: service });

/** Their pods: a pod is named after its Deployment, and that after the service. */
export const pods = matchers({ namespace: contract.namespace, pod: /$service-.+/ });

/** What CloudWatch can be asked about. */
export { cloudFront } from './cloud-front.js';
export { applicationLoadBalancers, networkLoadBalancers } from './load-balancers.js';

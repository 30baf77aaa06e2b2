import type { Construct } from 'constructs';
import { Endpoint } from '../kernel/endpoint.js';
import { clusterOf } from './cluster.js';

/** The Kubernetes API, by the addresses of the cluster's profile: no label selects it. */
export function apiServer(construct: Construct): Endpoint<'kubernetes-api'> {
  const { cidrs, port } = clusterOf(construct).profile.network.apiServer;
  return Endpoint.atAddresses('kubernetes-api', 'kubernetes.default.svc', port, cidrs);
}

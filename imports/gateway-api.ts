import type { IBackendTLSPolicy } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/BackendTLSPolicy';
import type { IGateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway';
import type { IGRPCRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/GRPCRoute';
import type { IHTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';
import { kind } from './kind.js';

export const BackendTLSPolicy = kind<IBackendTLSPolicy>('gateway.networking.k8s.io/v1', 'BackendTLSPolicy');
export const Gateway = kind<IGateway>('gateway.networking.k8s.io/v1', 'Gateway');
export const GRPCRoute = kind<IGRPCRoute>('gateway.networking.k8s.io/v1', 'GRPCRoute');
export const HTTPRoute = kind<IHTTPRoute>('gateway.networking.k8s.io/v1', 'HTTPRoute');

export type Listener = IGateway['spec']['listeners'][number];

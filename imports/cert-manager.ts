import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate';
import type { IClusterIssuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer';
import { kind } from './kind.js';

export const Certificate = kind<ICertificate>('cert-manager.io/v1', 'Certificate');
export const ClusterIssuer = kind<IClusterIssuer>('cert-manager.io/v1', 'ClusterIssuer', 'Cluster');

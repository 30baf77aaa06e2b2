import type { IBundle } from '@kubernetes-models/cert-manager/trust.cert-manager.io/v1alpha1/Bundle';
import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate';
import type { IClusterIssuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer';
import { kind } from './kind.js';

export const Certificate = kind<ICertificate>('cert-manager.io/v1', 'Certificate');
export const ClusterIssuer = kind<IClusterIssuer>('cert-manager.io/v1', 'ClusterIssuer', 'Cluster');
export const Bundle = kind<IBundle>('trust.cert-manager.io/v1alpha1', 'Bundle', 'Cluster');

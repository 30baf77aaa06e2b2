import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { IPassword } from '@kubernetes-models/external-secrets/generators.external-secrets.io/v1alpha1/Password';
import { kind } from './kind.js';

export const ExternalSecret = kind<IExternalSecret>('external-secrets.io/v1', 'ExternalSecret');
export const Password = kind<IPassword>('generators.external-secrets.io/v1alpha1', 'Password');

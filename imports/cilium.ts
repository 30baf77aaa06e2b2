import { kind } from './kind.js';

/** The fields of a CiliumNetworkPolicy that we write. No package has its types. @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based */
interface ICiliumNetworkPolicy {
  apiVersion: 'cilium.io/v2';
  kind: 'CiliumNetworkPolicy';
  metadata?: object;
  spec: {
    endpointSelector: { matchLabels: Readonly<Record<string, string>> };
    egress: readonly object[];
  };
}

export const CiliumNetworkPolicy = kind<ICiliumNetworkPolicy>('cilium.io/v2', 'CiliumNetworkPolicy');

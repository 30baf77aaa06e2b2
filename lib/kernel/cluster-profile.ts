import type { Addresses, Pods } from './endpoint.js';

/** Who runs the control plane. */
export type Provider = 'eks' | 'gke' | 'aks' | 'kubeadm';

/** Control-plane components whose metrics can be scraped from inside the cluster. */
export type ControlPlaneTarget = 'kube-apiserver' | 'kube-scheduler' | 'kube-controller-manager' | 'etcd' | 'coredns';

/** A thing that must be in the cluster: there already, or brought along. */
export type Provided = 'present' | 'install';

/** What the library stands on in a cluster, beside Kubernetes. */
export type Prerequisite =
  | 'argo-cd'
  | 'external-secrets'
  | 'cert-manager'
  | 'trust-manager'
  | 'gateway-api'
  | 'prometheus-operator'
  | 'grafana-operator'
  | 'opentelemetry-operator'
  | 'eck-operator';

/** The parts of the network that no label selects. */
export interface ClusterNetwork {
  /** How the policies are enforced: Cilium can also allow by name, other plug-ins only by address. */
  readonly cni: 'cilium' | 'other';
  /** Where the API server answers, as the pods see it: its endpoints, not the Service's virtual address. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly port: number };
  /** The nodes' own addresses. */
  readonly nodes: readonly string[];
  /** Node-local DNS caches. @default - none: DNS is the pods labelled k8s-app=kube-dns in kube-system */
  readonly dns?: readonly string[];
}

/** How names of ours become public in a cluster, by the Gateway API. */
export interface GatewayProfile {
  /** The GatewayClass of the controller that is there. */
  readonly className: string;
  /**
   * Whose connections reach our pods: the proxies that the controller runs, by namespace and labels, or a balancer of the cloud's, by
   * its addresses. Everybody else's are refused.
   */
  readonly from: Pods | Addresses;
  /** A cert-manager issuer whose certificates are known wherever our names are dialled. */
  readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
}

/** What is true of one Kubernetes cluster and not of the platform on it. */
export interface ClusterProfile {
  readonly provider: Provider;
  /** The control-plane targets that exist here; what a provider hides takes its rules and panels away with it. */
  readonly controlPlane: readonly ControlPlaneTarget[];
  /** Who signed the kubelets' certificates: the cluster's authority, or each kubelet its own, which nobody can check. */
  readonly kubeletCertificates: 'cluster' | 'self-signed';
  readonly network: ClusterNetwork;
  readonly provides: Readonly<Record<Prerequisite, Provided>>;
  /** The External Secrets store that secrets come from. */
  readonly secretStore: { readonly kind: 'ClusterSecretStore' | 'SecretStore'; readonly name: string };
  /**
   * A cert-manager issuer for certificates between pods.
   * @default - the platform makes a root of its own
   */
  readonly issuer?: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
  /** How names become public. @default - they do not: nothing here can be dialled from another cluster */
  readonly gateway?: GatewayProfile;
  /** The StorageClass for volumes: encrypted, expandable, bound at first use. */
  readonly storageClass: string;
  /** Zones that pods spread over. */
  readonly zones: readonly string[];
  /** The region's object storage: how its buckets are reached. */
  readonly objectStorage: { readonly endpoint: string; readonly region: string };
  /** The annotation by which a ServiceAccount becomes a cloud identity. @default - none: buckets need a secret */
  readonly workloadIdentity?: { readonly annotation: string; readonly value: (name: string) => string };
}

const installed: Readonly<Record<Prerequisite, Provided>> = {
  'argo-cd': 'present',
  'external-secrets': 'install',
  'cert-manager': 'install',
  'trust-manager': 'install',
  'gateway-api': 'install',
  'prometheus-operator': 'install',
  'grafana-operator': 'install',
  'opentelemetry-operator': 'install',
  'eck-operator': 'install',
};

/** What a profile must be told; the rest has a default per provider. */
export interface ProfileProps extends Partial<Omit<ClusterProfile, 'provider' | 'network'>> {
  readonly network: ClusterNetwork;
}

/**
 * Amazon EKS: the scheduler, the controller manager and etcd are hidden; the API server and CoreDNS can be scraped.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-architecture.html
 */
export function eks(region: string, props: ProfileProps): ClusterProfile {
  return {
    provider: 'eks',
    controlPlane: ['kube-apiserver', 'coredns'],
    kubeletCertificates: 'cluster',
    provides: installed,
    secretStore: { kind: 'ClusterSecretStore', name: 'aws-secrets-manager' },
    storageClass: 'gp3-encrypted',
    zones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    objectStorage: { endpoint: `s3.${region}.amazonaws.com`, region },
    ...props,
  };
}

/**
 * Google GKE: the control plane is hidden but for the API server; DNS is kube-dns, which CoreDNS' rules do not fit.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-architecture
 */
export function gke(region: string, props: ProfileProps): ClusterProfile {
  return {
    provider: 'gke',
    controlPlane: ['kube-apiserver'],
    kubeletCertificates: 'cluster',
    provides: installed,
    secretStore: { kind: 'ClusterSecretStore', name: 'google-secret-manager' },
    storageClass: 'premium-rwo',
    zones: ['a', 'b', 'c'].map((zone) => `${region}-${zone}`),
    objectStorage: { endpoint: 'storage.googleapis.com', region },
    ...props,
  };
}

/**
 * Azure AKS: the scheduler, the controller manager and etcd are hidden.
 *
 * @see https://learn.microsoft.com/azure/aks/core-aks-concepts
 */
export function aks(region: string, props: ProfileProps): ClusterProfile {
  return {
    provider: 'aks',
    controlPlane: ['kube-apiserver', 'coredns'],
    kubeletCertificates: 'cluster',
    provides: installed,
    secretStore: { kind: 'ClusterSecretStore', name: 'azure-key-vault' },
    storageClass: 'managed-csi-premium',
    zones: ['1', '2', '3'].map((zone) => `${region}-${zone}`),
    objectStorage: { endpoint: `${region}.blob.core.windows.net`, region },
    ...props,
  };
}

/**
 * A cluster made by kubeadm, kind, or alike. The scheduler, the controller manager and etcd listen on the loopback of their
 * node unless told otherwise: list them in `controlPlane` once they do.
 *
 * @see https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/
 */
export function kubeadm(props: Partial<ProfileProps> = {}): ClusterProfile {
  return {
    provider: 'kubeadm',
    controlPlane: ['kube-apiserver', 'coredns'],
    kubeletCertificates: 'self-signed',
    provides: installed,
    secretStore: { kind: 'ClusterSecretStore', name: 'cluster-secrets' },
    storageClass: 'standard',
    zones: ['zone-a', 'zone-b', 'zone-c'],
    objectStorage: { endpoint: 'minio.minio.svc', region: 'local' },
    ...props,
    network: props.network ?? {
      cni: 'other',
      apiServer: { cidrs: ['172.18.0.0/16'], port: 6443 },
      nodes: ['172.18.0.0/16'],
    },
  };
}

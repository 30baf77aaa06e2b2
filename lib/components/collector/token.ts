/** What a pod needs to talk to the API server, as the kubelet would mount it by itself. */
const sources = [
  { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
];

/**
 * The ServiceAccount's token, mounted by hand where a resource has no automount switch.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection
 */
export const apiAccess = {
  volume: { name: 'kube-api-access', projected: { defaultMode: 0o444, sources } },
  mount: { name: 'kube-api-access', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
} as const;

import type { Operated } from './operated.js';

/** Where it is installed, as its chart has it; it notes there who it is. */
const home = 'elastic-system';

/**
 * Starts Elastic's operator for all namespaces, without its webhook.
 * Its flags are of https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/configure-eck of 3.5.
 */
export async function startEckOperator(operated: Operated): Promise<void> {
  await operated.plant({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } });
  operated.plane.serve(
    'eck-operator',
    [
      ...['manager', '--enable-webhook=false', '--manage-webhook-certs=false', '--enable-leader-election=false'],
      ...[`--operator-namespace=${home}`, '--metrics-port=0', '--disable-telemetry'],
    ],
    { KUBECONFIG: operated.plane.access.kubeconfig },
  );
}

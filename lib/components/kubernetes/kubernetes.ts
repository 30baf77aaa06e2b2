import { Construct } from 'constructs';
import { Service } from '../../../imports/kubernetes.js';
import { Manifest } from '../../../imports/manifest.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { clusterOf } from '../../workload/cluster.js';
import { kubernetesMetrics } from './catalogue.js';
import { controlPlaneSymptoms, kubeletSymptoms } from './symptoms.js';
import { controlPlane, kubelet, servedByUs } from './targets.js';

/**
 * What the cluster itself tells: kubelets and their containers, and of the control plane what its provider shows. A part that
 * is hidden has neither a target nor an alert, so that none can stay red for ever.
 */
export class Kubernetes extends Construct implements Watched {
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const shown = clusterOf(this).profile.controlPlane;
    for (const name of shown) {
      const port = servedByUs[name];
      if (port !== undefined) this.serve(name, port);
    }
    this.telemetry = {
      metrics: [],
      cluster: [...kubelet(this), ...controlPlane(this)],
      yields: Object.values(kubernetesMetrics),
      alerts: [...kubeletSymptoms(), ...shown.flatMap((name) => controlPlaneSymptoms[name]())],
      dashboards: [],
    };
  }

  private serve(name: string, port: number): void {
    new Manifest(
      this,
      name,
      Service({
        metadata: { name, namespace: 'kube-system', labels: { 'app.kubernetes.io/name': name } },
        spec: { clusterIP: 'None', selector: { component: name }, ports: [{ name: 'metrics', port, protocol: 'TCP' }] },
      }),
    );
  }
}

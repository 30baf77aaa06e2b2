import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import type { Environment } from '../kernel/environment.js';
import { label } from '../kernel/labels.js';
import { inCluster } from '../workload/cluster.js';
import { tiers } from './tiers.js';

/** One environment as one cdk8s App: names, secrets and duplicates are then those of one cluster. */
export class EnvironmentApp extends App {
  /** @param folder - below which the environment's own is written. @default - CDK8S_OUTDIR, which the CLI sets, or 'dist' */
  public constructor(
    public readonly environment: Environment,
    folder: string = process.env['CDK8S_OUTDIR'] ?? 'dist',
  ) {
    super({ outdir: join(folder, environment.name) });
    inCluster(this, {
      name: environment.name,
      tls: tiers[environment.tier].tls,
      profile: environment.cluster,
      images: environment.images ?? {},
    });
  }

  /**
   * A chart of this environment: one file in its folder, one Argo CD Application.
   *
   * @param namespace - into which its objects go. @default - none: the chart holds what belongs to the cluster
   */
  public chart(id: string, namespace?: string): Chart {
    return new Chart(this, id, {
      disableResourceNameHashes: true,
      labels: { [label.partOf]: 'observability', [label.managedBy]: 'cdk8s' },
      ...(namespace !== undefined && { namespace }),
    });
  }
}

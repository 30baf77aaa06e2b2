import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { ScrapeTarget } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import type { Volume } from '../../workload/volume.js';
import { CollectorResource } from '../collector/collector-resource.js';
import { collectorLabels } from '../collector/operator.js';
import { escaped } from '../collector/signature.js';
import { ports } from './ports.js';
import type { JaegerConfig } from './schema.js';

/** How many pods of a role there are, and what each asks of its node. */
export interface PodsProps {
  readonly replicas: number;
  readonly resources: Resources;
}

/**
 * The pods of one of Jaeger's roles: a site first, on which the role listens and dials, and then what runs there. Jaeger has
 * `healthcheckv2` alone, of which the operator makes no probes; a pod whose store is not there ends, and is begun anew.
 *
 * @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.131.0/internal/components/extensions/helpers.go
 */
export class JaegerPods extends Construct {
  public readonly site: Site;
  /** The `job` of their page of metrics. */
  public readonly job: string;
  /** Their page of metrics. */
  public readonly page: ScrapeTarget;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.job = nameOf(this);
    this.site = new Site(this, 'Site', { labels: collectorLabels(this) });
    const endpoint = this.site.listen('metrics', {
      port: ports.metrics,
      plain: 'upstream serves its own metrics without TLS',
    });
    this.page = { endpoint, job: this.job };
  }

  /** Runs Jaeger there. */
  public run(config: JaegerConfig, volumes: readonly Volume[], { replicas, resources }: PodsProps): CollectorResource {
    return new CollectorResource(this, 'Resource', {
      mode: 'deployment',
      site: this.site,
      image: 'jaeger',
      replicas,
      resources,
      volumes,
      // It would send traces of itself to a port of its own that nobody may listen on.
      env: { OTEL_TRACES_SAMPLER: 'always_off' },
      config: () => escaped({ ...config }),
    });
  }
}

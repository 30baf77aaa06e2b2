import type { Chart } from 'cdk8s';
import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { SamplingPolicy } from '../components/collector/processors/sampling-policy.js';
import { Elasticsearch, type ElasticsearchProps } from '../components/elasticsearch/elasticsearch.js';
import { threeNodes } from '../components/elasticsearch/node-set.js';
import { Jaeger } from '../components/jaeger/jaeger.js';
import type { Link } from '../components/jaeger/link.js';
import { jaegerPrivileges } from '../components/jaeger/privileges.js';
import type { Endpoint } from '../kernel/endpoint.js';
import type { Environment } from '../kernel/environment.js';
import type { Watched } from '../signals/watched.js';

/** Errors and what is slow are all kept; of the rest, one in ten. */
export const standardSampling: readonly [SamplingPolicy, ...SamplingPolicy[]] = [
  { name: 'errors', keep: 'errors' },
  { name: 'slow', keep: 'slow', threshold: Duration.seconds(1) },
  { name: 'rest', keep: 'percentage', percentage: 10 },
];

/** Props of {@link Traces}. */
export interface TracesProps {
  readonly environment: Environment;
  /** The Prometheus that has the span metrics, for Jaeger's Monitor page. */
  readonly metrics: Endpoint<'prometheus'>;
  /** @default - three nodes that do all */
  readonly elasticsearch?: ElasticsearchProps;
  /** Which share of traces services are told to begin, by name. @default - every one */
  readonly sampling?: Readonly<Record<string, number>>;
  /** Where the page of a trace leads: to its logs, to its service's metrics. @default - nowhere */
  readonly links?: readonly Link[];
}

/** Where traces are kept and shown: in memory in development, in Elasticsearch elsewhere. */
export class Traces {
  public readonly jaeger: Jaeger;
  /** @default - undefined in development */
  public readonly elasticsearch: Elasticsearch | undefined;

  public constructor(chart: Chart, props: TracesProps) {
    const { environment, metrics, sampling, links } = props;
    const common = {
      metrics,
      sampling: { default: 1, services: sampling ?? {} },
      ...(links && { ui: { links } }),
    };
    if (environment.tier === 'development') {
      this.jaeger = new Jaeger(chart, 'jaeger', { ...common, storage: { kind: 'memory' } });
      return;
    }
    this.elasticsearch = new Elasticsearch(chart, 'elasticsearch', {
      nodeSets: threeNodes(spanStorage(environment), Size.gibibytes(8)),
      ...props.elasticsearch,
    });
    this.jaeger = new Jaeger(chart, 'jaeger', {
      ...common,
      storage: {
        kind: 'elasticsearch',
        endpoint: this.elasticsearch.endpoint,
        user: this.elasticsearch.user('jaeger', jaegerPrivileges()),
      },
      retention: environment.retention.traces,
      collector: { replicas: environment.tier === 'production' ? 3 : 2 },
    });
  }

  public get watched(): readonly (Watched & Construct)[] {
    return this.elasticsearch === undefined ? [this.jaeger] : [this.jaeger, this.elasticsearch];
  }
}

/**
 * The volume of each of three nodes: about 1 kB a stored span (0.5 to 1 kB indexed, measured by users of Jaeger), two copies, no
 * disk above 85 %, Elasticsearch's low watermark. One span in five is kept: a tenth, and all of what is slow or failed.
 */
function spanStorage({ load, retention }: Environment): Size {
  const kept = load.spansPerSecond * 0.2 * retention.traces.toSeconds();
  const gibibytes = (kept * 1024 * 2) / 0.85 / 3 / 1024 ** 3;
  return Size.gibibytes(Math.max(20, Math.ceil(gibibytes)));
}

import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { webConfig } from '../../workload/web-config.js';
import { Workload } from '../../workload/workload.js';
import type { Users } from './user.js';

/** Props of {@link ElasticsearchExporter}. */
export interface ElasticsearchExporterProps {
  readonly elasticsearch: Endpoint<'elasticsearch'>;
  readonly users: Users;
  /** @default 0.05 cores, 64 MiB */
  readonly resources?: Resources;
}

const port = 9114;

/** Reads the password from its file into the one place where the exporter looks for it, then makes way for it. */
const start = 'ES_PASSWORD="$(cat "$0")"; export ES_PASSWORD; exec /bin/elasticsearch_exporter "$@"';

/** Asks Elasticsearch how it is, with the right to ask and no other, and tells Prometheus: Elasticsearch has no such page. */
export class ElasticsearchExporter extends Construct {
  /** The page of metrics. */
  public readonly metrics: Endpoint<'metrics'>;

  public constructor(scope: Construct, id: string, props: ElasticsearchExporterProps) {
    super(scope, id);
    const site = new Site(this, 'Site', { labels: selecting('elasticsearch-exporter', nameOf(this)) });
    const user = props.users.addGenerated('exporter', {
      cluster: ['monitor'],
      indices: [{ names: ['*'], privileges: ['monitor'] }],
    });
    const { url, tls } = site.dial(props.elasticsearch);
    this.metrics = site.listen('metrics', { port });
    const encrypted = site.certificate !== undefined;
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'elasticsearch-exporter',
      command: ['/bin/sh', '-c', start, site.secretFile(user.password)],
      args: () => [
        `--es.uri=${url}`,
        ...(tls === undefined ? [] : [`--es.ca=${tls.ca}`]),
        '--es.all',
        '--es.timeout=9s',
        '--es.clusterinfo.interval=1m',
        '--collector.health-report',
        '--web.config.file=/etc/elasticsearch-exporter/web.yml',
        `--web.listen-address=:${port}`,
      ],
      env: { ES_USERNAME: user.name },
      ports: { metrics: port },
      probes: {
        readiness: { path: '/healthz', port, tls: encrypted },
        liveness: { path: '/healthz', port, tls: encrypted },
      },
      resources: props.resources ?? { cpu: 0.05, memory: Size.mebibytes(64) },
      config: {
        files: new ConfigFiles(this, 'web', () => ({ 'web.yml': webConfig(site) })),
        path: '/etc/elasticsearch-exporter',
      },
    });
  }
}

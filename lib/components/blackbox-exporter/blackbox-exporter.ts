import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { yaml } from '../../kernel/yaml.js';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { webConfig } from '../../workload/web-config.js';
import { Workload } from '../../workload/workload.js';
import { probeMetrics } from './catalogue.js';
import type { Module } from './schema.js';

/** Props of {@link BlackboxExporter}. */
export interface BlackboxExporterProps<Name extends string> {
  /** The ways in which it looks, by name. */
  readonly modules: { readonly [N in Name]: Module };
  /** @default 2 */
  readonly replicas?: number;
  /** @default 0.05 cores, 64 MiB */
  readonly resources?: Resources;
}

/** An address to look at, and how: only an exporter that was let through to it makes one. */
export interface Look<out Name extends string> {
  readonly module: Name;
  readonly target: string;
}

const port = 9115;

/** Looks at services from outside, as their users do. */
export class BlackboxExporter<const Name extends string> extends Construct implements Watched {
  /** Where it is told what to look at. */
  public readonly endpoint: Endpoint<'probe'>;
  public readonly telemetry: Telemetry;
  readonly #site: Site;

  public constructor(scope: Construct, id: string, props: BlackboxExporterProps<Name>) {
    super(scope, id);
    const name = nameOf(this);
    this.#site = new Site(this, 'Site', { labels: selecting('blackbox-exporter', name) });
    const service = { service: name, port, portName: 'http' };
    this.endpoint = this.#site.listen('probe', service);
    const metrics = this.#site.listen('metrics', service);
    const tls = this.#site.certificate !== undefined;
    const files = new ConfigFiles(this, 'config', () => ({
      'blackbox.yml': yaml({ modules: props.modules }),
      'web.yml': webConfig(this.#site),
    }));
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site: this.#site,
      image: 'blackbox-exporter',
      replicas: props.replicas ?? 2,
      args: () => [
        '--config.file=/etc/blackbox/blackbox.yml',
        '--config.enable-auto-reload',
        '--web.config.file=/etc/blackbox/web.yml',
      ],
      ports: { http: port },
      probes: { readiness: { path: '/-/healthy', port, tls }, liveness: { path: '/-/healthy', port, tls } },
      resources: props.resources ?? { cpu: 0.05, memory: Size.mebibytes(64) },
      config: { files, path: '/etc/blackbox', reloads: true },
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(probeMetrics),
      alerts: symptoms(),
      dashboards: [],
    };
  }

  /**
   * Lets it through to an endpoint, and gives the address to probe.
   *
   * @param path - of the page. @default - none: only the connection counts
   */
  public look(module: NoInfer<Name>, at: Endpoint<'https' | 'grafana'>, path = ''): Look<Name> {
    return { module, target: `${this.#site.dial(at).url}${path}` };
  }
}

function symptoms(): Symptom[] {
  const { success, certificateExpiry } = probeMetrics;
  return [
    symptom({
      name: 'ProbeFailing',
      when: promql`max by (job, instance) (max_over_time(${success}[2m])) == 0`,
      for: Duration.minutes(3),
      severity: 'critical',
      summary: '{{ $labels.instance }} does not answer',
      description: 'no look from here has succeeded for five minutes: users see the same',
    }),
    symptom({
      name: 'CertificateExpiring',
      when: promql`min by (instance) (${certificateExpiry}) - time() < ${Duration.days(14).toSeconds()}`,
      for: Duration.hours(1),
      severity: 'warning',
      summary: 'the certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}',
      description: 'it should have been renewed by itself two weeks ago: look at its issuer',
    }),
  ];
}

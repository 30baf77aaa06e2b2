import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Logstash as LogstashKind } from '../../../imports/elastic.js';
import { later, Manifest, nameOf } from '../../../imports/manifest.js';
import { quantity } from '../../kernel/dialect.js';
import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import { disruptionBudget } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn, versionOf } from '../../workload/images.js';
import { restartsOnChange } from '../../workload/reload.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { logstashMetrics } from './catalogue.js';
import { metricsPort } from './exporter.js';
import type { Input, InputProtocol } from './input.js';
import { diskOf, type Pipeline, written } from './pipeline.js';
import { podTemplate } from './pods.js';
import type { LogstashSettings, PipelineEntry } from './schema.js';
import { symptoms } from './symptoms.js';

/** Props of {@link Logstash}. */
export interface LogstashProps {
  /** By their names, which are also those of their queues' folders. At least one. */
  readonly pipelines: Readonly<Record<string, Pipeline>>;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 1 core, 4 GiB, of which half is heap */
  readonly resources?: Resources;
  /** What each replica keeps its queues on. @default 10 GiB */
  readonly storage?: Size;
}

/** The longest name that ECK takes. @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/common/name/name.go */
const nameLimit = 36;

const settings: LogstashSettings = {
  'config.support_escapes': false,
  'log.format': 'json',
  'xpack.geoip.downloader.enabled': false,
};

/** Takes logs in, makes fields of them, removes what must not be stored, and keeps them on disk until they are stored. */
export class Logstash extends Construct implements Watched {
  public readonly telemetry: Telemetry;
  readonly #site: Site;
  readonly #endpoints = new Map<Input, Endpoint<InputProtocol>>();

  public constructor(scope: Construct, id: string, props: LogstashProps) {
    super(scope, id);
    const name = nameOf(this, nameLimit);
    const { replicas = 2, storage = Size.gibibytes(10) } = props;
    this.check(props, storage);

    const labels = { 'common.k8s.elastic.co/type': 'logstash', 'logstash.k8s.elastic.co/name': name };
    this.#site = new Site(this, 'Site', { labels });
    this.listen(name, Object.values(props.pipelines));
    const endpoint = this.#site.listen('metrics', { port: metricsPort });
    this.readableKey();
    const pipelines = refuseAt(this.node.path, () =>
      Object.entries(props.pipelines).map(([key, one]) => written(key, one, this.#site, this.#site.certificate)),
    );
    this.define(name, pipelines, { ...props, replicas, storage });
    disruptionBudget(this, name, this.#site.labels, replicas);

    this.telemetry = {
      metrics: [{ endpoint, job: name }],
      yields: Object.values(logstashMetrics),
      alerts: symptoms(name),
      dashboards: [],
    };
  }

  /**
   * Where an input of its pipelines takes events.
   *
   * @throws Refusal when it is in none of them
   */
  public endpoint<P extends InputProtocol>(input: Input<P>): Endpoint<P> {
    const endpoint = this.#endpoints.get(input);
    if (endpoint !== undefined) return endpoint as Endpoint<P>;
    throw new Refusal({
      at: this.node.path,
      field: 'endpoint',
      given: input.protocol,
      allowed: 'an input that one of its pipelines is given',
      fix: 'make the input once, and hand the same to the pipeline and in here',
    });
  }

  private listen(service: string, pipelines: readonly Pipeline[]): void {
    for (const input of pipelines.flatMap(({ from }) => from)) {
      const { protocol, name, port, servicePort, plain } = input;
      const listened = { service, port: servicePort, containerPort: port, portName: `${name}-${servicePort}` };
      this.#endpoints.set(input, this.#site.listen(protocol, { ...listened, ...(plain && { plain }) }));
    }
  }

  /** Netty reads keys as PKCS#8 alone, and cert-manager writes them otherwise unless it is told. */
  private readableKey(): void {
    const certificate = this.#site.node.tryFindChild('identity')?.node.tryFindChild('Resource');
    if (!(certificate instanceof ApiObject)) return;
    certificate.addJsonPatch(JsonPatch.add('/spec/privateKey/encoding', 'PKCS8'));
  }

  private define(
    name: string,
    pipelines: readonly PipelineEntry[],
    props: LogstashProps & { readonly replicas: number; readonly storage: Size },
  ): void {
    const { replicas, storage } = props;
    const resources = props.resources ?? { cpu: 1, memory: Size.gibibytes(4) };
    const annotations = {
      ...restartsOnChange,
      // ECK watches none of the Secrets that its pods mount, so its StatefulSet must carry Reloader's annotation.
      'eck.k8s.alpha.elastic.co/propagate-annotations': Object.keys(restartsOnChange).join(','),
    };
    new Manifest(
      this,
      'Resource',
      LogstashKind({
        metadata: { name, annotations },
        spec: {
          version: versionOf('logstash'),
          image: imageIn(this, 'logstash'),
          count: replicas,
          config: settings,
          pipelines: [...pipelines],
          // The API is for the pod's own exporter and the kubelet; no policy admits anybody else to it.
          services: [
            {
              name: 'api',
              service: { spec: { clusterIP: 'None' } },
              tls: { selfSignedCertificate: { disabled: true } },
            },
          ],
          podTemplate: later(() => podTemplate(this, { site: this.#site, replicas, resources })),
          volumeClaimTemplates: [
            {
              apiVersion: 'v1',
              kind: 'PersistentVolumeClaim',
              metadata: { name: 'logstash-data' },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: clusterOf(this).profile.storageClass,
                resources: { requests: { storage: quantity(storage) } },
              },
            },
          ],
        },
      }),
    );
  }

  private check({ pipelines }: LogstashProps, storage: Size): void {
    const names = Object.keys(pipelines);
    const bad = names.find((name) => !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name));
    if (names.length === 0 || bad !== undefined) {
      const allowed = 'at least one, in lower case letters, digits and dashes';
      throw this.no('pipelines', bad ?? names, allowed, 'name each after what it takes');
    }
    const all = Object.values(pipelines);
    const ports = all.flatMap(({ from }) => from.flatMap(({ port }) => port));
    const taken = ports.find((port, at) => ports.indexOf(port) !== at || port === metricsPort || port === 9600);
    if (taken !== undefined || ports.some((port) => port < 1024)) {
      const allowed = 'a port above 1023 for each input, and neither 9600 nor 9198';
      throw this.no('from', taken ?? ports, allowed, 'give it another port; servicePort is what senders see');
    }
    const disk = all.reduce((sum, pipeline) => sum + diskOf(pipeline).toMebibytes(), 0);
    if (disk <= storage.toMebibytes() * 0.9) return;
    const given = `${storage.toMebibytes()} MiB`;
    const allowed = `what all queues and dead letters may fill, ${disk} MiB, and a tenth more`;
    throw this.no('storage', given, allowed, 'give it more storage, or the queues less');
  }

  private no(field: string, given: unknown, allowed: string, fix: string): Refusal {
    return new Refusal({ at: this.node.path, field, given, allowed, fix });
  }
}

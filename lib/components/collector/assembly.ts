import type { Construct } from 'constructs';
import type { IPolicyRule } from '../../../imports/kubernetes.js';
import { bytes } from '../../kernel/dialect.js';
import { Endpoint, type Protocol } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Dialled, SecretSelector } from '../../kernel/site.js';
import type { ScrapeTarget } from '../../signals/watched.js';
import { apiServer } from '../../workload/api-server.js';
import { clusterOf } from '../../workload/cluster.js';
import type { Site } from '../../workload/site.js';
import type { Volume } from '../../workload/volume.js';
import type { At, Opened, Renderable } from './at.js';
import { serverTls } from './client.js';
import type { Component, ComponentKind, Extension } from './component.js';
import { fileStorage } from './extensions/file-storage.js';
import { operator, operatorServices } from './operator.js';
import type { AnyPipelines } from './pipeline.js';
import type { ComponentConfig, RetryOnFailure, SendingQueue, ServerTls } from './schema.js';
import { signature } from './signature.js';
import type { Size } from 'cdk8s';

/** Props of {@link Assembly}. */
export interface AssemblyProps {
  readonly site: Site;
  /** The collector's name. */
  readonly name: string;
  readonly pipelines: AnyPipelines;
  /** Whether there is a pod on every node: then the Service leads to the caller's own. */
  readonly everyNode: boolean;
  /** The volume of a pod. @default - none */
  readonly storage?: Size;
}

/** How much of a volume its queues may take; the rest is left to their indexes and to compaction. */
const share = 0.7;

/** What components ask for while they render themselves, gathered. */
export class Assembly implements At {
  public readonly pages: ScrapeTarget[] = [];
  public readonly opened = new Map<string, Endpoint<Protocol>>();
  public readonly variables = new Map<string, { readonly fieldPath: string }>();
  public readonly volumes = new Map<string, Volume>();
  readonly #configs = new Map<ComponentKind, Map<string, ComponentConfig>>();
  readonly #ids = new Map<Component, readonly string[]>();
  #token = false;

  public constructor(
    private readonly scope: Construct,
    private readonly props: AssemblyProps,
  ) {}

  /**
   * Has a component rendered, once for each value.
   *
   * @returns the ids that it is known by in a pipeline
   * @throws Refusal when another component of its kind has its id and another configuration
   */
  public add(component: Component): readonly string[] {
    const known = this.#ids.get(component);
    if (known !== undefined) return known;
    const rendered = Object.entries(component.config(this));
    const ids = rendered.map(([id]) => id);
    this.#ids.set(component, ids);
    const all = this.#configs.get(component.kind) ?? new Map<string, ComponentConfig>();
    this.#configs.set(component.kind, all);
    for (const [id, config] of rendered) {
      const before = all.get(id);
      if (before !== undefined && signature(before) !== signature(config)) throw this.clash(component.kind, id);
      all.set(id, config);
    }
    return ids;
  }

  /** The components of a kind, by id. */
  public of(kind: ComponentKind): Readonly<Record<string, ComponentConfig>> {
    return Object.fromEntries([...(this.#configs.get(kind) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Whether the pods talk to the API server. */
  public get token(): boolean {
    return this.#token;
  }

  public get namespace(): string {
    return this.props.site.namespace;
  }

  public get labels(): Readonly<Record<string, string>> {
    return this.props.site.labels;
  }

  public dial(to: Endpoint<Protocol>): Dialled {
    return this.props.site.dial(to);
  }

  public secret(ref: SecretRef): SecretSelector {
    return this.props.site.secret(ref);
  }

  public secretFile(ref: SecretRef): string {
    return this.props.site.secretFile(ref);
  }

  public secretEnv(ref: SecretRef): string {
    return this.props.site.secretEnv(ref);
  }

  public get durable(): boolean {
    return this.props.storage !== undefined;
  }

  public open({ protocol, port, portName, balanced }: Opened): ServerTls | undefined {
    const { site, name, everyNode } = this.props;
    const services = operatorServices(name);
    const service = balanced
      ? { service: services.headless, madeBy: operator }
      : everyNode
        ? { service: services.all, madeBy: operator }
        : { service: name };
    this.opened.set(portName, site.listen(protocol, { ...service, port, portName }));
    return serverTls(site.certificate);
  }

  public page({
    port,
    job,
    interval,
  }: {
    port: number;
    job: string;
    interval?: ScrapeTarget['interval'];
  }): ServerTls | undefined {
    const endpoint = this.props.site.listen('metrics', { port });
    this.pages.push({ endpoint, job, honorLabels: true, ...(interval && { interval }) });
    return serverTls(this.props.site.certificate);
  }

  public use(extension: Extension): string {
    return this.add(extension)[0] as string;
  }

  public allow(id: string, rules: readonly IPolicyRule[]): void {
    this.props.site.allow({ id, rules, in: 'cluster' });
    if (this.#token) return;
    this.#token = true;
    this.dial(apiServer(this.scope));
  }

  public dialKubelets(): void {
    this.dial(Endpoint.atAddresses('kubelet', 'kubelets', 10_250, clusterOf(this.scope).profile.network.nodes));
  }

  public env(name: string, fieldPath: string): void {
    this.variables.set(name, { fieldPath });
  }

  public mount(volume: Volume): void {
    this.volumes.set(volume.name, volume);
  }

  public begunBy(connector: Renderable): readonly string[] {
    const { pipelines } = this.props;
    return Object.keys(pipelines)
      .filter((id) => pipelines[id]?.from.some((one) => one === connector))
      .sort();
  }

  public queue(): SendingQueue {
    const batch = { flush_timeout: '1s', sizer: 'items', min_size: 1024, max_size: 8192 } as const;
    const { storage } = this.props;
    if (storage === undefined) return { enabled: true, sizer: 'items', queue_size: 50_000, batch };
    const queue_size = Math.floor((bytes(storage) * share) / this.exporters);
    return { enabled: true, storage: this.use(fileStorage()), sizer: 'bytes', queue_size, batch };
  }

  public retry(): RetryOnFailure {
    const max_elapsed_time = this.durable ? '0s' : '5m';
    return { enabled: true, initial_interval: '5s', max_interval: '30s', max_elapsed_time };
  }

  /** How many exporters share the volume; a queue for each signal that an exporter is given. */
  private get exporters(): number {
    const ends = Object.values(this.props.pipelines).flatMap(({ to }) => to.filter(({ kind }) => kind === 'exporters'));
    return Math.max(1, ends.length);
  }

  private clash(kind: ComponentKind, id: string): Refusal {
    return new Refusal({
      field: `${kind}.${id}`,
      given: 'two values that are configured differently',
      allowed: 'one configuration for an id',
      fix: 'give one of the two a name, or write the value once and use it in both pipelines',
    });
  }
}

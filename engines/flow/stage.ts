import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectorConfig, ComponentConfig } from '../../lib/components/collector/schema.js';
import { type Engine, engine } from '../engine.js';
import { Authority, type Pair } from '../pki.js';
import type { Server } from '../server.js';
import { Checkout } from './checkout.js';
import type { CollectorFile } from './collector-cr.js';
import { isReady, run } from './judge.js';
import { KubeStub } from './kube-stub.js';
import { Loopback } from './loopback.js';

/** Names that certificates must carry, since what dials checks them even where it dials an address. */
const names = ['otel-sampler-collector-headless.go-coffee-monitoring.svc', 'localhost'];

/** What ends when a test does. */
interface Stoppable {
  stop(): Promise<void>;
}

/** A folder, certificates, and programs on loopback that find each other by the names of their Services. */
export class Stage {
  public readonly folder = mkdtempSync(join(tmpdir(), 'engines-flow-'));
  public readonly authority = new Authority(this.folder);
  public readonly pair: Pair = this.authority.issue('pod', '/CN=pod', [
    ...names.map((name) => `DNS:${name}`),
    'IP:127.0.0.1',
  ]);
  readonly #running: Stoppable[] = [];
  readonly #services = new Map<string, string>();
  #kubeconfig = '';

  /** With an API server that knows one pod, which everybody on loopback seems to be. */
  public static async open(): Promise<Stage> {
    const stage = new Stage();
    const pod = { namespace: 'go-coffee', name: 'checkout-0', uid: '0c', ip: '127.0.0.1' };
    const kube = await KubeStub.start(stage.folder, [pod]);
    stage.#kubeconfig = kube.kubeconfig;
    stage.#running.push(kube);
    return stage;
  }

  /** Says where a Service is, by the first word of its address; a pod of a headless one by its own name. */
  public serve(service: string, port: number): void {
    this.#services.set(service, `127.0.0.1:${port}`);
  }

  /** The place of a pod. */
  public place(name: string): Promise<Loopback> {
    return Loopback.below(
      join(this.folder, name),
      (service) => this.#services.get(service.split('.')[0] ?? '') ?? '127.0.0.1:1',
    );
  }

  /** Runs a collector in its place, with the configuration given. */
  public collect(by: Engine, file: CollectorFile, placed: Loopback, config: CollectorConfig): Promise<Server> {
    placed.mount(file.mounts, this.authority, this.pair);
    const env = { ...file.env, KUBECONFIG: this.#kubeconfig };
    const name = file.title.replaceAll(' ', '.');
    return this.begun(run({ engine: by, name, folder: this.folder, env, config: placed.here(config) }));
  }

  /** Runs a collector that writes down whatever comes by OTLP: {@link written}. */
  public sink(name: string, protocols: ComponentConfig): Promise<Server> {
    const pipeline = { receivers: ['otlp'], processors: [], exporters: ['file'] };
    const config = {
      receivers: { otlp: { protocols } },
      processors: {},
      exporters: { file: { path: this.written(name), flush_interval: '200ms' } },
      extensions: {},
      service: {
        extensions: [],
        pipelines: { traces: pipeline, metrics: pipeline, logs: pipeline },
        telemetry: { logs: { level: 'info', encoding: 'json' }, metrics: { level: 'none', readers: [] } },
      },
    } satisfies CollectorConfig;
    return this.begun(run({ engine: engine('otelcol'), name, folder: this.folder, env: {}, config }));
  }

  /** The file of a sink: a line of OTLP's JSON for each request. */
  public written(name: string): string {
    return join(this.folder, `${name}.json`);
  }

  /** Runs the example. @param endpoint - where it sends, over HTTP */
  public async checkout(name: string, endpoint: string): Promise<Checkout> {
    const checkout = await Checkout.start({ name, folder: this.folder, endpoint, authority: this.authority.pair.cert });
    this.#running.push(checkout);
    return checkout;
  }

  /** Has something stopped with the rest. */
  public add(one: Stoppable): void {
    this.#running.push(one);
  }

  /** The TLS block of a server. */
  public get tls(): ComponentConfig {
    return { cert_file: this.pair.cert, key_file: this.pair.key };
  }

  /** Everything ends, the last that began first. */
  public async stop(): Promise<void> {
    for (const one of this.#running.reverse()) await one.stop();
    rmSync(this.folder, { recursive: true });
  }

  private async begun(server: Server): Promise<Server> {
    this.#running.push(server);
    await server.until(async () => isReady(server), 30);
    return server;
  }
}

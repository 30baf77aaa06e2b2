import { readFileSync } from 'node:fs';
import { Api } from '../api.js';
import { engine } from '../engine.js';
import { freePorts } from '../server.js';
import type { Checkout } from './checkout.js';
import { collector } from './collector-cr.js';
import { Gateway } from './gateway.js';
import { forRc2 } from './jaeger-rc2.js';
import { prometheus } from './prometheus-cr.js';
import { Stage } from './stage.js';

/** The environment whose files run: two Prometheus, TLS everywhere. */
export const environment = 'go-coffee-staging';

/** Everything between an application and where its telemetry is kept, as synthesized but on loopback. */
export class FlowStage {
  private constructor(
    private readonly stage: Stage,
    private readonly prometheuses: readonly Api[],
    private readonly jaeger: Api,
    private readonly gateway: Gateway,
  ) {}

  public static async start(): Promise<FlowStage> {
    const stage = await Stage.open();
    try {
      await keepLogs(stage);
      const prometheuses = await keepMetrics(stage);
      const jaeger = await keepTraces(stage);
      return new FlowStage(stage, prometheuses, jaeger, await Gateway.open(stage, environment));
    } catch (error) {
      await stage.stop();
      throw error;
    }
  }

  /** The trace, undefined where it was not kept. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into it by the path that its sentence names
  public async trace(id: string): Promise<any> {
    const { status, body } = await this.jaeger.ask(`/api/traces/${id}`);
    return status === 200 ? body.data[0] : undefined;
  }

  /** Everything that Jaeger keeps of a service. */
  public async traces(service: string): Promise<string> {
    return JSON.stringify((await this.jaeger.ask(`/api/traces?service=${service}&limit=2000`)).body);
  }

  /** What each Prometheus answers. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  public async ask(path: string, parameters: Readonly<Record<string, string>>): Promise<readonly any[]> {
    const asked = `${path}?${new URLSearchParams(parameters)}`;
    const answers = await Promise.all(this.prometheuses.map((one) => one.ask(asked)));
    return answers.map(({ body }) => body.data);
  }

  /** The lines that were sent to where logs are kept. */
  public get logs(): string {
    return readFileSync(this.stage.written('logs'), 'utf8');
  }

  /** What came out where nothing was masked. */
  public get unmasked(): string {
    return readFileSync(this.stage.written('unmasked'), 'utf8');
  }

  /** The service, telling the gateway of itself. */
  public checkout(): Promise<Checkout> {
    return this.stage.checkout('checkout', this.gateway.otlp);
  }

  /** The same, telling a collector that masks nothing: what a store would get. */
  public async unmaskedCheckout(): Promise<Checkout> {
    const [port] = (await freePorts(1)) as [number];
    await this.stage.sink('unmasked', { http: { endpoint: `127.0.0.1:${port}` } });
    return this.stage.checkout('careless', `http://127.0.0.1:${port}`);
  }

  public stop(): Promise<void> {
    return this.stage.stop();
  }
}

/** In the place of Loki, whose licence keeps it from being built here: its endpoint for OTLP, and a file behind it. */
async function keepLogs(stage: Stage): Promise<void> {
  const [port] = (await freePorts(1)) as [number];
  stage.serve('loki', port);
  await stage.sink('logs', { http: { endpoint: `127.0.0.1:${port}`, logs_url_path: '/otlp/v1/logs', tls: stage.tls } });
}

async function keepMetrics(stage: Stage): Promise<readonly Api[]> {
  const { folder, authority, pair } = stage;
  const ports = await freePorts(2);
  const apis = ports.map((port) => new Api(`https://127.0.0.1:${port}`, { ...pair, ca: authority.pair.cert }));
  await Promise.all(
    ports.map(async (port, ordinal) => {
      const server = prometheus({ environment, folder, authority, pair, port, ordinal });
      stage.add(server);
      stage.serve(`prometheus-prometheus-${ordinal}`, port);
      await server.until(async () => (await apis[ordinal]?.ask('/api/v1/query?query=1'))?.status === 200);
    }),
  );
  return apis;
}

/** Both halves of Jaeger in one process, since what is kept in memory is kept in one. */
async function keepTraces(stage: Stage): Promise<Api> {
  const [taking, answering] = [collector(environment, 'jaeger-collector'), collector(environment, 'jaeger-query')];
  const extensions = { ...taking.config.extensions, ...answering.config.extensions };
  const service = { ...taking.config.service, extensions: Object.keys(extensions) };
  const both = { ...taking, mounts: { ...taking.mounts, ...answering.mounts } };
  const placed = await stage.place('jaeger');
  stage.serve('jaeger-collector', placed.port(4317));
  await stage.collect(engine('jaeger'), both, placed, forRc2({ ...taking.config, extensions, service }).config);
  return new Api(`https://127.0.0.1:${placed.port(16_686)}`, { ...stage.pair, ca: stage.authority.pair.cert });
}

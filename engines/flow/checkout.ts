import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { freePorts, Server } from '../server.js';

/** What a customer types, all of which is nobody's business. */
export interface Order {
  readonly email: string;
  readonly card: string;
  readonly token: string;
  readonly password: string;
  /** Whether the card is declined, which is an error. */
  readonly decline: boolean;
}

/** How an order went. */
export interface Ordered {
  readonly status: number;
  readonly traceId: string;
  readonly order: Order;
}

/** Where the service sends what it tells of itself. */
export interface CheckoutProps {
  readonly name: string;
  readonly folder: string;
  /** The OTLP endpoint over HTTP. */
  readonly endpoint: string;
  /** The file of the authority that the endpoint's certificate is checked by. */
  readonly authority: string;
}

const example = resolve('examples/checkout');

/** `examples/checkout`, running. */
export class Checkout {
  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  public static async start({ name, folder, endpoint, authority }: CheckoutProps): Promise<Checkout> {
    install();
    const [port] = (await freePorts(1)) as [number];
    const env = {
      PORT: String(port),
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: authority,
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
      OTEL_METRIC_EXPORT_TIMEOUT: '4000',
    };
    const server = new Server({ name, folder, env, path: process.execPath, args: [join(example, 'server.js')] });
    const checkout = new Checkout(server, port);
    await server.until(async () => (await checkout.ask('GET', '/healthz')).status === 200, 20);
    return checkout;
  }

  public async order(order: Order): Promise<Ordered> {
    return { order, ...(await this.ask('POST', '/checkout', JSON.stringify(order))) };
  }

  /** Ends it; it sends what still waits. */
  public stop(): Promise<void> {
    return this.server.stop();
  }

  private ask(
    method: string,
    path: string,
    body?: string,
  ): Promise<{ readonly status: number; readonly traceId: string }> {
    return new Promise((done, failed) => {
      const asked = request({ host: '127.0.0.1', port: this.port, method, path }, (response) => {
        const { statusCode = 0, headers } = response;
        response.resume().on('end', () => done({ status: statusCode, traceId: String(headers['x-trace-id'] ?? '') }));
      });
      asked.on('error', failed).end(body);
    });
  }
}

/** Installs what the example's lock file names, unless it is there. */
function install(): void {
  const installed = join(example, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(example, 'package-lock.json')).mtimeMs)
    return;
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: example, stdio: 'pipe' });
}

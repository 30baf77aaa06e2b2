import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that somebody outside was sent. */
export interface Message {
  /** When it came, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** The path that it was sent to: which service outside stands there. */
  readonly to: string;
  readonly body: unknown;
}

/** What PagerDuty was told. @see https://developer.pagerduty.com/docs/send-alert-event */
export interface Page {
  readonly at: number;
  /** Whose service. */
  readonly key: string;
  readonly action: 'trigger' | 'resolve';
  /** The alert's name. */
  readonly alert: string;
  /** What a person reads. */
  readonly text: string;
}

/** What Slack was told. */
export interface Post {
  readonly at: number;
  readonly channel: string;
  readonly title: string;
}

/** The services outside that are told of alerts, on loopback: it takes whatever is posted, and remembers. */
export class Hooks {
  readonly #messages: Message[] = [];
  #told: ((message: Message) => void)[] = [];

  private constructor(private readonly server: HttpServer) {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const message = {
          at: performance.now(),
          to: request.url ?? '',
          body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
        };
        this.#messages.push(message);
        for (const told of this.#told) told(message);
        if (message.to === '/pagerduty')
          response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"success"}');
        else response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      });
    });
  }

  public static async start(): Promise<Hooks> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Hooks(server);
  }

  /** The URL of a service outside. */
  public url(of: 'pagerduty' | 'slack' | 'heartbeat'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${of}`;
  }

  /** Calls back with each message, in the moment in which it comes. */
  public onMessage(told: (message: Message) => void): void {
    this.#told = [...this.#told, told];
  }

  public get pages(): readonly Page[] {
    return this.#messages.filter(({ to }) => to === '/pagerduty').map(page);
  }

  public get posts(): readonly Post[] {
    return this.#messages
      .filter(({ to }) => to === '/slack')
      .map(({ at, body }) => {
        const { channel, attachments } = body as { channel: string; attachments: readonly { title: string }[] };
        return { at, channel, title: attachments[0]?.title ?? '' };
      });
  }

  public get beats(): readonly Message[] {
    return this.#messages.filter(({ to }) => to === '/heartbeat');
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A message to PagerDuty, read. */
export function page({ at, body }: Message): Page {
  const { routing_key, event_action, payload } = body as {
    readonly routing_key: string;
    readonly event_action: Page['action'];
    readonly payload?: { readonly class?: string; readonly summary?: string };
  };
  return { at, key: routing_key, action: event_action, alert: payload?.class ?? '', text: payload?.summary ?? '' };
}

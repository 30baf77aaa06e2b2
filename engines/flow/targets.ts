import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is scraped: a page of metrics for each job, which can stop. */
export class Targets {
  readonly #servers = new Map<string, HttpServer>();
  readonly #ports = new Map<string, number>();

  private constructor(private readonly pages: Map<string, string>) {}

  /** @param pages - the metrics by job */
  public static async start(pages: Readonly<Record<string, string>>): Promise<Targets> {
    const targets = new Targets(new Map(Object.entries(pages)));
    for (const job of targets.pages.keys()) await targets.begin(job);
    return targets;
  }

  /** Addresses by job. */
  public get addresses(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#ports].map(([job, port]) => [job, `127.0.0.1:${port}`]));
  }

  /** Changes what a job says. */
  public says(job: string, page: string): void {
    this.pages.set(job, page);
  }

  /** Begins to answer, at the address that it had. */
  public async begin(job: string): Promise<void> {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(this.pages.get(job)),
    );
    await new Promise<void>((resolve) => server.listen(this.#ports.get(job) ?? 0, '127.0.0.1', resolve));
    this.#ports.set(job, (server.address() as AddressInfo).port);
    this.#servers.set(job, server);
  }

  /** Answers no more. */
  public async end(job: string): Promise<void> {
    const server = this.#servers.get(job);
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    this.#servers.delete(job);
  }

  public async stop(): Promise<void> {
    await Promise.all([...this.#servers.keys()].map((job) => this.end(job)));
  }
}

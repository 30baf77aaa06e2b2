import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Api } from '../api.js';
import type { Stage } from './stage.js';
import { pause } from './wait.js';

/** A trace that a collector said it has. */
export interface Acknowledged {
  readonly traceId: string;
  /** When it said so, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/** Traces in a steady stream, each of one failed span, so that every sampler keeps them. */
export class Load {
  readonly #acknowledged: Acknowledged[] = [];
  readonly #api: Api;
  #refused = 0;
  #ended?: Promise<void>;
  #going = true;

  public constructor(
    stage: Stage,
    endpoint: string,
    /** Traces a second. */
    public readonly rate: number,
  ) {
    this.#api = new Api(endpoint, { ...stage.pair, ca: stage.authority.pair.cert });
  }

  public get acknowledged(): readonly Acknowledged[] {
    return this.#acknowledged;
  }

  /** How many were not taken. */
  public get refused(): number {
    return this.#refused;
  }

  public begin(): void {
    this.#ended = this.send();
  }

  public async end(): Promise<void> {
    this.#going = false;
    await this.#ended;
  }

  /** Five times a second. */
  private async send(): Promise<void> {
    for (let turn = 1, began = performance.now(); this.#going; turn += 1) {
      const ids = Array.from({ length: this.rate / 5 }, () => randomBytes(16).toString('hex'));
      const { status } = await this.#api.ask('/v1/traces', { body: request(ids) });
      const at = performance.now();
      if (status === 200) this.#acknowledged.push(...ids.map((traceId) => ({ traceId, at })));
      else this.#refused += ids.length;
      await pause(Math.max(0, began + turn * 200 - performance.now()));
    }
  }
}

/** The traces in the file of a sink. */
export function arrived(file: string): ReadonlySet<string> {
  const found = readFileSync(file, 'utf8').matchAll(/"traceId":"([0-9a-f]{32})"/g);
  return new Set([...found].map(([, id]) => id ?? ''));
}

/** @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
function request(ids: readonly string[]): object {
  const now = `${Date.now()}000000`;
  const spans = ids.map((traceId) => ({
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: now,
    endTimeUnixNano: now,
    status: { code: 2 },
  }));
  const attributes = [{ key: 'service.name', value: { stringValue: 'load' } }];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'load' }, spans }] }] };
}

import { mkdirSync, writeFileSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority, Pair } from '../pki.js';
import { freePorts } from '../server.js';
import type { CollectorFile } from './collector-cr.js';

/** Finds the loopback address, `host:port`, that stands for a Service's. */
export type Far = (service: string) => string;

/** What a program finds on this machine in place of its pod: ports of the loopback, and its mounts below a folder. */
export class Loopback {
  readonly #ports: number[];
  readonly #given = new Map<number, number>();

  private constructor(
    /** What the pod's file system is below. */
    public readonly root: string,
    private readonly far: Far,
    ports: readonly number[],
  ) {
    this.#ports = [...ports];
  }

  /** @param far - where Services are. @default - nowhere: a port that nobody listens on */
  public static async below(root: string, far?: Far): Promise<Loopback> {
    mkdirSync(root, { recursive: true });
    const [nobody, ...ports] = await freePorts(17);
    return new Loopback(root, far ?? (() => `127.0.0.1:${nobody}`), ports);
  }

  /** Where a port of the pod is on the loopback. */
  public port(ofPod: number): number {
    const known = this.#given.get(ofPod) ?? this.#ports.pop();
    if (known === undefined) throw new Error(`${this.root}: more ports than were taken`);
    this.#given.set(ofPod, known);
    return known;
  }

  /** Puts a pod's mounts in place. Its Secrets hold the certificates of `authority`, and a password. */
  public mount(mounts: CollectorFile['mounts'], authority: Authority, pair: Pair): void {
    for (const [path, mounted] of Object.entries(mounts)) {
      const folder = join(this.root, path);
      mkdirSync(folder, { recursive: true });
      if (mounted === 'secret') secret(folder, authority, pair);
      else if (mounted !== 'folder')
        for (const [name, text] of Object.entries(mounted.files)) writeFileSync(join(folder, name), text);
    }
  }

  /** The same value with the addresses and paths of this machine; whoever asks the API server finds it by KUBECONFIG. */
  public here<T>(value: T): T {
    return this.moved(value) as T;
  }

  private moved(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.moved(one));
    if (typeof value !== 'object' || value === null) return value;
    const object = value as Readonly<Record<string, unknown>>;
    if (object.host === '0.0.0.0' && typeof object.port === 'number') {
      return { ...object, host: '127.0.0.1', port: this.port(object.port) };
    }
    return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, this.moved(one)]));
  }

  private text(value: string): string {
    if (value === 'serviceAccount') return 'kubeConfig';
    if (/^\/(etc|var)\//.test(value)) return join(this.root, value);
    const [, listening] = /^(?:0\.0\.0\.0|localhost):(\d+)$/.exec(value) ?? [];
    if (listening !== undefined) return `127.0.0.1:${this.port(Number(listening))}`;
    const [, scheme, service, path] = /^(https?:\/\/)?([a-z0-9.-]+\.svc:\d+)(\/.*)?$/.exec(value) ?? [];
    return service === undefined ? value : `${scheme ?? ''}${this.far(service)}${path ?? ''}`;
  }
}

function secret(folder: string, authority: Authority, { cert, key }: Pair): void {
  copyFileSync(authority.pair.cert, join(folder, 'ca.crt'));
  copyFileSync(cert, join(folder, 'tls.crt'));
  copyFileSync(key, join(folder, 'tls.key'));
  if (!existsSync(join(folder, 'password'))) writeFileSync(join(folder, 'password'), 'for-tests');
}

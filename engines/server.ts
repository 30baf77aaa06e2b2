import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What a server is started with. */
export interface ServerProps {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  /** Where its log is written, and stays after it stopped: `<name>.log`. */
  readonly folder: string;
  /** @default - none beside the test's own */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program as long as its standard input is open. So it ends with whoever started it, by whatever death:
 * the kernel closes the pipe. Asked with SIGTERM first, after ten seconds no more.
 */
const leash = `exec 3<&0
"$@" 3<&- & child=$!
echo "$child" > "$PID_FILE"
( cat <&3 >/dev/null; kill "$child"; sleep 10; kill -9 "$child" ) 2>/dev/null & watcher=$!
exec 3<&-
wait "$child"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

/** A real program as a server on loopback, for as long as a test needs it. */
export class Server {
  /** Where it writes what it has to say. */
  public readonly log: string;
  readonly #name: string;
  readonly #pidFile: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  #peak = 0;

  public constructor(props: ServerProps) {
    const { name, path, args, folder, env = {} } = props;
    mkdirSync(folder, { recursive: true });
    this.#name = name;
    this.log = join(folder, `${name}.log`);
    this.#pidFile = join(folder, `${name}.pid`);
    rmSync(this.#pidFile, { force: true });
    const log = openSync(this.log, 'w');
    this.#process = spawn('/bin/sh', ['-c', leash, name, path, ...args], {
      stdio: ['pipe', log, log],
      env: { ...process.env, ...env, PID_FILE: this.#pidFile },
    });
    closeSync(log);
    this.#ended = new Promise((resolve) => this.#process.once('exit', () => resolve()));
  }

  /** Whether it has not ended yet. */
  public get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** The most memory that it has held, in bytes; read while it runs, 0 where the system does not say. */
  public get peakMemory(): number {
    const status = `/proc/${this.pid}/status`;
    const [, kibibytes] = existsSync(status) ? (/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8')) ?? []) : [];
    this.#peak = Math.max(this.#peak, Number(kibibytes ?? 0) * 1024);
    return this.#peak;
  }

  /** The program's own process, to be killed by a test that asks what then; undefined before it is there. */
  public get pid(): number | undefined {
    const text = existsSync(this.#pidFile) ? readFileSync(this.#pidFile, 'utf8').trim() : '';
    return text === '' ? undefined : Number(text);
  }

  /**
   * Waits until it is ready.
   * @throws Error with the end of its log when it ends before, or is not ready after `seconds`
   */
  public async until(ready: () => Promise<boolean>, seconds = 60): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (!(await ready().catch(() => false))) {
      if (!this.running) throw new Error(`${this.#name} ended\n${this.tail()}`);
      if (performance.now() > end) throw new Error(`${this.#name} is not ready after ${seconds} s\n${this.tail()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The end of its log, for messages. */
  public tail(): string {
    return `${this.log}:\n${readFileSync(this.log, 'utf8').split('\n').slice(-20).join('\n')}`;
  }

  /** Ends it, and waits until it has ended. */
  public async stop(): Promise<void> {
    this.#process.stdin?.end();
    await this.#ended;
    rmSync(this.#pidFile, { force: true });
  }
}

/** Ports of the loopback that nothing listens on, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const listeners = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    listeners.map(
      (listener) =>
        new Promise<number>((resolve, reject) => {
          listener.once('error', reject);
          listener.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))));
  return ports;
}

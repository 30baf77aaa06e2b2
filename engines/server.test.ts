import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePorts, Server } from './server.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shell = (script: string) => new Server({ name: 'a', path: '/bin/sh', args: ['-c', script], folder });

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a server', () => {
  it('runs until it is stopped, and has time to tidy up', async () => {
    const server = shell('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done');
    await server.until(async () => readFileSync(server.log, 'utf8').includes('up'));
    expect(server.running && alive(server.pid ?? 0)).toBe(true);
    await server.stop();
    expect(server.running).toBe(false);
    expect(readFileSync(server.log, 'utf8')).toBe('up\nbye\n');
  });

  it('that ends too early says what it said last', async () => {
    const server = shell('echo the port is taken >&2; exit 3');
    await expect(server.until(async () => false)).rejects.toThrow(/a ended\n.*a\.log:\nthe port is taken/s);
    await server.stop();
  });

  it('ends with whoever started it, even one that was killed', async () => {
    const script = `
      import { Server } from './engines/server.ts';
      new Server({ name: 'a', path: '/bin/sleep', args: ['60'], folder: ${JSON.stringify(folder)} });
      setInterval(() => {}, 1000);`;
    const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const file = join(folder, 'a.pid');
    await eventually(async () => expect(existsSync(file) && readFileSync(file, 'utf8')).toMatch(/^\d+\n$/));
    const pid = Number(readFileSync(file, 'utf8'));
    expect(alive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await eventually(async () => expect(alive(pid)).toBe(false));
  });
});

test('free ports are different, and free', async () => {
  const ports = await freePorts(3);
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    const listener = createServer();
    await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(port, '127.0.0.1', resolve));
    await new Promise((resolve) => listener.close(resolve));
  }
});

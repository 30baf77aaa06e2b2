import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from './pki.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authority-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('an authority', () => {
  it('issues certificates that it vouches for, for the names asked', () => {
    const authority = new Authority(folder);
    const { cert } = authority.issue('oven', '/O=kitchen/CN=oven', ['DNS:localhost', 'IP:127.0.0.1']);
    const verdict = execFileSync('openssl', [
      'verify',
      '-CAfile',
      authority.pair.cert,
      '-verify_ip',
      '127.0.0.1',
      cert,
    ]);
    expect(verdict.toString()).toMatch(/: OK$/m);
  });

  it('needs openssl, and says how to get it', () => {
    const before = process.env.PATH;
    process.env.PATH = folder;
    try {
      expect(() => new Authority(folder)).toThrow(
        /openssl: got 'nothing on the PATH', .*install it: apt-get install openssl$/,
      );
    } finally {
      process.env.PATH = before;
    }
  });
});

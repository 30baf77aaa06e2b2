import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../lib/kernel/refusal.js';

/** The files of a certificate and its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority that lives as long as its folder: a day. */
export class Authority {
  /** The authority's own certificate and key. */
  public readonly pair: Pair;

  /** @throws Refusal when there is no openssl: Node makes keys, and reads certificates, but issues none */
  public constructor(private readonly folder: string) {
    this.pair = this.paths('ca');
    this.key(this.pair);
    // Without a configuration of ours openssl reads the machine's, and adds what stands there.
    writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n');
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
    this.certify(this.pair, '/CN=engines', extensions);
  }

  /**
   * A certificate of this authority.
   * @param subject - as openssl writes it: `/O=system:masters/CN=admin`; to Kubernetes O is a group and CN the user
   * @param names - for a server: `DNS:localhost`, `IP:127.0.0.1`
   */
  public issue(name: string, subject: string, names: readonly string[] = []): Pair {
    const pair = this.paths(name);
    this.key(pair);
    const usage = `extendedKeyUsage=clientAuth${names.length > 0 ? ',serverAuth' : ''}`;
    const extensions = [usage, ...(names.length > 0 ? [`subjectAltName=${names.join(',')}`] : [])];
    this.certify(pair, subject, extensions, ['-CA', this.pair.cert, '-CAkey', this.pair.key]);
    return pair;
  }

  private certify(
    { cert, key }: Pair,
    subject: string,
    extensions: readonly string[],
    by: readonly string[] = [],
  ): void {
    const config = ['-config', join(this.folder, 'openssl.cnf'), ...extensions.flatMap((one) => ['-addext', one])];
    this.openssl('req', '-x509', '-new', '-key', key, '-subj', subject, '-days', '1', '-out', cert, ...by, ...config);
  }

  private paths(name: string): Pair {
    return { cert: join(this.folder, `${name}.crt`), key: join(this.folder, `${name}.key`) };
  }

  private key({ key }: Pair): void {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }

  private openssl(...args: readonly string[]): void {
    try {
      execFileSync('openssl', args, { env: process.env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    } catch (error) {
      const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
      throw new Refusal({
        field: 'openssl',
        given: code === 'ENOENT' ? 'nothing on the PATH' : stderr || message,
        allowed: 'openssl 3 or newer, which issues the certificates of the control plane',
        fix: 'install it: apt-get install openssl',
      });
    }
  }
}

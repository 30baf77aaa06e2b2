import { Construct } from 'constructs';
import { Certificate } from '../../imports/cert-manager.js';
import { later, Manifest } from '../../imports/manifest.js';
import type { TlsFiles } from '../kernel/site.js';
import { issuerOf } from './issuer.js';

/** The certificate's files in the mounted Secret, as cert-manager writes them. */
const written = { ca: 'ca.crt', cert: 'tls.crt', key: 'tls.key' } as const;

/** Props of {@link Identity}. */
export interface IdentityProps {
  /** Whose it is. */
  readonly name: string;
  readonly namespace: string;
  /** The folder in which the pods have their Secrets. */
  readonly secretsPath: string;
}

/** What a set of pods proves itself with, whether it listens or dials: one certificate, which names every Service of theirs. */
export class Identity extends Construct {
  /** The Secret that cert-manager keeps it in. */
  public readonly secretName: string;
  /** Where the pods have it. */
  public readonly files: TlsFiles;
  readonly #services: Set<string>;

  public constructor(scope: Construct, id: string, { name, namespace, secretsPath }: IdentityProps) {
    super(scope, id);
    this.secretName = `${name}-tls`;
    this.#services = new Set([name]);
    const path = (file: string): string => `${secretsPath}/${this.secretName}/${file}`;
    this.files = { ca: path(written.ca), cert: path(written.cert), key: path(written.key) };
    new Manifest(
      this,
      'Resource',
      Certificate({
        metadata: { name: this.secretName },
        spec: {
          secretName: this.secretName,
          commonName: name,
          dnsNames: later(() => [...this.#services].sort().flatMap((service) => namesOf(service, namespace))),
          duration: '2160h0m0s',
          renewBefore: '720h0m0s',
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          usages: ['server auth', 'client auth'],
          issuerRef: issuerOf(this),
        },
      }),
    );
  }

  /** Has it name a Service too. */
  public answerFor(service: string): void {
    this.#services.add(service);
  }
}

function namesOf(service: string, namespace: string): string[] {
  const full = `${service}.${namespace}.svc`;
  return [service, full, `${full}.cluster.local`, `*.${full}`, `*.${full}.cluster.local`];
}

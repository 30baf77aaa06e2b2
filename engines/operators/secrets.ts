import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KubeObject } from '../documents.js';
import type { Authority } from '../pki.js';

/** The fields of an ExternalSecret that decide its Secret. @see https://external-secrets.io/v1.3.2/api/externalsecret/ */
interface ExternalSecretSpec {
  readonly data?: readonly { readonly secretKey: string }[];
  readonly dataFrom?: readonly { readonly sourceRef?: { readonly generatorRef?: { readonly kind: string } } }[];
  readonly target?: {
    readonly name?: string;
    readonly template?: { readonly type?: string; readonly data?: Readonly<Record<string, string>> };
  };
}

/** The fields of a Certificate that decide its Secret. @see https://cert-manager.io/docs/usage/certificate/ of 1.21 */
interface CertificateSpec {
  readonly secretName: string;
  readonly commonName?: string;
  readonly dnsNames?: readonly string[];
  readonly privateKey?: { readonly encoding?: 'PKCS1' | 'PKCS8' };
}

/**
 * What a store of secrets would hold: recognized wherever it turns up, well-formed as an address, and as a password that Elastic's
 * operator hashes, of which bcrypt takes 72 bytes.
 */
export const secretValue = (name: string, key: string): string => `https://secret.example.com/${name}/${key}`;

/** The Secrets that External Secrets and cert-manager would make of their objects, and no others. */
export function deliveredSecrets(objects: readonly KubeObject[], authority: Authority): readonly KubeObject[] {
  return objects.flatMap((object) => {
    if (object.kind === 'ExternalSecret') return [ofExternalSecret(object)];
    return object.kind === 'Certificate' ? [ofCertificate(object, authority)] : [];
  });
}

function ofExternalSecret({ metadata, spec }: KubeObject): KubeObject {
  const { data = [], dataFrom = [], target = {} } = spec as ExternalSecretSpec;
  const { name = metadata.name, template = {} } = target;
  const namespace = metadata.namespace ?? 'default';
  // A generator of the kind Password fills the one key `password`.
  const keys = [
    ...data.map(({ secretKey }) => secretKey),
    ...dataFrom.flatMap(({ sourceRef }) => (sourceRef?.generatorRef?.kind === 'Password' ? ['password'] : [])),
  ];
  const fetched = Object.fromEntries(keys.map((key) => [key, valueOf(name, key)]));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: template.type ?? 'Opaque',
    stringData: template.data ? filled(template.data, fetched) : fetched,
  };
}

const valueOf = (name: string, key: string): string =>
  key === '.dockerconfigjson' ? '{"auths":{}}' : secretValue(name, key);

// A name that is not fetched stays as it is written: then the program that reads the Secret does not find its value.
function filled(
  template: Readonly<Record<string, string>>,
  fetched: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fill = (text: string): string =>
    text.replace(/\{\{ (?:\.(\w+)|index \. "([^"]+)") \}\}/g, (hole, field?: string, key?: string) => {
      return fetched[field ?? key ?? ''] ?? hole;
    });
  return Object.fromEntries(Object.entries(template).map(([key, text]) => [key, fill(text)]));
}

function ofCertificate({ metadata, spec }: KubeObject, authority: Authority): KubeObject {
  const { secretName, commonName = metadata.name, dnsNames = [], privateKey = {} } = spec as CertificateSpec;
  const { namespace = 'default' } = metadata;
  const names = dnsNames.map((name) => `DNS:${name}`);
  const { cert, key } = authority.issue(`${namespace}-${secretName}`, `/CN=${commonName}`, names);
  const [ca, crt] = [authority.pair.cert, cert].map((path) => readFileSync(path, 'utf8'));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace },
    type: 'kubernetes.io/tls',
    stringData: { 'ca.crt': ca, 'tls.crt': crt, 'tls.key': encoded(key, privateKey.encoding) },
  };
}

/** As cert-manager writes a key that is no RSA key: in the form of before PKCS #8, unless that is asked for. */
function encoded(path: string, encoding: 'PKCS1' | 'PKCS8' = 'PKCS1'): string {
  const key = createPrivateKey(readFileSync(path));
  return key.export({ type: encoding === 'PKCS8' ? 'pkcs8' : 'sec1', format: 'pem' }).toString();
}

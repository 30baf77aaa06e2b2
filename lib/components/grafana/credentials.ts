import type { Dialled, SecretSelector } from '../../kernel/site.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../workload/site.js';

/** What a datasource shows to be let in. */
export type Credentials =
  | { readonly user: string; readonly password: SecretRef }
  /** Sent as `Authorization: Bearer …`. */
  | { readonly token: SecretRef };

/** A secret value that the operator puts in place of `${key}` when it talks to Grafana. */
export interface ValueFrom {
  readonly targetPath: string;
  readonly valueFrom: { readonly secretKeyRef: SecretSelector };
}

/** What is added to a datasource so that it is believed, and believes. */
export interface Trust {
  readonly datasource: object;
  readonly jsonData: object;
  readonly secureJsonData: Readonly<Record<string, string>>;
  readonly valuesFrom: readonly ValueFrom[];
}

/**
 * The far end's authority, our certificate and our credentials, each by reference to a Secret of Grafana's namespace.
 *
 * @param tenant - sent as `X-Scope-OrgID`
 * @see https://grafana.github.io/grafana-operator/docs/datasources/
 */
export function trust(site: Site, { tls }: Dialled, credentials?: Credentials, tenant?: string): Trust {
  const datasource: Record<string, unknown> = {};
  const jsonData: Record<string, unknown> = {};
  const secureJsonData: Record<string, string> = {};
  const valuesFrom: ValueFrom[] = [];
  const fill = (field: string, secretKeyRef: SecretSelector, around = (value: string): string => value): void => {
    secureJsonData[field] = around(`\${${secretKeyRef.key}}`);
    valuesFrom.push({ targetPath: `secureJsonData.${field}`, valueFrom: { secretKeyRef } });
  };
  const certificate = site.certificateSecret;
  if (tls !== undefined && certificate !== undefined) {
    Object.assign(jsonData, { tlsAuth: true, tlsAuthWithCACert: true });
    fill('tlsCACert', { name: certificate, key: 'ca.crt' });
    fill('tlsClientCert', { name: certificate, key: 'tls.crt' });
    fill('tlsClientKey', { name: certificate, key: 'tls.key' });
  }
  if (credentials !== undefined && 'password' in credentials) {
    Object.assign(datasource, { basicAuth: true, basicAuthUser: credentials.user });
    fill('basicAuthPassword', site.secret(credentials.password));
  }
  if (credentials !== undefined && 'token' in credentials) {
    jsonData.httpHeaderName1 = 'Authorization';
    fill('httpHeaderValue1', site.secret(credentials.token), (value) => `Bearer ${value}`);
  }
  if (tenant !== undefined) {
    jsonData.httpHeaderName2 = 'X-Scope-OrgID';
    secureJsonData.httpHeaderValue2 = tenant;
  }
  return { datasource, jsonData, secureJsonData, valuesFrom };
}

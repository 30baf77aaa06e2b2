import type { Endpoint, Protocol } from './endpoint.js';
import type { SecretRef } from './secret-ref.js';

/** What dialling an endpoint gives. */
export interface Dialled {
  readonly host: string;
  readonly port: number;
  /** `host:port`. */
  readonly authority: string;
  /** `https://host:port`, or `http://` where the far end listens in the clear. */
  readonly url: string;
  /**
   * The files in the dialler's pods by which the far end proves itself and the dialler too.
   * @default - the far end listens in the clear, or its certificate is of a public authority
   */
  readonly tls?: TlsFiles;
  /** Whether the connection is encrypted, by whichever authority. */
  readonly encrypted: boolean;
}

/** Paths inside the pods. */
export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** A Secret's name and key, as Kubernetes' selectors take them. */
export interface SecretSelector {
  readonly name: string;
  readonly key: string;
}

/** One set of pods, as values see it that render themselves where they are used: `config(at: Site)`. */
export interface Site {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Admits this site to the endpoint, on both sides, and says how to reach it. */
  dial(to: Endpoint<Protocol>): Dialled;
  /** Has the secret delivered into this site's namespace. */
  secret(ref: SecretRef): SecretSelector;
  /** Has the secret delivered and mounted; the path of its file in the pods. */
  secretFile(ref: SecretRef): string;
  /**
   * Has the secret delivered and set as an environment variable; the variable's name. For programs that read no files.
   *
   * @param variable - its name, where the program wants a certain one. @default - made of the Secret's name and key
   */
  secretEnv(ref: SecretRef, variable?: string): string;
}

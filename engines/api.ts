import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { Pair } from './pki.js';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  /** The body, parsed; a test looks into it by the path that its sentence names. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as of lib/testing/objects.ts
  readonly body: any;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
}

/** What is asked. */
export interface Question {
  /** @default - GET, with a body POST */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** @default - none; what is no string is written as JSON */
  readonly body?: unknown;
  /** @default 'application/json' */
  readonly type?: string;
  /** Whom to be, instead of the administrator. @default - the administrator */
  readonly as?: { readonly user: string; readonly groups: readonly string[] };
}

/** The identity of a ServiceAccount, as the API server sees its pods. */
export const serviceAccount = (namespace: string, name: string): NonNullable<Question['as']> => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
});

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The REST API of an API server, as its administrator. */
export class Api {
  readonly #agent: Agent;
  readonly #resources = new Map<string, readonly Resource[]>();

  public constructor(
    public readonly url: string,
    tls: Pair & { readonly ca: string },
  ) {
    const [ca, cert, key] = [tls.ca, tls.cert, tls.key].map((path) => readFileSync(path));
    this.#agent = new Agent({ keepAlive: true, ca, cert, key });
  }

  /** Asks, and gives back whatever is answered: a refusal is an answer. */
  public ask(path: string, { method, body, type = 'application/json', as }: Question = {}): Promise<Answer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      accept: 'application/json',
      ...(text !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
      ...(as !== undefined && { 'impersonate-user': as.user, 'impersonate-group': [...as.groups] }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.url),
        { agent: this.#agent, headers, method: method ?? (text === undefined ? 'GET' : 'POST') },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const written = Buffer.concat(chunks).toString();
            const json = response.headers['content-type']?.startsWith('application/json') ?? false;
            const warnings = warningsOf(response.headers['warning']);
            resolve({ status: response.statusCode ?? 0, body: json ? JSON.parse(written) : written, warnings });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  /**
   * Asks for what must be there.
   * @throws Error when the answer is a refusal
   */
  public async get(path: string, question: Question = {}): Promise<Answer['body']> {
    const { status, body } = await this.ask(path, question);
    if (status < 300) return body;
    throw new Error(`${question.method ?? ''} ${path}: ${status} ${body.message ?? body}`);
  }

  /** The path of the collection that objects of a kind live in, undefined when the API server knows no such kind. */
  public async collection(apiVersion: string, kind: string, namespace?: string): Promise<string | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = await this.resource(root, kind);
    if (resource === undefined) return undefined;
    return resource.namespaced
      ? `${root}/namespaces/${namespace ?? 'default'}/${resource.name}`
      : `${root}/${resource.name}`;
  }

  /** Closes the connections that are kept. */
  public close(): void {
    this.#agent.destroy();
  }

  // Asked once a group, and again for a kind that was not there yet: definitions come while we look.
  private async resource(root: string, kind: string): Promise<Resource | undefined> {
    const isIt = (one: Resource): boolean => one.kind === kind && !one.name.includes('/');
    const known = this.#resources.get(root)?.find(isIt);
    if (known !== undefined) return known;
    const { status, body } = await this.ask(root);
    if (status !== 200) return undefined;
    this.#resources.set(root, body.resources);
    return body.resources.find(isIt);
  }
}

// RFC 9111, 5.5, of before it was made obsolete: code, agent and quoted text, several parted by commas.
function warningsOf(header: string | string[] | undefined): readonly string[] {
  const text = [header ?? []].flat().join(', ');
  return [...text.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1'));
}

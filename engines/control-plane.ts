import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Api } from './api.js';
import { apply } from './apply.js';
import { type CrdSpec, crds } from './crds.js';
import { type KubeObject, planted } from './documents.js';
import { engine } from './engine.js';
import { Authority, type Pair } from './pki.js';
import { freePorts, Server } from './server.js';

/** The files by which a program reaches the API server as its administrator. */
export interface Access extends Pair {
  readonly ca: string;
  readonly kubeconfig: string;
}

/**
 * A real control plane on loopback: etcd with nothing in it, the API server with RBAC and its default admission, Pod Security
 * included, and the custom resource definitions of every operator. No node: pods stay pending.
 */
export class ControlPlane {
  /**
   * Starts it, in some seconds; stop it in `afterAll`.
   * @param name - of its logs: `.cache/engines/<name>/`, which stay
   * @throws Error with the end of a log when a server does not come up, {@link Refusal} when one is not built
   */
  public static async up(name: string): Promise<ControlPlane> {
    const plane = new ControlPlane(name);
    try {
      await plane.start();
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  /** What certificates and data lie in; goes away with it. */
  public readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  /** The release of the API server. */
  public readonly version = engine('kube-apiserver').version;
  readonly #authority = new Authority(this.folder);
  readonly #admin = this.#authority.issue('admin', '/O=system:masters/CN=admin');
  readonly #serving = this.#authority.issue('apiserver', '/CN=kube-apiserver', [
    'DNS:localhost',
    'DNS:kubernetes.default.svc',
    'IP:127.0.0.1',
  ]);
  readonly #tokens = this.tokenKeys();
  readonly #servers: Server[] = [];
  readonly #logs: string;
  #api: Api | undefined;

  private constructor(name: string) {
    this.#logs = resolve('.cache', 'engines', name);
  }

  /** Its API, as the administrator. */
  public get api(): Api {
    if (this.#api === undefined) throw new Error('the control plane is not up');
    return this.#api;
  }

  /** How an operator reaches it, as the administrator. */
  public get access(): Access {
    const kubeconfig = join(this.folder, 'kubeconfig');
    return { ...this.#admin, ca: this.#authority.pair.cert, kubeconfig };
  }

  /** The most memory that its programs have held together, in bytes. */
  public get peakMemory(): number {
    return this.#servers.reduce((sum, server) => sum + server.peakMemory, 0);
  }

  /** Starts the controllers that make pods of workloads, and account and namespace what they need. */
  public startControllers(): void {
    const controllers = [
      'deployment',
      'replicaset',
      'statefulset',
      'daemonset',
      'job',
      'cronjob',
      'disruption',
      'namespace',
      'serviceaccount',
    ];
    this.serve('kube-controller-manager', [
      '--kubeconfig',
      this.access.kubeconfig,
      '--controllers',
      controllers.map((controller) => `${controller}-controller`).join(','),
      '--leader-elect=false',
      '--secure-port=0',
    ]);
  }

  /** Starts a program beside the control plane, an operator say; it ends with it. */
  public serve(
    name: Parameters<typeof engine>[0],
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Server {
    const server = new Server({ name, path: engine(name).path, args, folder: this.#logs, env: { GOGC: '50', ...env } });
    this.#servers.push(server);
    return server;
  }

  /** Ends it all, the last started first, and removes its data; the logs stay. */
  public async stop(): Promise<void> {
    this.#api?.close();
    for (const server of [...this.#servers].reverse()) await server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const [client = 0, peer = 0, secure = 0] = await freePorts(3);
    this.#api = new Api(`https://127.0.0.1:${secure}`, this.access);
    this.writeKubeconfig();
    this.serve('etcd', etcdArguments(join(this.folder, 'etcd'), client, peer));
    const server = this.serve('kube-apiserver', [
      ...[`--etcd-servers=http://127.0.0.1:${client}`, `--secure-port=${secure}`],
      ...[`--client-ca-file=${this.#authority.pair.cert}`],
      ...[`--tls-cert-file=${this.#serving.cert}`, `--tls-private-key-file=${this.#serving.key}`],
      ...[`--service-account-key-file=${this.#tokens.cert}`, `--service-account-signing-key-file=${this.#tokens.key}`],
      ...apiServerArguments,
    ]);
    await server.until(async () => {
      const answers = await Promise.all(['/readyz', ...systemNamespaces].map((path) => this.api.ask(path)));
      return answers.every(({ status }) => status === 200);
    });
    await this.installCrds(server);
  }

  private async installCrds(server: Server): Promise<void> {
    const { refused } = await apply(
      this.api,
      crds().map((crd) => planted(crd)),
    );
    if (refused.length > 0)
      throw new Error(`definitions are refused:\n${refused.map(({ reason }) => reason).join('\n')}`);
    await server.until(async () => {
      const known = await Promise.all(crds().map((crd) => this.serves(crd)));
      return known.every(Boolean);
    });
  }

  // Discovery names a kind once its definition is established, somewhat after it was accepted.
  private async serves({ spec }: KubeObject): Promise<boolean> {
    const { group, names, versions } = spec as CrdSpec;
    const asked = versions
      .filter(({ served }) => served)
      .map(({ name }) => this.api.collection(`${group}/${name}`, names.kind));
    return (await Promise.all(asked)).every((path) => path !== undefined);
  }

  // The pair that signs and checks the tokens of ServiceAccounts; its public half is no certificate.
  private tokenKeys(): Pair {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pair = { cert: join(this.folder, 'tokens.pub'), key: join(this.folder, 'tokens.key') };
    writeFileSync(pair.cert, publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(pair.key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    return pair;
  }

  private writeKubeconfig(): void {
    const { ca, cert, key, kubeconfig } = this.access;
    const data = (path: string): string => readFileSync(path).toString('base64');
    const named = { name: 'engines' };
    const document = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': named.name,
      clusters: [{ ...named, cluster: { server: this.api.url, 'certificate-authority-data': data(ca) } }],
      users: [{ ...named, user: { 'client-certificate-data': data(cert), 'client-key-data': data(key) } }],
      contexts: [{ ...named, context: { cluster: named.name, user: named.name, namespace: 'default' } }],
    };
    writeFileSync(kubeconfig, JSON.stringify(document), { mode: 0o600 });
  }
}

const systemNamespaces = ['default', 'kube-system'].map((name) => `/api/v1/namespaces/${name}`);

/** https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ of 1.37; admission stays as it is by default. */
const apiServerArguments = [
  '--bind-address=127.0.0.1',
  '--advertise-address=127.0.0.1',
  '--authorization-mode=RBAC',
  '--service-cluster-ip-range=10.0.0.0/16',
  '--service-account-issuer=https://kubernetes.default.svc',
  '--endpoint-reconciler-type=none',
  '--allow-privileged=true',
  '--enable-priority-and-fairness=false',
  '--profiling=false',
];

/** Without fsync: what it holds is worth nothing after the test. https://etcd.io/docs/v3.6/op-guide/configuration/ */
function etcdArguments(folder: string, client: number, peer: number): readonly string[] {
  const [clients, peers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  return [
    ...['--name=etcd', `--data-dir=${folder}`, '--unsafe-no-fsync', '--log-level=warn'],
    ...[`--listen-client-urls=${clients}`, `--advertise-client-urls=${clients}`],
    ...[`--listen-peer-urls=${peers}`, `--initial-advertise-peer-urls=${peers}`, `--initial-cluster=etcd=${peers}`],
  ];
}

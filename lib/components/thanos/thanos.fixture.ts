import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Duration, Testing } from 'cdk8s';
import { engine } from '../../../engines/engine.js';
import { Authority, type Pair } from '../../../engines/pki.js';
import { freePorts, Server } from '../../../engines/server.js';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import { metric } from '../../query/metric.js';
import { promql } from '../../query/promql.js';
import { RuleGroup } from '../../signals/rule-group.js';
import { type Objects, objectsOf, type Written } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { ThanosCompactor } from './compactor.js';
import { ThanosGate } from './gate.js';
import { ThanosQueryFrontend } from './query-frontend.js';
import { ThanosQuery } from './query.js';
import { ThanosReceive } from './receive.js';
import { ThanosRuler } from './ruler.js';
import { ThanosStore } from './store.js';

/** Where keys and passwords would lie. */
export const keys = {
  accessKey: SecretRef.external('bucket', 'access-key'),
  secretKey: SecretRef.external('bucket', 'secret-key'),
};

/** The callers' passwords, as the organisation's store would have them: with what YAML and templates read. */
export const passwords = { 'eu-west-1': 'p{{a}}s: "#$', 'us-east-1': 'another' } as const;

/** An Alertmanager that nobody is. */
function alerting(chart: Chart): AlertsEndpoint<'platform'> {
  const site = new Site(chart, 'alerts', { labels: { app: 'alerts' } });
  const replicas = { namespace: 'global', service: 'alertmanager-operated', port: 'web' };
  return { api: site.listen('alertmanager', { service: 'alertmanager-operated', port: 9093 }), replicas };
}

/** A rule over all tenants. */
function everybody(): RuleGroup<'platform'> {
  const answer = metric('answer', { labels: { tenant_id: 2 } });
  const group = new RuleGroup<'platform'>('everybody');
  const tenants = group.record('tenants:answer:count', promql`count by (tenant_id) (${answer})`);
  group.alert({
    name: 'Answered',
    when: promql`${tenants} > 0`,
    for: Duration.minutes(1),
    severity: 'info',
    team: 'platform',
    summary: 'answered',
    description: 'somebody has answered',
  });
  return group;
}

/** Everything of ours, as it would be written. */
export function written(): Objects {
  const app = Testing.app();
  const chart = new Chart(app, 'global', { namespace: 'global', disableResourceNameHashes: true });
  new Namespace(chart, 'global');
  const bucket = { name: 'acme-metrics', credentials: keys };
  const receive = new ThanosReceive(chart, 'receive', { bucket });
  new ThanosGate(chart, 'gate', {
    to: receive.door,
    callers: {
      'eu-west-1': { tenant: 'shop', password: SecretRef.external('callers', 'eu') },
      'us-east-1': { password: SecretRef.external('callers', 'us') },
    },
  });
  const store = new ThanosStore(chart, 'store', { bucket });
  const query = new ThanosQuery(chart, 'query', { stores: [receive.stores, store.endpoint] });
  new ThanosQueryFrontend(chart, 'frontend', { query: query.read });
  new ThanosCompactor(chart, 'compactor', { bucket, retention: { raw: Duration.days(30) } });
  const links = { runbooks: 'https://runbooks.example.com' };
  const ruler = new ThanosRuler(chart, 'ruler', { query: query.read, bucket, alertmanager: alerting(chart), links });
  ruler.rules(everybody());
  return objectsOf(chart);
}

/** An answer over HTTPS. */
export interface Answer {
  readonly code: number;
  readonly body: string;
}

/** The programs on loopback, with the arguments and files that were written for them. */
export class World {
  public readonly folder = mkdtempSync(join(tmpdir(), 'engines-thanos-'));
  public readonly objects = written();
  readonly #authority = new Authority(this.folder);
  readonly #pair: Pair;
  readonly #ports = new Map<string, number>();
  readonly #servers = new Map<string, Server>();

  private constructor() {
    const services = this.objects.all
      .filter(({ kind }) => kind === 'Certificate')
      .flatMap(({ spec }) => (spec.dnsNames as string[]).map((name) => `DNS:${name}`));
    this.#pair = this.#authority.issue('pod', '/CN=pod', [...services, 'IP:127.0.0.1']);
  }

  /** @param listeners - who will listen, each name once: `query:10902` */
  public static async open(listeners: readonly string[]): Promise<World> {
    const world = new World();
    const ports = await freePorts(listeners.length);
    listeners.forEach((listener, at) => world.#ports.set(listener, ports[at] ?? 0));
    return world;
  }

  /** The port on which somebody listens here. */
  public port(listener: string): number {
    const port = this.#ports.get(listener);
    if (port === undefined) throw new Error(`nobody said that ${listener} would listen`);
    return port;
  }

  /** Starts a pod of a workload, and waits until it says that it is ready. */
  public async start(workload: string, pod: string = workload, more: readonly string[] = []): Promise<Server> {
    const server = this.run(workload, pod, more);
    const health = workload === 'gate' ? `${pod}:8426/health` : `${pod}:10902/-/ready`;
    await server.until(async () => (await this.ask(health)).code === 200);
    return server;
  }

  /** Starts a pod, whatever comes of it. */
  public run(workload: string, pod: string, more: readonly string[] = []): Server {
    const { path } = engine(workload === 'gate' ? 'vmauth' : 'thanos');
    this.mount(workload, pod);
    const container = this.container(workload);
    const args = (container.args as string[]).map((arg) => this.here(arg, pod));
    const server = new Server({ name: pod, path, args: [...args, ...more], folder: this.folder });
    this.#servers.set(pod, server);
    return server;
  }

  /** A Prometheus that writes one series by the gate: as whom, where it stands, and with which headers. */
  public async writer(name: string, external: Readonly<Record<string, string>>, as: Writer): Promise<Server> {
    const place = join(this.folder, name);
    mkdirSync(place, { recursive: true });
    const rule = { record: 'answer', expr: '42' };
    writeFileSync(join(place, 'rules.yaml'), yaml({ groups: [{ name: 'one', interval: '1s', rules: [rule] }] }));
    const remote = {
      url: `https://127.0.0.1:${this.port('gate:8427')}/api/v1/write`,
      basic_auth: { username: as.username, password: as.password },
      tls_config: { ca_file: this.#authority.pair.cert },
      ...(as.headers && { headers: as.headers }),
    };
    const global = { evaluation_interval: '1s', external_labels: { ...external } };
    const config = { global, rule_files: ['rules.yaml'], remote_write: [remote] };
    writeFileSync(join(place, 'prometheus.yaml'), yaml(config));
    const args = [
      `--config.file=${join(place, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(place, 'data')}`,
      `--web.listen-address=127.0.0.1:${this.port(`${name}:9090`)}`,
    ];
    const server = new Server({ name, path: engine('prometheus').path, args, folder: this.folder });
    this.#servers.set(name, server);
    await server.until(async () => (await fetch(`http://127.0.0.1:${this.port(`${name}:9090`)}/-/ready`)).ok);
    return server;
  }

  /** A ruler with the documents of the custom resource, and the flags that the operator (0.93) makes of them. */
  public async ruler(): Promise<Server> {
    const place = join(this.folder, 'ruler');
    const { data } = this.objects.one('ExternalSecret', 'ruler-config').spec.target.template;
    const rules = this.objects.one('PrometheusRule', 'ruler-everybody').spec;
    const files = { 'query.yaml': data['query.yaml'], 'alertmanagers.yaml': data['alertmanagers.yaml'] };
    for (const [file, text] of Object.entries(files)) put(place, file, this.here(text, 'ruler'));
    put(place, 'rules.yaml', yaml(rules));
    const args = [
      'rule',
      `--data-dir=${join(place, 'data')}`,
      '--eval-interval=1s',
      '--label=thanos_ruler_replica="ruler-0"',
      `--rule-file=${join(place, 'rules.yaml')}`,
      `--query.config-file=${join(place, 'query.yaml')}`,
      `--alertmanagers.config-file=${join(place, 'alertmanagers.yaml')}`,
      `--http-address=127.0.0.1:${this.port('ruler:10902')}`,
      `--grpc-address=127.0.0.1:${this.port('ruler:10901')}`,
    ];
    const server = new Server({ name: 'ruler', path: engine('thanos').path, args, folder: this.folder });
    this.#servers.set('ruler', server);
    const ready = `http://127.0.0.1:${this.port('ruler:10902')}/-/ready`;
    await server.until(async () => (await fetch(ready)).ok);
    return server;
  }

  /** The series that a query finds, by their labels. */
  public async series(at: string, query: string, more = ''): Promise<Readonly<Record<string, string>>[]> {
    const { body } = await this.ask(`${at}:10902/api/v1/query?query=${encodeURIComponent(query)}${more}`);
    const { data } = JSON.parse(body) as { data?: { result: { metric: Record<string, string> }[] } };
    return (data?.result ?? []).map(({ metric }) => metric);
  }

  /** Asks a listener over TLS. @param to - `gate:8427/path` @param shown - whether with a certificate of the platform */
  public ask(to: string, asked: Asked = {}): Promise<Answer> {
    const [, listener = '', path = '/'] = /^([^/]+)(\/.*)?$/.exec(to) ?? [];
    const { method = 'GET', user, headers, shown = true } = asked;
    const { cert, key } = this.#pair;
    const proof = shown ? { cert: read(cert), key: read(key) } : {};
    const options = { host: '127.0.0.1', port: this.port(listener), path, method, headers, auth: user };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, ca: read(this.#authority.pair.cert), ...proof, agent: false }, (response) => {
        let body = '';
        response.on('data', (some: Buffer) => (body += some.toString()));
        response.on('end', () => resolve({ code: response.statusCode ?? 0, body }));
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? 'x' : undefined);
    });
  }

  public async stop(name: string): Promise<void> {
    await this.#servers.get(name)?.stop();
    this.#servers.delete(name);
  }

  public async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
    rmSync(this.folder, { recursive: true });
  }

  /** A file of a ConfigMap or a Secret of ours, as it stands in a pod here. */
  public text(text: string, pod: string): string {
    return this.here(
      text.replace(/\{\{ index \. "([^"]+)" \| toJson \}\}/g, (_, user: string) => {
        return JSON.stringify(passwords[user as keyof typeof passwords]);
      }),
      pod,
    );
  }

  private container(workload: string): Written {
    const found = this.objects.all.find(
      ({ kind, metadata }) => /^(Deployment|StatefulSet)$/.test(kind) && metadata.name === workload,
    );
    return found.spec.template.spec.containers[0];
  }

  /** Writes what would be mounted: ConfigMaps, and documents of Secrets. The bucket is a folder. */
  private mount(workload: string, pod: string): void {
    const place = join(this.folder, pod);
    for (const kind of ['config', 'watched']) {
      const map = this.objects.all.find(
        (one) => one.kind === 'ConfigMap' && one.metadata.name === `${workload}-${kind}`,
      );
      for (const [file, text] of Object.entries((map?.data ?? {}) as Record<string, string>)) {
        put(join(place, kind), file, this.text(text, pod));
      }
    }
    const folder = { type: 'FILESYSTEM', config: { directory: join(this.folder, 'bucket') } };
    put(place, 'objstore.yaml', yaml(folder));
    if (workload !== 'gate') return;
    const { data } = this.objects.one('ExternalSecret', 'gate-callers').spec.target.template;
    put(place, 'auth.yaml', this.text(data['auth.yaml'], pod));
  }

  /** Paths, names and ports of a cluster, as they are here. */
  private here(text: string, pod: string): string {
    const { cert, key } = this.#pair;
    return text
      .replaceAll('$(POD_NAME)', pod)
      .replace(/\/etc\/(?:thanos\/)?secrets\/[a-z-]+-tls\/tls\.crt/g, cert)
      .replace(/\/etc\/(?:thanos\/)?secrets\/[a-z-]+-tls\/tls\.key/g, key)
      .replace(/\/etc\/(?:thanos\/)?secrets\/[a-z-]+-tls\/ca\.crt/g, this.#authority.pair.cert)
      .replace(/\/etc\/secrets\/[a-z-]+\/(objstore|auth)\.yaml/g, `${this.folder}/${pod}/$1.yaml`)
      .replace(/\/etc\/thanos\//g, `${this.folder}/${pod}/`)
      .replace(/\/var\/thanos/g, `${this.folder}/${pod}/data`)
      .replace(/(0\.0\.0\.0|127\.0\.0\.1|(?<==)):(\d+)/g, (_, __, port: string) => `127.0.0.1:${this.there(pod, port)}`)
      .replace(
        /([a-z0-9-]+)(\.[a-z0-9-]+)?\.global\.svc:(\d+)/g,
        (_, host: string, __, port: string) => `127.0.0.1:${this.there(host, port)}`,
      );
  }

  private there(host: string, port: string): number {
    return this.#ports.get(`${host}:${port}`) ?? 1;
  }
}

/** As whom a Prometheus writes. */
export interface Writer {
  readonly username: string;
  readonly password: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How something is asked. */
export interface Asked {
  readonly method?: 'GET' | 'POST';
  /** `user:password`. */
  readonly user?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly shown?: boolean;
}

function put(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
}

function read(path: string): Buffer {
  return readFileSync(path);
}

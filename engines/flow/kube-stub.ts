import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A pod that the stub tells of. */
export interface StubPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly ip: string;
}

/**
 * As much of an API server as informers need: lists that hold the pods given and nothing else, watches that stay silent.
 * The real one judges rights elsewhere; here a collector only must find who sent to it.
 */
export class KubeStub {
  private constructor(
    private readonly server: HttpServer,
    /** For KUBECONFIG. */
    public readonly kubeconfig: string,
  ) {}

  public static async start(folder: string, pods: readonly StubPod[] = []): Promise<KubeStub> {
    const server = createServer((request, response) => answer(request, response, pods));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const kubeconfig = join(folder, 'kubeconfig.json');
    const cluster = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const context = { cluster: 'stub', user: 'stub' };
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'stub', cluster }],
        users: [{ name: 'stub', user: {} }],
        contexts: [{ name: 'stub', context }],
        'current-context': 'stub',
      }),
    );
    return new KubeStub(server, kubeconfig);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Kinds by the last word of a path. */
const kinds: Readonly<Record<string, string>> = {
  pods: 'Pod',
  namespaces: 'Namespace',
  nodes: 'Node',
  events: 'Event',
  replicasets: 'ReplicaSet',
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  jobs: 'Job',
  cronjobs: 'CronJob',
};

function answer({ url = '/' }: IncomingMessage, response: ServerResponse, pods: readonly StubPod[]): void {
  const { pathname, searchParams } = new URL(url, 'http://stub');
  const resource = pathname.split('/').at(-1) ?? '';
  const kind = kinds[resource];
  if (kind === undefined)
    return json(response, 404, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 });
  if (searchParams.get('sendInitialEvents') === 'true') {
    return json(response, 422, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Invalid', code: 422 });
  }
  if (searchParams.has('watch')) {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    return;
  }
  const apiVersion = /^\/apis\/([^/]+\/[^/]+)\//.exec(pathname)?.[1] ?? 'v1';
  const items = resource === 'pods' ? pods.map(written) : [];
  return json(response, 200, { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '1' }, items });
}

function written({ namespace, name, uid, ip }: StubPod): object {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { namespace, name, uid, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { nodeName: 'node-1', containers: [] },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], startTime: '2026-01-01T00:00:00Z' },
  };
}

function json(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { apply } from '../apply.js';
import { type KubeObject, planted, titleOf } from '../documents.js';
import { Authority } from '../pki.js';
import { freePorts } from '../server.js';
import type { Operated } from './operated.js';
import { respondsAt } from './responds.js';

/** Starts prometheus-operator for all namespaces. @throws Error with its log when it does not become ready */
export async function startPrometheusOperator({ plane }: Operated): Promise<void> {
  const { ca, cert, key } = plane.access;
  const [port = 0] = await freePorts(1);
  const server = plane.serve('prometheus-operator', [
    ...[`--apiserver=${plane.api.url}`, `--ca-file=${ca}`, `--cert-file=${cert}`, `--key-file=${key}`],
    ...[`--web.listen-address=127.0.0.1:${port}`, '--config-reloader-cpu-limit=0'],
    // So that it says of each monitor and rule whether it took it; it changes nothing else.
    '--feature-gates=StatusForConfigurationResources=true',
  ]);
  await server.until(() => respondsAt(`http://127.0.0.1:${port}/healthz`));
}

/** What the webhook looks at: resource and path, of pkg/admission/admission.go of 0.93. */
const looksAt = [
  { resource: 'prometheusrules', versions: ['v1'], path: '/admission-prometheusrules/validate' },
  {
    resource: 'alertmanagerconfigs',
    versions: ['v1alpha1', 'v1beta1'],
    path: '/admission-alertmanagerconfigs/validate',
  },
] as const;

/** Starts the operator's admission webhook, and has the API server ask it. @throws Error when it cannot be asked */
export async function startAdmissionWebhook({ plane }: Operated): Promise<void> {
  const folder = join(plane.folder, 'webhook');
  mkdirSync(folder);
  const authority = new Authority(folder);
  const { cert, key } = authority.issue('webhook', '/CN=webhook', ['IP:127.0.0.1']);
  const [port = 0] = await freePorts(1);
  const listen = `127.0.0.1:${port}`;
  const server = plane.serve('prometheus-operator-webhook', [
    ...[`--web.listen-address=${listen}`, `--web.cert-file=${cert}`, `--web.key-file=${key}`],
    '--web.client-ca-file=',
  ]);
  const caBundle = readFileSync(authority.pair.cert).toString('base64');
  const webhooks = looksAt.map(({ resource, versions, path }) => ({
    name: `${resource}.monitoring.coreos.com`,
    clientConfig: { url: `https://${listen}${path}`, caBundle },
    rules: [{ apiGroups: ['monitoring.coreos.com'], apiVersions: versions, operations: ['*'], resources: [resource] }],
    admissionReviewVersions: ['v1'],
    failurePolicy: 'Fail',
    sideEffects: 'None',
  }));
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'prometheus-operator' },
    webhooks,
  };
  await plane.api.get('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', { body: configuration });
  // The API server takes a second to notice that it has somebody to ask.
  await server.until(async () => {
    const { refused } = await apply(plane.api, [planted(nonsense)], { dryRun: true });
    return refused.some(({ reason }) => reason.includes('admission webhook'));
  });
}

const nonsense = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'nonsense', namespace: 'default' },
  spec: { groups: [{ name: 'nonsense', rules: [{ alert: 'Nonsense', expr: 'sum by (' }] }] },
};

/** A text that the operator keeps compressed in a Secret. @throws Error when it is not there */
export function unzipped(secret: KubeObject, key: string): string {
  const bytes = (secret.data as Readonly<Record<string, string>> | undefined)?.[key];
  if (bytes === undefined) throw new Error(`${titleOf(secret)} has no ${key}`);
  return gunzipSync(Buffer.from(bytes, 'base64')).toString('utf8');
}

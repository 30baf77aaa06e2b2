import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Config } from '../../kernel/config.js';
import type { TlsFiles } from '../../kernel/site.js';
import type { Priority } from '../../workload/availability.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Resources } from '../../workload/resources.js';
import type { Site } from '../../workload/site.js';
import type { Volume } from '../../workload/volume.js';
import { webConfig } from '../../workload/web-config.js';
import { Workload } from '../../workload/workload.js';
import { ports } from './ports.js';
import type { Flag, GrpcClientFlags, GrpcServerFlags, HttpFlags } from './schema.js';

/** The user of Thanos' image (its Dockerfile). */
export const user = 1001;

/** Where files are mounted: those that are read once, and those that are watched. */
export const folders = { config: '/etc/thanos/config', watched: '/etc/thanos/watched', data: '/var/thanos' } as const;

type Files = Readonly<Record<string, string>>;

/** Props of {@link runThanos}. */
export interface ThanosPods<F extends HttpFlags> {
  readonly command: 'receive' | 'query' | 'query-frontend' | 'store' | 'compact';
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly site: Site;
  readonly flags: Config<F>;
  readonly replicas: number;
  readonly resources: Resources;
  /** Files beside the web configuration that are read at the start: a change restarts the pods. @default - none */
  readonly files?: () => Files;
  /** Files that are read again when they change. @default - none */
  readonly watched?: () => Files;
  readonly volumes?: readonly Volume[];
  readonly env?: Readonly<Record<string, { readonly fieldPath: string }>>;
  /** Ports beside HTTP. @default - none */
  readonly ports?: Readonly<Record<string, number>>;
  readonly governedBy?: string;
  readonly priority?: Priority;
  readonly gracePeriod?: Duration;
  /** How many times ten seconds a start may take. @default 6 */
  readonly startupAttempts?: number;
}

/** Pods of one command of Thanos, below the construct that is it. */
export function runThanos<F extends HttpFlags>(at: Construct, pods: ThanosPods<F>): void {
  const { command, flags, files, watched, volumes, ports: more, ...rest } = pods;
  const { site } = pods;
  const tls = site.certificate !== undefined;
  const config = new ConfigFiles(at, 'config', () => ({ 'web.yaml': webConfig(site), ...files?.() }));
  const mounted = watched && new ConfigFiles(at, 'watched', watched);
  new Workload(at, 'Resource', {
    ...rest,
    image: 'thanos',
    args: () => [command, ...argumentsOf(flags.value)],
    ports: { http: ports.http, ...more },
    probes: {
      readiness: { path: '/-/ready', port: ports.http, tls },
      liveness: { path: '/-/healthy', port: ports.http, tls },
      ...(rest.startupAttempts && { startupAttempts: rest.startupAttempts }),
    },
    config: { files: config, path: folders.config },
    volumes: [
      ...(volumes ?? []),
      ...(mounted ? [{ name: 'watched', path: folders.watched, configMap: mounted.name }] : []),
    ],
    user,
  });
}

/** Flags as they stand on a command line, sorted: their order says nothing. */
export function argumentsOf(flags: object): string[] {
  return Object.entries(flags as Readonly<Record<string, Flag | undefined>>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (value === true) return [`--${name}`];
      return [value].flat().map((one) => `--${name}=${one}`);
    });
}

/** How every program serves its pages: over TLS where the site has a certificate. Call it after the site listens. */
export function serving(site: Site): HttpFlags {
  return {
    'http-address': `0.0.0.0:${ports.http}`,
    ...(site.certificate && { 'http.config': `${folders.config}/web.yaml` }),
    'enable-auto-gomemlimit': true,
  };
}

/** How a program answers the StoreAPI: over TLS only who proves himself is answered, since whoever is may also write there. */
export function answering(site: Site): GrpcServerFlags {
  const { certificate: files } = site;
  return {
    'grpc-address': `0.0.0.0:${ports.grpc}`,
    ...(files && {
      'grpc-server-tls-cert': files.cert,
      'grpc-server-tls-key': files.key,
      'grpc-server-tls-client-ca': files.ca,
    }),
  };
}

/** How a program asks over the StoreAPI. */
export function asking(files: TlsFiles | undefined): GrpcClientFlags {
  if (files === undefined) return {};
  return {
    'grpc-client-tls-secure': true,
    'grpc-client-tls-cert': files.cert,
    'grpc-client-tls-key': files.key,
    'grpc-client-tls-ca': files.ca,
  };
}

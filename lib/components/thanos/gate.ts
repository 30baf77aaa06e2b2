import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { Doors, type Endpoint } from '../../kernel/endpoint.js';
import { selecting } from '../../kernel/labels.js';
import { refuseAt } from '../../kernel/refusal.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import type { Dialled, TlsFiles } from '../../kernel/site.js';
import type { Telemetry, Watched } from '../../signals/watched.js';
import type { Resources } from '../../workload/resources.js';
import { Site } from '../../workload/site.js';
import { Workload } from '../../workload/workload.js';
import { gateMetrics } from './catalogue.js';
import { authTemplate, type Callers } from './gate-config.js';
import { refuseCount } from './refuse.js';
import { argumentsOf } from './run.js';
import { gateSymptoms } from './symptoms.js';

/** Props of {@link ThanosGate}. */
export interface ThanosGateProps {
  /** The routers behind it. */
  readonly to: Endpoint<'thanos-receive'>;
  /** Who may write, by user name, and for which tenant. */
  readonly callers: Callers;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 0.25 cores, 256 MiB */
  readonly resources?: Resources;
}

/** What it listens on: for callers, and for ourselves alone. */
const listening = { write: 8427, internal: 8426 } as const;

/** The file of callers. */
const file = 'auth.yaml';

/**
 * The only way in for samples: asks each caller for its password, and says whose its samples are. A header by which the caller says so
 * itself gets it nowhere. It is vmauth, whose own routes (metrics, profiles, reload) are on a port of their own.
 *
 * @see https://docs.victoriametrics.com/victoriametrics/vmauth/
 */
export class ThanosGate extends Construct implements Watched {
  /** Takes samples, with a user and a password, at the path that senders expect: all routers copy among the ingesters by themselves. */
  public readonly write: Doors<'remote-write'>;
  public readonly telemetry: Telemetry;

  public constructor(scope: Construct, id: string, props: ThanosGateProps) {
    super(scope, id);
    refuseCount(this, 'replicas', props.replicas, 1);
    const name = nameOf(this);
    const site = new Site(this, 'Site', { labels: selecting('thanos-gate', name) });
    this.write = Doors.one(site.listen('remote-write', { service: name, port: listening.write }));
    const metrics = site.listen('metrics', { port: listening.internal });
    const routers = site.dial(props.to);
    const template = refuseAt(this.node.path, () => authTemplate(props.callers, routers.url));
    const passwords = Object.entries(props.callers).map(([user, { password }]) => [user, password] as const);
    const callers = SecretRef.composed(`${name}-callers`, file, template, Object.fromEntries(passwords));
    const flags = flagsOf(site.secretFile(callers), site.certificate, routers);
    const health = { path: '/health', port: listening.internal, tls: site.certificate !== undefined };
    new Workload(this, 'Resource', {
      kind: 'Deployment',
      site,
      image: 'vmauth',
      replicas: props.replicas ?? 2,
      args: () => argumentsOf(flags),
      ports: listening,
      probes: { readiness: health, liveness: health },
      resources: props.resources ?? { cpu: 0.25, memory: Size.mebibytes(256) },
      priority: 'critical',
    });
    this.telemetry = {
      metrics: [{ endpoint: metrics, job: name }],
      yields: Object.values(gateMetrics),
      alerts: gateSymptoms(name),
      dashboards: [],
    };
  }
}

function flagsOf(
  callers: string,
  files: TlsFiles | undefined,
  { tls }: Dialled,
): Readonly<Record<string, string | true>> {
  return {
    'auth.config': callers,
    configCheckInterval: '1m',
    httpListenAddr: `:${listening.write}`,
    httpInternalListenAddr: `:${listening.internal}`,
    ...(files && { tls: true as const, tlsCertFile: files.cert, tlsKeyFile: files.key, tlsMinVersion: 'TLS12' }),
    ...(tls && {
      'backend.TLSCAFile': tls.ca,
      'backend.TLSCertFile': tls.cert,
      'backend.TLSKeyFile': tls.key,
    }),
    'http.disableCORS': true,
    'http.header.disableServerHostname': true,
    removeXFFHTTPHeaderValue: true,
  };
}

import { Refusal } from './refusal.js';
import type { Signal } from './signal.js';

/**
 * What is spoken at an endpoint, by the name of the interface, not of the wire: an Elasticsearch and a Loki both answer
 * HTTP, and one must not be dialled where the other is meant.
 */
export type Protocol =
  | 'metrics'
  | 'prometheus'
  | 'remote-write'
  | 'thanos-receive'
  | 'thanos-store'
  | 'memcached'
  | 'alertmanager'
  | 'grafana'
  | 'otlp-grpc'
  | 'otlp-http'
  | 'jaeger'
  | 'zipkin'
  | 'jaeger-query'
  | 'jaeger-sampling'
  | 'loki'
  | 'elasticsearch'
  | 'kibana'
  | 'beats'
  | 'syslog'
  | 'postgresql'
  | 'redis'
  | 'kafka'
  | 'probe'
  | 'fluent-http'
  | 'kubernetes-api'
  | 'kubelet'
  | 'webhook'
  | 'https'
  | 'smtp'
  | 'object-storage';

/** A set of pods, as a NetworkPolicy sees it. */
export interface Pods {
  readonly kind: 'pods';
  /** The namespace that the pods live in. */
  readonly namespace: string;
  /** The labels that select exactly them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses that no label selects: nodes, the API server, address ranges of the organisation. */
export interface Addresses {
  readonly kind: 'addresses';
  /** CIDR blocks. */
  readonly cidrs: readonly string[];
}

/** The public internet by one name; private ranges are left out where only CIDRs can be written. */
export interface Internet {
  readonly kind: 'internet';
  /** The fully qualified name that is dialled. */
  readonly fqdn: string;
}

/** Whom a connection reaches, or who makes it. */
export type Peer = Pods | Addresses | Internet;

/** How an endpoint is reached; only a site sees it. */
export interface Reached {
  readonly host: string;
  readonly port: number;
  /** The port of the container: network policies see it, not the Service's. */
  readonly containerPort: number;
  readonly behind: Peer;
  readonly tls: TlsServer;
}

/**
 * What the far end proves itself with: nothing, a certificate of the platform's own authority, one of a public authority, or one of
 * an authority of its own, whose certificate comes with the credentials.
 */
export type TlsServer = 'none' | 'platform' | 'public' | 'own';

/** Everything an {@link Endpoint} keeps to itself. */
export interface EndpointProps<P extends Protocol> extends Reached {
  readonly protocol: P;
  /** The pods that answer, for monitors, which find them by labels even where a policy knows only addresses. */
  readonly pods?: Pods;
  /** The Service that answers, when one does: a ServiceMonitor selects by its labels. */
  readonly service?: ServiceRef;
  /** Writes the listener's side of the connection. @default - nobody has to be told */
  readonly admit?: (by: Peer) => void;
}

/** A Service as a ServiceMonitor finds it. */
export interface ServiceRef {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly portName: string;
}

/**
 * Where something listens. It shows no address: a site that dials it gets one, and by that call, and no other, admits
 * itself on both sides.
 */
export class Endpoint<out P extends Protocol> {
  public readonly protocol: P;
  readonly #props: EndpointProps<P>;

  public constructor(props: EndpointProps<P>) {
    if (!Number.isInteger(props.port) || props.port < 1 || props.port > 65_535) {
      throw new Refusal({
        at: props.host,
        field: 'port',
        given: props.port,
        allowed: 'a whole number from 1 to 65535',
        fix: 'give the port that the Service listens on',
      });
    }
    this.protocol = props.protocol;
    this.#props = props;
  }

  /** @internal Only a site calls it. */
  public reach(by: Peer): Reached {
    this.#props.admit?.(by);
    return this.#props;
  }

  /** @internal Who answers; for monitors, which select the same pods. */
  public get answeredBy(): { readonly pods?: Pods; readonly containerPort: number; readonly service?: ServiceRef } {
    return this.#props;
  }

  /** @internal Whether, and by whose certificate, the far end proves itself. */
  public get tls(): TlsServer {
    return this.#props.tls;
  }

  /** Admits pods that no construct of this program makes: an operator's, another repository's. Only the listener's side is written. */
  public openTo(pods: Omit<Pods, 'kind'>): void {
    this.#props.admit?.({ kind: 'pods', ...pods });
  }

  /**
   * What stands on addresses that no label selects: nodes, the API server. Its certificate is not the platform's.
   *
   * @param host - the name by which it is dialled
   */
  public static atAddresses<P extends Protocol>(
    protocol: P,
    host: string,
    port: number,
    cidrs: readonly string[],
  ): Endpoint<P> {
    return new Endpoint({
      protocol,
      host,
      port,
      containerPort: port,
      behind: { kind: 'addresses', cidrs },
      tls: 'public',
    });
  }

  /** Pods of somebody else's, in the clear unless said otherwise. Nothing is written on their side: it is not ours. */
  public static ofPods<P extends Protocol>(
    protocol: P,
    host: string,
    port: number,
    pods: Omit<Pods, 'kind'>,
  ): Endpoint<P> {
    const behind: Pods = { kind: 'pods', ...pods };
    return new Endpoint({ protocol, host, port, containerPort: port, behind, pods: behind, tls: 'none' });
  }

  /**
   * A service on the public internet, by name, with a certificate of a public authority.
   *
   * @param port - @default 443
   */
  public static external<P extends Protocol>(protocol: P, fqdn: string, port = 443): Endpoint<P> {
    return new Endpoint({
      protocol,
      host: fqdn,
      port,
      containerPort: port,
      behind: { kind: 'internet', fqdn },
      tls: 'public',
    });
  }
}

/**
 * The doors of one store whose replicas do not copy from each other: whoever writes must write to each of them. It is one
 * value, out of which no single door can be taken.
 */
export class Doors<out P extends Protocol> {
  readonly #doors: readonly [Endpoint<P>, ...Endpoint<P>[]];

  /** @param doors - one for each replica */
  public constructor(...doors: readonly [Endpoint<P>, ...Endpoint<P>[]]) {
    this.#doors = doors;
  }

  /** One address for all: a far end that copies between its replicas by itself, or has but one. */
  public static one<P extends Protocol>(door: Endpoint<P>): Doors<P> {
    return new Doors(door);
  }

  /** @internal Only who writes to all of them calls it. */
  public each<T>(write: (door: Endpoint<P>, ordinal: number, count: number) => T): T[] {
    return this.#doors.map((door, ordinal) => write(door, ordinal, this.#doors.length));
  }
}

/**
 * Where a collector, or a store of traces, takes OTLP, and of which signals: an endpoint that answers traces alone is not
 * one that takes logs, and the compiler says so.
 */
export interface OtlpEndpoint<in S extends Signal> {
  /** OTLP over gRPC. */
  readonly grpc: Endpoint<'otlp-grpc'>;
  /** OTLP over HTTP. */
  readonly http: Endpoint<'otlp-http'>;
  /** Never set: it carries the signals in the type. */
  readonly takes?: (signal: S) => void;
}

/**
 * Where Alertmanager's replicas take alerts. The address reaches each of them, never a balancer, since only then can they
 * agree on who notifies; the type knows the teams that somebody answers for.
 */
export interface AlertsEndpoint<in Team extends string> {
  readonly api: Endpoint<'alertmanager'>;
  /** The namespace and headless Service whose pods are the replicas. */
  readonly replicas: { readonly namespace: string; readonly service: string; readonly port: string };
  /** Never set: it carries the teams in the type. */
  readonly routes?: (team: Team) => void;
}

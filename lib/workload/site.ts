import { Construct } from 'constructs';
import * as kubernetes from '../../imports/kubernetes.js';
import { Manifest, nameOf } from '../../imports/manifest.js';
import { Endpoint, type Peer, type Pods, type Protocol } from '../kernel/endpoint.js';
import { Refusal } from '../kernel/refusal.js';
import type { SecretRef } from '../kernel/secret-ref.js';
import type { Dialled, SecretSelector, Site as SiteInterface, TlsFiles } from '../kernel/site.js';
import { type Access, grant } from './access.js';
import { clusterOf } from './cluster.js';
import { Identity } from './identity.js';
import { Isolation } from './isolation.js';
import { Namespace } from './namespace.js';
import { describe } from './rules.js';
import { ServiceOf } from './service.js';

/** Props of {@link Site}. */
export interface SiteProps {
  /** What selects exactly these pods. Selectors are contract: they never change. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * The folder of the pods in which each Secret is mounted under its name.
   * @default '/etc/secrets'; operators have places of their own
   */
  readonly secretsPath?: string;
  /** Annotations of the ServiceAccount: a cloud identity, for example. @default - none */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** The pods stand in the node's network, where no NetworkPolicy reaches: they are known by the nodes' addresses. @default false */
  readonly hostNetwork?: boolean;
}

/** How a site listens. */
export interface ListenProps {
  /** The Service that answers; it is made here. @default - none: only monitors, which find the pods themselves, can reach it */
  readonly service?: string;
  /** The operator that makes the Service, so that it is not made twice. @default - it is ours */
  readonly madeBy?: string;
  /** Whether the Service has no address of its own, but those of each pod, ready or not. @default false */
  readonly headless?: boolean;
  /** One pod of the Service, by its name: the door that leads to exactly this replica. @default - any of them */
  readonly pod?: string;
  /** The Service's port. */
  readonly port: number;
  /** The container's port. @default - the same */
  readonly containerPort?: number;
  /** The port's name in the Service. @default - the protocol's */
  readonly portName?: string;
  /** The labels of the Service, for monitors. @default - the site's own */
  readonly serviceLabels?: Readonly<Record<string, string>>;
  /** Why this listener talks in the clear even where TLS is on. @default - it does not */
  readonly plain?: string;
}

/**
 * One set of pods: its ServiceAccount, its place in the network, its certificate, its secrets. Who dials an endpoint gets an
 * address and is admitted on both sides; there is no other way to either.
 */
export class Site extends Construct implements SiteInterface {
  public readonly namespace: string;
  public readonly labels: Readonly<Record<string, string>>;
  /** The name of the pods' ServiceAccount. */
  public readonly serviceAccount: string;
  readonly #name: string;
  readonly #secretsPath: string;
  readonly #peer: Peer;
  readonly #isolation: Isolation;
  readonly #mounted = new Set<string>();
  readonly #env = new Map<string, SecretSelector>();
  readonly #services = new Map<string, ServiceOf>();
  readonly #access = new Set<string>();
  readonly #dialled: Pods[] = [];
  #identity: Identity | undefined;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteProps,
  ) {
    super(scope, id);
    const namespace = Namespace.of(this);
    namespace.house(props.labels);
    this.namespace = namespace.name;
    this.labels = props.labels;
    this.#name = nameOf(this);
    this.#secretsPath = props.secretsPath ?? '/etc/secrets';
    this.#peer = props.hostNetwork
      ? { kind: 'addresses', cidrs: clusterOf(this).profile.network.nodes }
      : { kind: 'pods', namespace: this.namespace, labels: props.labels };
    this.serviceAccount = this.#name;
    this.identify();
    const { labels, hostNetwork } = props;
    this.#isolation = new Isolation(this, 'isolation', { name: this.#name, labels, hostNetwork: hostNetwork ?? false });
    this.node.addValidation({ validate: () => this.strangers() });
  }

  /** Makes an endpoint of a port that these pods listen on. */
  public listen<P extends Protocol>(protocol: P, props: ListenProps): Endpoint<P> {
    const service = props.service ?? this.#name;
    const containerPort = props.containerPort ?? props.port;
    const encrypted = clusterOf(this).tls && props.plain === undefined;
    if (props.service !== undefined && props.madeBy === undefined)
      this.serve(props.service, props, props.portName ?? protocol);
    if (encrypted) this.prove().answerFor(service);
    return new Endpoint({
      protocol,
      host: `${props.pod === undefined ? '' : `${props.pod}.`}${service}.${this.namespace}.svc`,
      port: props.port,
      containerPort,
      behind: this.#peer,
      pods: { kind: 'pods', namespace: this.namespace, labels: this.labels },
      tls: encrypted ? 'platform' : 'none',
      ...(props.service !== undefined && {
        service: { name: service, labels: props.serviceLabels ?? this.labels, portName: props.portName ?? protocol },
      }),
      admit: (by) => this.#isolation.admit(by, containerPort),
    });
  }

  /**
   * Admits this site to the endpoint and says how to reach it.
   *
   * @throws Refusal when the manifests are being written already
   */
  public dial(to: Endpoint<Protocol>): Dialled {
    const { host, port, containerPort, behind, tls } = to.reach(this.#peer);
    if (behind.kind === 'pods') this.#dialled.push(behind);
    this.#isolation.reach(behind, containerPort);
    const authority = `${host}:${port}`;
    const encrypted = tls !== 'none';
    return {
      host,
      port,
      authority,
      encrypted,
      url: `${encrypted ? 'https' : 'http'}://${authority}`,
      ...(tls === 'platform' && { tls: this.prove().files }),
    };
  }

  /** Lets the members of this set reach each other: gossip, replication. */
  public peers(port: number, protocol: 'TCP' | 'UDP' = 'TCP'): void {
    this.#isolation.admit(this.#peer, port, protocol);
    this.#isolation.reach(this.#peer, port, protocol);
  }

  public secret(ref: SecretRef): SecretSelector {
    Namespace.of(this).deliver(ref);
    return { name: ref.name, key: ref.key };
  }

  public secretFile(ref: SecretRef): string {
    const { name, key } = this.secret(ref);
    this.#mounted.add(name);
    return `${this.#secretsPath}/${name}/${key}`;
  }

  public secretEnv(
    ref: SecretRef,
    variable = `${ref.name}_${ref.key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
  ): string {
    const selector = this.secret(ref);
    this.#env.set(variable, selector);
    return variable;
  }

  /**
   * Grants the pods' ServiceAccount rights, once however often they are asked for.
   *
   * @throws Refusal when a rule says `*`, or reads secrets of the whole cluster
   */
  public allow(access: Access): void {
    const asked = JSON.stringify(access);
    if (this.#access.has(asked)) return;
    this.#access.add(asked);
    grant(this, this.serviceAccount, access);
  }

  /** This set's own certificate. @default - undefined until it listens or dials with TLS */
  public get certificate(): TlsFiles | undefined {
    return this.#identity?.files;
  }

  /** The Secret of {@link certificate}. */
  public get certificateSecret(): string | undefined {
    return this.#identity?.secretName;
  }

  /** The names of the Secrets to mount, sorted. Complete only when the manifests are written: ask inside `later`. */
  public get mountedSecrets(): readonly string[] {
    return [...this.#mounted].sort();
  }

  /** The folder below which they are mounted. */
  public get secretsPath(): string {
    return this.#secretsPath;
  }

  /** The environment variables that hold secrets, sorted. Complete only when the manifests are written. */
  public get secretVariables(): readonly (readonly [string, SecretSelector])[] {
    return [...this.#env].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private serve(name: string, { port, containerPort, headless, serviceLabels }: ListenProps, portName: string): void {
    const known = this.#services.get(name);
    if (known !== undefined) return known.add({ name: portName, port, containerPort: containerPort ?? port });
    const service = new ServiceOf(this, `service-${name}`, {
      name,
      selector: this.labels,
      labels: serviceLabels ?? this.labels,
      headless: headless ?? false,
    });
    service.add({ name: portName, port, containerPort: containerPort ?? port });
    this.#services.set(name, service);
  }

  /** Pods that it dials in namespaces of ours, and that nobody there is. */
  private strangers(): string[] {
    return this.#dialled.flatMap((pods) => {
      const there = Namespace.find(this, pods.namespace);
      if (there === undefined || there.houses(pods.labels)) return [];
      return new Refusal({
        field: 'dial',
        given: describe(pods),
        allowed: `labels that pods in ${pods.namespace} wear, since that is a namespace of this app`,
        fix: 'dial the endpoint of what stands there, or correct the labels',
      }).message;
    });
  }

  /** The pods' certificate, made at the first need. */
  private prove(): Identity {
    if (this.#identity === undefined) {
      const { namespace, secretsPath } = this;
      this.#identity = new Identity(this, 'identity', { name: this.#name, namespace, secretsPath });
      this.#mounted.add(this.#identity.secretName);
    }
    return this.#identity;
  }

  private identify(): void {
    const { pullSecret } = clusterOf(this).images;
    if (pullSecret !== undefined) this.secret(pullSecret);
    new Manifest(
      this,
      'account',
      kubernetes.ServiceAccount({
        metadata: {
          name: this.serviceAccount,
          ...(this.props.serviceAccountAnnotations && { annotations: this.props.serviceAccountAnnotations }),
        },
        automountServiceAccountToken: false,
        ...(pullSecret && { imagePullSecrets: [{ name: pullSecret.name }] }),
      }),
    );
  }
}

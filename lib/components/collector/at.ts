import type { Duration } from 'cdk8s';
import type { IPolicyRule } from '../../../imports/kubernetes.js';
import type { Protocol } from '../../kernel/endpoint.js';
import type { Site } from '../../kernel/site.js';
import type { Volume } from '../../workload/volume.js';
import type { ComponentConfig, RetryOnFailure, SendingQueue, ServerTls } from './schema.js';

/** A port that a component listens on. */
export interface Opened {
  readonly protocol: Protocol;
  readonly port: number;
  /** The name of the port in the Service, at most 15 characters. */
  readonly portName: string;
  /** Only a load-balancing tier dials it, each replica by itself. @default false */
  readonly balanced?: boolean;
}

/** A value that becomes a component, or several of them, of the collector that it is handed to. */
export interface Renderable {
  /** The component's type, or `type/name`: what its first component is known by, in refusals too. */
  readonly id: string;
  /** Its configuration by id; called once, in the collector's constructor, which is the time to dial. */
  config(at: At): Readonly<Record<string, ComponentConfig>>;
}

/** The collector, as its components see it while they render themselves. */
export interface At extends Site {
  /** Whether what waits to be sent survives a restart. */
  readonly durable: boolean;
  /** Listens; the TLS block of the server, undefined where the cluster talks in the clear. */
  open(opened: Opened): ServerTls | undefined;
  /** Has a page of metrics scraped; the TLS block of its server. */
  page(page: { readonly port: number; readonly job: string; readonly interval?: Duration }): ServerTls | undefined;
  /** Has an extension run; its id. */
  use(extension: Renderable): string;
  /** Grants the pods rights on the whole cluster, gives them a token and lets them reach the API server. */
  allow(id: string, rules: readonly IPolicyRule[]): void;
  /** Lets the pods reach the kubelets of the nodes. */
  dialKubelets(): void;
  /** Sets an environment variable from the pod's own fields. */
  env(name: string, fieldPath: string): void;
  /** Mounts a volume. */
  mount(volume: Volume): void;
  /** The pipelines that begin with a connector, or with an exit of one. */
  begunBy(connector: Renderable): readonly string[];
  /** How an exporter waits: on disk where the collector has one, else in memory. */
  queue(): SendingQueue;
  /** How an exporter tries again: for ever where it waits on disk, else until its default ends. */
  retry(): RetryOnFailure;
}

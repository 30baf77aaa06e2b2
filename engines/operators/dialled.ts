import { parse } from 'yaml';
import { type KubeObject, titleOf } from '../documents.js';
import { type LabelSelector, selects } from './selection.js';
import { listens, type Workload, workloadsOf } from './workloads.js';

/** An address inside the cluster that something written dials. */
export interface Dialled {
  /** The object and the field that say so. */
  readonly at: string;
  readonly namespace: string;
  readonly service: string;
  /** One pod of the Service. @default - any */
  readonly pod?: string;
  /** By its number, or by its name where the resolver asks for SRV records. */
  readonly port: number | string;
}

/** Names in these are no addresses: who may be called so, and what a certificate is for. */
const notDialling = ['Certificate', 'NetworkPolicy', 'CiliumNetworkPolicy', 'CustomResourceDefinition'];

const address =
  /(?:(?<scheme>https?):\/\/)?(?:_(?<srv>[\w-]+)\._tcp\.)?(?:(?<pod>[a-z0-9-]+)\.)?(?<service>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc(?:\.cluster\.local)?(?::(?<port>\d+))?(?![\w.-])/g;

const schemePorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Every address `<service>.<namespace>.svc` with a port that is written anywhere in objects, texts of ConfigMaps included. The port
 * stands behind it, or in the field `port` beside it, or is that of the scheme; a name without any of these is no address.
 */
export function dialledIn(objects: readonly KubeObject[]): readonly Dialled[] {
  return objects
    .filter(({ kind }) => !notDialling.includes(kind))
    .flatMap((object) => [...walk(object, titleOf(object), undefined)]);
}

function* walk(value: unknown, at: string, beside: unknown): Generator<Dialled> {
  if (typeof value === 'string') {
    const inner = value.includes('\n') ? structured(value) : undefined;
    if (inner !== undefined) yield* walk(inner, at, undefined);
    else yield* inText(value, at, beside);
  } else if (typeof value === 'object' && value !== null) {
    const port = (value as { readonly port?: unknown }).port;
    for (const [key, field] of Object.entries(value)) yield* walk(field, `${at}.${key}`, port);
  }
}

function structured(text: string): unknown {
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function* inText(text: string, at: string, beside: unknown): Generator<Dialled> {
  for (const { groups = {} } of text.matchAll(address)) {
    const { scheme, srv, pod, service = '', namespace = '', port } = groups;
    const found = port ?? (scheme && !srv ? schemePorts[scheme] : undefined) ?? (srv ? undefined : beside);
    const dialled = srv ?? (found === undefined ? Number.NaN : Number(found));
    if (typeof dialled === 'string' || Number.isInteger(dialled)) {
      yield { at, namespace, service, ...(pod && { pod }), port: dialled };
    }
  }
}

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly {
    readonly name?: string;
    readonly port: number;
    readonly targetPort?: number | string;
  }[];
}

/** What there is in a cluster to be dialled. */
export class Reachable {
  readonly #services: readonly KubeObject[];
  readonly #workloads: readonly Workload[];

  /** @param objects - ours, and those that operators made */
  public constructor(objects: readonly KubeObject[]) {
    this.#services = objects.filter(({ kind }) => kind === 'Service');
    this.#workloads = workloadsOf(objects);
  }

  /** Why nobody answers at an address, in words; undefined when somebody does. */
  public fault({ at, namespace, service, pod, port }: Dialled): string | undefined {
    const said = (why: string): string => `${at}: ${pod ? `${pod}.` : ''}${service}.${namespace}.svc:${port}: ${why}`;
    const found = this.#services.find(({ metadata }) => metadata.name === service && metadata.namespace === namespace);
    if (found === undefined) return said('there is no such Service');
    const spec = found.spec as ServiceSpec;
    const behind = this.behind(namespace, { matchLabels: spec.selector });
    if (pod !== undefined && !behind.some((one) => names(one, pod, service))) return said('there is no such pod');
    const offered = spec.ports ?? [];
    if (typeof port === 'string') {
      return offered.some(({ name }) => name === port) ? undefined : said('the Service names no such port');
    }
    // A Service without an address resolves to its pods: whatever port they listen on is dialled as it is.
    const numbers =
      spec.clusterIP === 'None'
        ? behind.flatMap(({ ports, configured }) => [...ports.map(({ containerPort }) => containerPort), ...configured])
        : offered.map((one) => one.port);
    return numbers.includes(port) ? undefined : said(`there are ${[...new Set(numbers)].join(', ') || 'no ports'}`);
  }

  /** Why a Service leads nowhere: no pods behind it, or a port that they neither declare nor configure. */
  public idle(): readonly string[] {
    return this.#services.flatMap((object) => {
      const { selector, ports = [] } = object.spec as ServiceSpec;
      if (selector === undefined) return [];
      const behind = this.behind(object.metadata.namespace ?? 'default', { matchLabels: selector });
      if (behind.length === 0) return [`${titleOf(object)}: selects no pods`];
      return ports
        .map(({ port, targetPort = port }) => targetPort)
        .filter((target) => !behind.some((one) => listens(one, target)))
        .map((target) => `${titleOf(object)}: its pods have no port ${target}`);
    });
  }

  /** The workloads of a namespace whose pods are selected. */
  public behind(namespace: string, selector: LabelSelector): readonly Workload[] {
    return this.#workloads.filter((one) => one.namespace === namespace && selects(selector, one.labels));
  }
}

function names({ name, serviceName, replicas }: Workload, pod: string, service: string): boolean {
  const [, ordinal] = new RegExp(`^${name}-(\\d+)$`).exec(pod) ?? [];
  return serviceName === service && ordinal !== undefined && Number(ordinal) < replicas;
}

import { Endpoint, type Protocol } from './endpoint.js';
import { Refusal } from './refusal.js';

/** How a {@link PublicName} is reached. */
export interface PublicNameProps {
  /**
   * The ranges that its address lies in, where clusters reach each other by private addresses.
   * @default - the public internet
   */
  readonly addresses?: readonly [string, ...string[]];
}

/**
 * The name of a door between clusters: `<name>.<domain>`, on 443, by TLS. One value for both sides: a Route of the one cluster opens
 * it, and sites of others dial its endpoint, so that neither can write another name, or mean another protocol.
 */
export class PublicName<out P extends Protocol> {
  /** The fully qualified name. */
  public readonly host: string;
  /** Where sites of other clusters dial. */
  public readonly endpoint: Endpoint<P>;
  #openedBy: string | undefined;
  readonly #dialled = { yet: false };

  /**
   * @param domain - the environment's, below which its public names stand
   * @param name - one DNS label, unique in the environment
   * @throws Refusal when the two make no DNS name
   */
  public constructor(
    protocol: P,
    domain: string,
    public readonly name: string,
    { addresses }: PublicNameProps = {},
  ) {
    this.host = `${name}.${domain}`;
    const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
    if (
      !new RegExp(`^${label}$`).test(name) ||
      !new RegExp(`^(${label}\\.)+${label}$`).test(this.host) ||
      this.host.length > 253
    ) {
      throw new Refusal({
        field: 'public name',
        given: this.host,
        allowed: 'a label of lower case letters, digits and dashes before a domain',
        fix: 'name the door in one word, and give the domain of its environment',
      });
    }
    const dialled = this.#dialled;
    this.endpoint = new Endpoint({
      protocol,
      host: this.host,
      port: 443,
      containerPort: 443,
      behind: addresses ? { kind: 'addresses', cidrs: addresses } : { kind: 'internet', fqdn: this.host },
      tls: 'public',
      admit: () => {
        dialled.yet = true;
      },
    });
  }

  /** @internal Only a Route calls it. @throws Refusal when another one opened it */
  public open(by: string): void {
    if (this.#openedBy !== undefined && this.#openedBy !== by) {
      throw new Refusal({
        field: 'public name',
        given: this.host,
        allowed: `a name that nobody else opens, and ${this.#openedBy} does`,
        fix: 'give one of the two another name',
      });
    }
    this.#openedBy = by;
  }

  /** Whether somebody dials it, and nobody opens it. Known only when all environments are built. */
  public get closed(): boolean {
    return this.#dialled.yet && this.#openedBy === undefined;
  }
}

/**
 * Refuses names that are dialled and that nobody opens, all at once. Call it when all environments are built.
 *
 * @throws Refusal
 */
export function refuseClosed(names: readonly PublicName<Protocol>[]): void {
  const closed = names.filter((name) => name.closed).map(({ host }) => host);
  if (closed.length === 0) return;
  throw new Refusal({
    field: 'public name',
    given: closed.sort().join(', '),
    allowed: 'names that a Route opens in some environment',
    fix: 'open them there: new Route(chart, id, { gateway, name, to })',
  });
}

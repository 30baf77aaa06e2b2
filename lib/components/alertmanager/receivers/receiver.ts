import { Refusal } from '../../../kernel/refusal.js';
import type { Integration } from './integration.js';

/** Who is told, and by which ways. A value: equal ones are one. */
export class Receiver {
  /** @internal use the vocabulary: `slack`, `email`, `pagerDuty`, `webhook`, `msTeams`, `all`, `receiver` */
  public constructor(
    public readonly name: string,
    public readonly integrations: readonly Integration[],
    /** Whether nobody is told that all is well again: a heartbeat that ended would beat once more. @default false */
    public readonly firingOnly: boolean = false,
  ) {
    if (/^[a-z0-9][-+a-z0-9]*$/.test(name)) return;
    throw new Refusal({
      field: 'receiver',
      given: name,
      allowed: "lower case letters, digits, '-' and '+'",
      fix: "give it a name of its own with receiver('on-call', …)",
    });
  }

  /** Whether the two tell the same people in the same way, under the same name. */
  public equals(other: Receiver): boolean {
    const mine = this.integrations;
    return (
      this.name === other.name &&
      this.firingOnly === other.firingOnly &&
      mine.length === other.integrations.length &&
      mine.every((one, at) => same(one, other.integrations[at] as Integration))
    );
  }
}

/**
 * Several receivers as one, by a name of its own: `receiver('on-call', pagerDuty({ routingKey }), slack({ channel, url }))`.
 *
 * @throws Refusal when nothing can be named so
 */
export function receiver(name: string, ...receivers: readonly [Receiver, ...Receiver[]]): Receiver {
  return new Receiver(name, integrationsOf(receivers));
}

/** Several receivers as one: each is told. Its name is theirs, in order. */
export function all(...receivers: readonly [Receiver, Receiver, ...Receiver[]]): Receiver {
  const integrations = integrationsOf(receivers);
  return new Receiver([...new Set(receivers.map(({ name }) => name))].join('+'), integrations);
}

function integrationsOf(receivers: readonly Receiver[]): readonly Integration[] {
  const found: Integration[] = [];
  for (const one of receivers.flatMap(({ integrations }) => integrations)) {
    if (!found.some((before) => same(before, one))) found.push(one);
  }
  return found;
}

function same(a: Integration, b: Integration): boolean {
  return (
    a.kind === b.kind &&
    a.identity.length === b.identity.length &&
    a.identity.every((part, at) => part === b.identity[at])
  );
}

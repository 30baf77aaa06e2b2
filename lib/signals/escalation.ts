import { Duration } from 'cdk8s';

/** The label by which an alert asks for the team's next receiver. */
export const escalation = { label: 'escalation', value: 'next' } as const;

/** Not exported, so that nothing but {@link escalated} makes one. */
class Next {
  readonly #label = { [escalation.label]: escalation.value };

  /** The label, as alerts wear it. */
  public get labels(): Readonly<Record<string, string>> {
    return this.#label;
  }
}

/** That an alert asks for the team's next receiver. Only {@link escalated} makes one. */
export type Escalation = Next;

/** What can be held longer, whichever language asks. */
interface Held {
  readonly name: string;
  readonly for: Duration;
}

/** The same alert, held longer, for the team's next receiver. */
export type Escalated<A extends Held> = Omit<A, keyof Held> & Held & { readonly escalation: Escalation };

/**
 * The same condition, held longer, told to the team's next receiver: for teams without a pager that escalates by itself.
 *
 * @param after - how long after the alert itself
 */
export function escalated<A extends Held>(alert: A, after: Duration): Escalated<A> {
  return {
    ...alert,
    name: `${alert.name}Escalated`,
    for: Duration.seconds(alert.for.toSeconds() + after.toSeconds()),
    escalation: new Next(),
  };
}

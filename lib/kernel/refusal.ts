/** What a {@link Refusal} says: where, which field, what was given, what is allowed, and the way out. */
export interface RefusalProps {
  /**
   * The path of the construct that refuses, or the name of the value and the line that wrote it.
   * @default - unknown here; whoever takes the value adds its own path with {@link Refusal.within}
   */
  readonly at?: string;
  /** The field as the user wrote it, with dots for nesting: `routing.payments.critical`. */
  readonly field: string;
  /** What was given. Never the value of a secret. */
  readonly given: unknown;
  /** What would have been accepted, in words. */
  readonly allowed: string;
  /** What to do now, as an instruction. */
  readonly fix: string;
}

/** The one way in which this library says no. */
export class Refusal extends Error {
  public constructor(public readonly props: RefusalProps) {
    const at = props.at === undefined ? '' : `${props.at}: `;
    super(`${at}${props.field}: got ${shown(props.given)}, allowed: ${props.allowed}; ${props.fix}`);
    this.name = 'Refusal';
  }

  /** The same refusal, seen from the construct that took the value. */
  public within(path: string): Refusal {
    return new Refusal({ ...this.props, at: this.props.at === undefined ? path : `${path}: ${this.props.at}` });
  }
}

/** Runs `work`; a refusal that leaves it is told where it happened. */
export function refuseAt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal ? error.within(path) : error;
  }
}

function shown(given: unknown): string {
  if (typeof given === 'string') return given.includes('\n') ? `\n${given}\n` : `'${given}'`;
  if (given === undefined || typeof given === 'number' || typeof given === 'boolean') return String(given);
  return JSON.stringify(given);
}

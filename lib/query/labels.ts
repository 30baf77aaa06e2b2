import { Refusal } from '../kernel/refusal.js';
import { writtenBy } from './written-at.js';

/** The names of labels, as `by (…)`, `without (…)`, `on (…)` and `group_left (…)` take them. */
export class Labels {
  /** @internal use {@link labels} */
  public constructor(private readonly written: readonly string[]) {
    written.forEach((name) => checkLabel('labels', name));
  }

  /** In the order in which they were written. */
  public get names(): readonly string[] {
    return this.written;
  }

  public toString(): string {
    return this.written.join(', ');
  }
}

/**
 * The names of labels: `labels('cluster', 'job')`.
 * @throws Refusal when one is no label name
 */
export function labels(...names: readonly string[]): Labels {
  return writtenBy(labels, () => new Labels(names));
}

/**
 * Refuses what cannot name a label (https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels; UTF-8 names are
 * left out, since Loki and recording rules of older Prometheus do not read them).
 * @throws Refusal
 */
export function checkLabel(field: string, name: string): void {
  if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) return;
  throw new Refusal({
    field,
    given: name,
    allowed: "letters, digits and '_', no digit first",
    fix: 'name the label as it reaches the store, where dots have become underscores',
  });
}

import { prometheusDuration } from '../kernel/dialect.js';
import { written } from '../kernel/labels.js';
import { Refusal } from '../kernel/refusal.js';
import { identity } from './identity.js';
import { RuleGroup } from './rule-group.js';
import type { Symptom } from './symptom.js';

/**
 * Alerts of places that evaluate none, on their way to the one that has their samples. All places give theirs, one takes them, once;
 * from then on a place may give only what was taken, so that no alert is lost on the way. What many places watch by one name is
 * taken once, as it stands, since its series tell the places apart.
 */
export class Handover {
  readonly #given = new Map<string, Map<string, Symptom>>();
  #taken = false;

  /** Whether somebody evaluates them. */
  public get taken(): boolean {
    return this.#taken;
  }

  /**
   * @param watched - what they are about, by the name that it has in every place
   * @throws Refusal when one of the name is there and differs, or all were taken already and it was not among them
   */
  public give(watched: string, symptoms: readonly Symptom[]): void {
    const known = this.#given.get(watched) ?? new Map<string, Symptom>();
    for (const symptom of symptoms) {
      const { name, severity, labels } = symptom.props;
      const key = identity(name, { severity, ...written(labels) });
      const before = known.get(key);
      if (before !== undefined) refuseOther(watched, before, symptom);
      else if (this.#taken) throw tooLate(watched, name);
      else known.set(key, symptom);
    }
    if (known.size > 0) this.#given.set(watched, known);
  }

  /**
   * Takes them all, for whoever has the samples: a group for each thing that is watched.
   *
   * @param prefix - what the groups' names begin with
   * @throws Refusal when they were taken before, or none is there
   */
  public take<Team extends string>(prefix: string, team: Team): readonly RuleGroup<Team>[] {
    if (this.#taken || this.#given.size === 0) {
      const given = this.#taken ? 'alerts that were taken before' : 'no alerts';
      const fix = this.#taken
        ? 'keep the groups that it returned'
        : 'build one place of each kind first: it gives its own';
      throw new Refusal({ field: `handover to ${prefix}`, given, allowed: 'alerts that are taken once', fix });
    }
    this.#taken = true;
    return [...this.#given.keys()].sort().map((watched) => {
      const group = new RuleGroup<Team>(`${prefix}-${watched}-alerts`);
      for (const { props } of this.#given.get(watched)?.values() ?? []) group.alert({ ...props, team });
      return group;
    });
  }
}

/** One of a name and severity that means something else. */
function refuseOther(watched: string, before: Symptom, now: Symptom): void {
  if (essence(before) === essence(now)) return;
  throw new Refusal({
    field: `handover of ${now.props.name} of ${watched}`,
    given: now.props.when.text,
    allowed: `what another place gave under the name: ${before.props.when.text}`,
    fix: 'make what has one name alike in every place, or give it another',
  });
}

function essence({ props }: Symptom): string {
  return JSON.stringify([props.when.text, prometheusDuration(props.for), props.summary, props.description]);
}

function tooLate(watched: string, name: string): Refusal {
  return new Refusal({
    field: `handover of ${name} of ${watched}`,
    given: 'an alert that came after they were taken',
    allowed: 'alerts that were there then: nobody would evaluate it',
    fix: 'build a place of every kind before they are taken',
  });
}

import type { Duration } from 'cdk8s';
import type { Severity } from '../kernel/signal.js';
import { Refusal } from '../kernel/refusal.js';
import type { Metric } from '../query/metric.js';
import type { PromQL } from '../query/promql.js';

/** What an alert says, before anybody is named to hear it: components ship symptoms, platforms give them a team. */
export interface SymptomProps {
  /** The alert's name, in CamelCase. The same symptom at two severities has the same name, so that one can inhibit the other. */
  readonly name: string;
  /** Fires while this has a result. */
  readonly when: PromQL;
  /** How long it must hold before anybody is told. */
  readonly for: Duration;
  readonly severity: Severity;
  /** One line for a phone's screen; may use `{{ $labels.x }}` and `{{ $value }}`. */
  readonly summary: string;
  /** What is happening, and to whom it matters. */
  readonly description: string;
  /** What to do, as a page. @default - below the platform's runbooks, by the alert's name in lower case */
  readonly runbook?: string;
  /** The dashboard to open, by its uid. @default - none */
  readonly dashboard?: string;
  /** Labels for routing, never ones that a series carries. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** How long it stays after the condition is gone, against flapping. @default - not at all */
  readonly keepFiringFor?: Duration;
}

/** Labels that series carry of their own: an alert that sets one hides which series fired. */
const ownedBySeries = new Set(['cluster', 'namespace', 'service', 'job', 'instance', 'pod', 'container', 'node']);

/** A condition that a person acts on. */
export class Symptom {
  public constructor(public readonly props: SymptomProps) {
    const { name, labels, summary, description } = props;
    if (!/^[A-Z][A-Za-z0-9]+$/.test(name)) throw no('name', name, 'CamelCase letters and digits', 'rename the alert');
    for (const key of Object.keys(labels ?? {})) {
      if (!ownedBySeries.has(key)) continue;
      throw no(
        `labels.${key}`,
        labels?.[key],
        "labels that no series carries; it would overwrite the series' own",
        'use team or component',
      );
    }
    if (summary.trim() === '' || description.trim() === '') {
      throw no('summary', summary, 'a summary and a description that a woken person understands', 'write both');
    }
    function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
      return new Refusal({ at: `alert ${name}`, field, given, allowed, fix });
    }
  }
}

/**
 * A condition that a person acts on.
 *
 * @throws Refusal when the name is not CamelCase or a label would overwrite a series' own
 */
export function symptom(props: SymptomProps): Symptom {
  return new Symptom(props);
}

/** A symptom with the team that acts on it. */
export interface Alert<Team extends string = string> extends SymptomProps {
  readonly team: Team;
}

/** A series that is computed ahead: `metric` is what queries ask for. */
export interface Recording {
  readonly metric: Metric;
  readonly is: PromQL;
  readonly labels?: Readonly<Record<string, string>>;
}

import type { Duration } from 'cdk8s';
import { type Beside, written } from '../kernel/labels.js';
import { Refusal } from '../kernel/refusal.js';
import type { Severity } from '../kernel/signal.js';
import { checkLabel } from '../query/labels.js';
import type { Metric } from '../query/metric.js';
import type { PromQL } from '../query/promql.js';
import { templateFault } from './alert-template.js';
import type { Dashboard } from './dashboard/dashboard.js';
import type { Escalation } from './escalation.js';

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
  /** The dashboard to open; of those that alerts and dashboards link in circles, its place. @default - none */
  readonly dashboard?: Pick<Dashboard, 'uid'>;
  /** Labels for routing, never ones that a series carries or that the alert itself decides. @default - none */
  readonly labels?: AlertLabels;
  /** How long it stays after the condition is gone, against flapping. @default - not at all */
  readonly keepFiringFor?: Duration;
}

/** Labels that series carry of their own: an alert that sets one hides which series fired. */
const ownedBySeries = ['cluster', 'namespace', 'service', 'job', 'instance', 'pod', 'container', 'node'] as const;

/** Labels that follow from the alert: one that sets them would go elsewhere than it says. */
const ownedByAlert = {
  alertname: 'give the name as name',
  severity: 'give it as severity',
  team: 'give it as team',
  escalation: 'use escalated(alert, after)',
} as const;

/** Labels that an alert may set. */
export type AlertLabels = Beside<(typeof ownedBySeries)[number] | keyof typeof ownedByAlert>;

/** A condition that a person acts on. */
export class Symptom {
  public constructor(public readonly props: SymptomProps) {
    const { name, labels, summary, description } = props;
    if (!/^[A-Z][A-Za-z0-9]+$/.test(name)) throw no('name', name, 'CamelCase letters and digits', 'rename the alert');
    for (const [key, value] of Object.entries(written(labels))) {
      checkLabel(`alert ${name}: labels`, key);
      const owner = ownerOf(key);
      if (owner !== undefined) throw no(`labels.${key}`, value, owner.allowed, owner.fix);
    }
    if (summary.trim() === '' || description.trim() === '') {
      throw no('summary', summary, 'a summary and a description that a woken person understands', 'write both');
    }
    for (const field of ['summary', 'description'] as const) {
      const fault = templateFault(props[field]);
      if (fault === undefined) continue;
      throw no(field, props[field], 'words, and {{ $labels.x }} or {{ $value }} in them', fault);
    }
    function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
      return new Refusal({ at: `alert ${name}`, field, given, allowed, fix });
    }
  }
}

/** What stands against a label, and what to do instead. */
function ownerOf(label: string): { readonly allowed: string; readonly fix: string } | undefined {
  if (ownedBySeries.some((owned) => owned === label)) {
    const allowed = "labels that no series carries; it would overwrite the series' own";
    return { allowed, fix: 'use another name: component, say' };
  }
  const [, fix] = Object.entries(ownedByAlert).find(([owned]) => owned === label) ?? [];
  return fix && { allowed: "labels that the alert does not decide; it would overwrite the alert's own", fix };
}

/**
 * A condition that a person acts on.
 *
 * @throws Refusal when the name is not CamelCase, a label is not the alert's to set, or a text is no template
 */
export function symptom(props: SymptomProps): Symptom {
  return new Symptom(props);
}

/** A symptom with the team that acts on it. */
export interface Alert<Team extends string = string> extends SymptomProps {
  readonly team: Team;
  /** That it asks for the team's next receiver. @default - it does not; {@link escalated} makes one that does */
  readonly escalation?: Escalation;
}

/** All labels that an alert is routed by, whoever writes it down. */
export function labelsOf({
  severity,
  team,
  labels,
  escalation,
}: Pick<Alert, 'severity' | 'team' | 'labels' | 'escalation'>): Record<string, string> {
  return { severity, team, ...written(labels), ...escalation?.labels };
}

/** A series that is computed ahead: `metric` is what queries ask for. */
export interface Recording {
  readonly metric: Metric;
  readonly is: PromQL;
  readonly labels?: Readonly<Record<string, string>>;
}

import { panelDatasource, panelNoTargets, panelTitleDescription, panelUnits, uneditable } from './lint-panels.js';
import {
  targetCounterAgg,
  targetLogql,
  targetLogqlAuto,
  targetNarrowed,
  targetPromql,
  targetRateInterval,
} from './lint-targets.js';
import { templateDatasource, templateLabelPromql, templateOf, templateOnTimeChangeReload } from './lint-variables.js';
import { variablesOf, type Fault, type Linted, type Rule } from './linted.js';

/** Whether a rule refuses a dashboard where it is written, or is only told of it. */
type Refuses = (dashboard: Linted) => boolean;

const always: Refuses = () => true;

/** Where readers can choose jobs, or instances, a query that is not narrowed shows something else than they chose. */
function chosen(name: 'job' | 'instance'): Refuses {
  return (dashboard) => variablesOf(dashboard).some((each) => each.name === name);
}

/**
 * The rules of dashboard-linter, by its names, and where each refuses
 * (https://github.com/grafana/dashboard-linter, `lint/rules.go` of 0.2).
 * Four are about choosing jobs and instances. Dashboards of services stand on recorded series, without these labels:
 * there they are told, not refused.
 */
const rules = {
  'template-datasource-rule': [templateDatasource, always],
  'template-job-rule': [templateOf('job'), chosen('job')],
  'template-instance-rule': [templateOf('instance'), chosen('instance')],
  'template-label-promql-rule': [templateLabelPromql, always],
  'template-on-time-change-reload-rule': [templateOnTimeChangeReload, always],
  'panel-datasource-rule': [panelDatasource, always],
  'panel-title-description-rule': [panelTitleDescription, always],
  'panel-units-rule': [panelUnits, always],
  'panel-no-targets-rule': [panelNoTargets, always],
  'target-logql-rule': [targetLogql, always],
  'target-logql-auto-rule': [targetLogqlAuto, always],
  'target-promql-rule': [targetPromql, always],
  'target-rate-interval-rule': [targetRateInterval, always],
  'target-job-rule': [targetNarrowed('job'), chosen('job')],
  'target-instance-rule': [targetNarrowed('instance'), chosen('instance')],
  'target-counter-agg-rule': [targetCounterAgg, always],
  'uneditable-dashboard': [uneditable, always],
} as const satisfies Readonly<Record<string, readonly [Rule, Refuses]>>;

/** The name of a rule, as dashboard-linter's exclusions write it. */
export type RuleName = keyof typeof rules;

/** What a rule found. */
export interface Finding extends Fault {
  readonly rule: RuleName;
}

/** The names of all rules. */
export const ruleNames = Object.keys(rules) as readonly RuleName[];

/** What the rules find in a dashboard's JSON, ours or anybody's; nothing is refused. */
export function lintDashboard(json: object): readonly Finding[] {
  return ruleNames.flatMap((rule) => rules[rule][0](json).map((fault) => ({ rule, ...fault })));
}

/** Those findings for which {@link dashboard} refuses. */
export function refusedFindings(json: object): readonly Finding[] {
  return lintDashboard(json).filter(({ rule }) => rules[rule][1](json));
}

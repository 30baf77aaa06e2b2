import { datasourcesOf, panelsOf, pointsAt, type LintedPanel, type Rule } from './linted.js';
import { units } from './unit.js';

/** Panels ask a datasource that the reader can change. */
export const panelDatasource: Rule = (dashboard) => {
  const names = datasourcesOf(dashboard).map(({ name }) => name);
  const allowed = names.flatMap((name) => [`$${name}`, `\${${name}}`]);
  return each(dashboard, drawn, ({ datasource }) => {
    const { uid = '' } = pointsAt(datasource);
    return allowed.includes(uid) ? undefined : `asks '${uid}', which is no datasource variable`;
  });
};

/** Panels have a title and a description. */
export const panelTitleDescription: Rule = (dashboard) =>
  each(dashboard, numbers, ({ title = '', description = '' }) =>
    title === '' || description === '' ? 'should have a title and a description' : undefined,
  );

/** Panels say what their numbers count; those that show text, or map numbers to words, need not. */
export const panelUnits: Rule = (dashboard) =>
  each(dashboard, numbers, (panel) => {
    if (wordy(panel)) return undefined;
    const unit = overridden(panel, 'unit').at(-1) ?? panel.fieldConfig?.defaults?.unit ?? '';
    return (units as readonly unknown[]).includes(unit)
      ? undefined
      : `has the unit '${String(unit)}', which none of ours is`;
  });

/** Panels ask something. */
export const panelNoTargets: Rule = (dashboard) =>
  each(dashboard, numbers, ({ targets = [] }) => (targets.length === 0 ? 'asks nothing' : undefined));

/** The dashboard in Grafana stays as it was written here. */
export const uneditable: Rule = ({ editable }) => (editable === false ? [] : [{ message: 'should not be editable' }]);

/** Kinds of panel, as upstream holds a rule against them. */
const drawn = ['timeseries', 'table', 'graph', 'singlestat'];
const numbers = ['stat', 'gauge', ...drawn];

function each(
  dashboard: Parameters<Rule>[0],
  types: readonly string[],
  says: (panel: LintedPanel) => string | undefined,
): ReturnType<Rule> {
  return panelsOf(dashboard)
    .filter(({ type }) => types.includes(type ?? ''))
    .flatMap((panel) => {
      const message = says(panel);
      return message === undefined ? [] : [{ panel: panel.title, message }];
    });
}

function wordy(panel: LintedPanel): boolean {
  if (panel.type === 'stat' && (panel.options?.reduceOptions?.fields ?? '') !== '') return true;
  return panel.fieldConfig?.defaults?.mappings !== undefined || overridden(panel, 'mappings').length > 0;
}

function overridden(panel: LintedPanel, id: string): readonly unknown[] {
  const properties = panel.fieldConfig?.overrides?.flatMap((override) => override.properties ?? []) ?? [];
  return properties.filter((property) => property.id === id).map(({ value }) => value);
}

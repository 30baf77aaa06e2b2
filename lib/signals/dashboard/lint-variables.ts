import { PromQL } from '../../query/promql.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  asks,
  datasourcesOf,
  pointsAt,
  queryText,
  variablesOf,
  type Fault,
  type Linted,
  type LintedVariable,
  type Rule,
} from './linted.js';

/** A dashboard has a variable for each kind of datasource, named and labelled after it. */
export const templateDatasource: Rule = (dashboard) => {
  const all = datasourcesOf(dashboard);
  if (all.length === 0) return [{ message: 'has no variable of type datasource' }];
  return all.flatMap(({ name, label, query }) => {
    const kind = String(query);
    const names = [`${kind}_datasource`, ...(all.length === 1 ? ['datasource'] : [])];
    const labels = [`${title(kind)} data source`, ...(all.length === 1 ? ['Data source'] : [])];
    return [
      ...(names.includes(name ?? '') ? [] : [{ message: `variable '${name}' should be named ${names.join(' or ')}` }]),
      ...(labels.includes(label ?? '')
        ? []
        : [{ message: `variable '${name}' should be labelled ${labels.join(' or ')}` }]),
    ];
  });
};

/** A dashboard that asks Prometheus lets its readers choose jobs, or instances: several, or all. */
export function templateOf(name: 'job' | 'instance'): Rule {
  return (dashboard) => {
    if (!asks(dashboard, 'prometheus')) return [];
    const found = variablesOf(dashboard).find((each) => each.name === name);
    if (found === undefined) return [{ message: `has no variable ${name}` }];
    const right: readonly [boolean, string][] = [
      [found.type === 'query', 'should be a query'],
      [
        /^\$\{?(?:prometheus_)?datasource\}?$/.test(pointsAt(found.datasource).uid ?? ''),
        'should ask the datasource variable',
      ],
      [found.label === title(name), `should be labelled ${title(name)}`],
      [found.multi === true, 'should offer to choose several'],
      [found.allValue === '.+', "should have the allValue '.+'"],
    ];
    return right.flatMap(([holds, says]) => (holds ? [] : [{ message: `variable ${name} ${says}` }]));
  };
}

/** What a variable asks Prometheus is one of its functions, and its selector can be read. */
export const templateLabelPromql: Rule = (dashboard) =>
  queries(dashboard)
    .filter(({ datasource }) => !['loki', 'elasticsearch'].includes(pointsAt(datasource).type ?? ''))
    .flatMap((each) => {
      const [, called = '', given = ''] = /^\s*([a-z_]+)\((.*)\)\s*$/s.exec(queryText(each)) ?? [];
      const known = ['label_names', 'label_values', 'metrics', 'query_result'].includes(called);
      if (!known)
        return [{ message: `variable '${each.name}' should call label_values, label_names, metrics or query_result` }];
      const says =
        called === 'label_values'
          ? labelValuesFault(given)
          : called === 'query_result'
            ? promqlFault(given)
            : undefined;
      return says === undefined ? [] : [{ message: `variable '${each.name}': ${says}` }];
    });

/** Variables are asked again when the time range changes. */
export const templateOnTimeChangeReload: Rule = (dashboard) =>
  queries(dashboard)
    .filter(({ refresh }) => refresh !== 2)
    .map(({ name }): Fault => ({ message: `variable '${name}' should refresh on time range change (2)` }));

/** What is wrong with an expression of PromQL. @returns undefined when it can be read */
export function promqlFault(text: string): string | undefined {
  try {
    PromQL.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.props.fix;
    throw error;
  }
}

function labelValuesFault(given: string): string | undefined {
  const comma = given.lastIndexOf(',');
  const label = given.slice(comma + 1).trim();
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) return `'${label}' is no label`;
  return comma === -1 ? undefined : promqlFault(given.slice(0, comma));
}

function queries(dashboard: Linted): readonly LintedVariable[] {
  return variablesOf(dashboard).filter(({ type }) => type === 'query');
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

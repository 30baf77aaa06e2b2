import { checkLabel } from '../../query/labels.js';
import { variable } from '../../query/matchers.js';
import type { Metric } from '../../query/metric.js';
import { PromQL } from '../../query/promql.js';
import type { Selector } from '../../query/selector.js';
import { writtenBy } from '../../query/written-at.js';
import type { VariableModel } from './model.js';
import { datasourceOf } from './target.js';

/** Props of {@link queryVariable}. */
export interface QueryVariableProps {
  /** What queries call it: `variable('namespace')` in a selector. */
  readonly name: string;
  /** What people read before it. @default - the name, with a capital letter */
  readonly label?: string;
  /** The series whose labels are offered; a selector may hold a variable that stands before this one. */
  readonly metric: Metric | Selector;
  /** The label whose values are offered. @default - the variable's name */
  readonly labelName?: string;
  /** Whether several can be chosen at once. @default true */
  readonly multi?: boolean;
  /** Whether all can be chosen at once; series without the label are then left out. @default true */
  readonly includeAll?: boolean;
}

/** A choice at the head of a dashboard, among the values that a label has in Prometheus within the time range shown. */
export class QueryVariable {
  public readonly name: string;
  /** Whether several can be chosen at once, which only a regular expression can compare. */
  public readonly multi: boolean;
  /** The series that it looks at. */
  public readonly series: PromQL;

  /** @internal use {@link queryVariable} */
  public constructor(private readonly props: QueryVariableProps) {
    this.name = props.name;
    this.multi = props.multi ?? true;
    variable(props.name);
    checkLabel('labelName', props.labelName ?? props.name);
    this.series = PromQL.parse(props.metric.toString());
  }

  /** @internal */
  public get model(): VariableModel {
    const { name, label = capital(name), labelName = name, includeAll = true } = this.props;
    const definition = `label_values(${this.series.text}, ${labelName})`;
    return {
      type: 'query',
      name,
      label,
      datasource: datasourceOf('prometheus'),
      query: { qryType: labelValues, query: definition, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
      definition,
      refresh: onTimeRangeChange,
      sort: alphabetical,
      multi: this.multi,
      includeAll,
      ...(includeAll && { allValue: '.+', current: this.multi ? everyOne : every }),
    };
  }
}

/**
 * A choice among the values of a label, asked again when the time range changes
 * (https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/).
 * A variable named `job` or `instance` binds: every query of the dashboard must then be narrowed by it.
 * @throws Refusal when it, or the label, cannot be named so
 */
export function queryVariable(props: QueryVariableProps): QueryVariable {
  return writtenBy(queryVariable, () => new QueryVariable(props));
}

/** Of Grafana's Prometheus plugin: which of its forms of a variable's query this is. */
const labelValues = 1;
const onTimeRangeChange = 2;
const alphabetical = 1;

const every = { text: 'All', value: '$__all' };
const everyOne = { text: ['All'], value: ['$__all'] };

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

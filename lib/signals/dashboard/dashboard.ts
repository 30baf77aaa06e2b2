import type { DatasourceKind, DatasourceRef } from '../../kernel/datasource-ref.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { writtenBy } from '../../query/written-at.js';
import { checkDashboard } from './check.js';
import { flow } from './layout.js';
import type { DashboardProps, Row } from './dashboard-props.js';
import { dashboardLink } from './link.js';
import type { DashboardModel, PanelModel, RowModel, VariableModel } from './model.js';
import { datasourceVariable } from './target.js';

/** A dashboard as Grafana provisions it, before it knows which datasources it asks. */
export interface Dashboard {
  /** Stable for ever: links stand on it. */
  readonly uid: string;
  readonly title: string;
  /** The kinds of datasource that its panels ask. */
  readonly asks: readonly DatasourceKind[];
  /** The model, with the datasources filled in. @throws Refusal when one that it asks is missing */
  json(from: { readonly [K in DatasourceKind]?: DatasourceRef<K> }): object;
}

/**
 * A dashboard: places and datasources follow from its panels.
 * @throws Refusal when a title is there twice, a query uses a variable that is not declared or the other way round, a
 * rule of dashboard-linter that `lint.ts` enforces does not hold, or it is larger than 1 MiB
 */
export function dashboard(props: DashboardProps): Dashboard {
  return writtenBy(dashboard, () => refuseAt(`dashboard '${props.uid}'`, () => new ComposedDashboard(props)));
}

class ComposedDashboard implements Dashboard {
  public readonly uid: string;
  public readonly title: string;
  public readonly asks: readonly DatasourceKind[];

  public constructor(private readonly props: DashboardProps) {
    this.uid = props.uid;
    this.title = props.title;
    const asked = new Set(props.rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.asks)));
    if ((props.variables ?? []).length > 0) asked.add('prometheus');
    this.asks = kinds.filter((kind) => asked.has(kind));
    checkDashboard(
      props,
      this.model((kind) => ({ uid: kind, name: kind })),
    );
  }

  public json(from: { readonly [K in DatasourceKind]?: DatasourceRef<K> }): object {
    return this.model((kind) => from[kind] ?? this.missing(kind));
  }

  private missing(kind: DatasourceKind): never {
    const allowed = `a datasource for each of ${this.asks.join(', ')}`;
    const fix = `add a ${kind} datasource to the grafana that shows it`;
    throw new Refusal({ at: `dashboard '${this.uid}'`, field: kind, given: undefined, allowed, fix });
  }

  /** Made anew each time, so that whoever patches one has it alone. */
  private model(from: (kind: DatasourceKind) => Pick<DatasourceRef<DatasourceKind>, 'uid' | 'name'>): DashboardModel {
    const { uid, title, description, tags = [], timezone = 'utc', variables = [], links = [], rows } = this.props;
    const { refresh, range } = this.props;
    const list = [
      ...this.asks.map((kind) => chosenDatasource(kind, from(kind))),
      ...variables.map(({ model }) => model),
    ];
    return structuredClone<DashboardModel>({
      uid,
      title,
      description,
      tags,
      timezone,
      editable: false,
      // Crosshairs are shared: what happened at a moment is read across panels.
      graphTooltip: 1,
      // Of Grafana 12 and 13; the default of foundation-sdk 0.0.21.
      schemaVersion: 42,
      refresh: refresh === undefined ? '30s' : prometheusDuration(refresh),
      time: { from: `now-${range === undefined ? '1h' : prometheusDuration(range)}`, to: 'now' },
      templating: { list },
      annotations: { list: [] },
      links: links.map(dashboardLink),
      panels: placed(rows),
    });
  }
}

/** In the order in which they are offered. */
const kinds: readonly DatasourceKind[] = ['prometheus', 'loki', 'elasticsearch', 'jaeger'];

function chosenDatasource(kind: DatasourceKind, { uid, name }: { uid: string; name: string }): VariableModel {
  return {
    type: 'datasource',
    name: datasourceVariable(kind),
    label: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} data source`,
    query: kind,
    current: { text: name, value: uid },
    includeAll: false,
    multi: false,
    refresh: 1,
    regex: '',
  };
}

function placed(rows: readonly Row[]): readonly (PanelModel | RowModel)[] {
  let y = 0;
  let id = 0;
  return rows.flatMap(({ title, panels, collapsed = false }): readonly (PanelModel | RowModel)[] => {
    const row = { type: 'row', id: ++id, title, collapsed, gridPos: { h: 1, w: 24, x: 0, y } } as const;
    const { places, bottom } = flow(panels, y + 1);
    const models = panels.flatMap((panel, i) => (places[i] ? [panel.model(++id, places[i])] : []));
    // Grafana moves what is below a collapsed row down when it is opened.
    y = collapsed ? y + 1 : bottom;
    return collapsed ? [{ ...row, panels: models }] : [{ ...row, panels: [] }, ...models];
  });
}

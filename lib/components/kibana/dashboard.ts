import { Duration } from 'cdk8s';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Chart } from './chart.js';
import { everything } from './kql.js';
import { SavedObject } from './saved-object.js';
import type { Search } from './search.js';

/** Panels beside each other, equally wide. */
export interface DashboardRow {
  readonly panels: readonly [Chart | Search, ...(Chart | Search)[]];
  /** In units of the grid, of which a page is some forty high. @default 15 */
  readonly height?: number;
}

/** What {@link dashboard} is told. */
export interface DashboardProps {
  readonly id: string;
  readonly title: string;
  /** @default - none */
  readonly description?: string;
  readonly rows: readonly [DashboardRow, ...DashboardRow[]];
  /** The time that it shows when it is opened. @default 1 hour */
  readonly shows?: Duration;
}

/** The width of the grid. */
const width = 48;

/**
 * Charts and searches on one page.
 *
 * @throws Refusal when panels cannot share a row equally, or there are none
 */
export function dashboard(props: DashboardProps): SavedObject<'dashboard'> {
  const { id, title, description = '', rows, shows = Duration.hours(1) } = props;
  const placed = rows.flatMap(({ panels, height = 15 }, row) => {
    if (width % panels.length !== 0) {
      throw new Refusal({
        at: `dashboard ${id}`,
        field: 'rows',
        given: `${panels.length} panels`,
        allowed: `as many as a row of ${width} can be shared by equally`,
        fix: 'put some of them into another row',
      });
    }
    const y = rows.slice(0, row).reduce((sum, above) => sum + (above.height ?? 15), 0);
    const w = width / panels.length;
    return panels.map((object, index) => ({ object, grid: { x: index * w, y, w, h: height } }));
  });
  const panels = placed.map(({ object, grid }, index) => {
    const panelIndex = String(index + 1);
    return {
      type: object.kind,
      gridData: { ...grid, i: panelIndex },
      panelIndex,
      embeddableConfig: { enhancements: {} },
      panelRefName: `panel_${panelIndex}`,
    };
  });
  const uses = placed.map(({ object }, index) => ({ name: `${index + 1}:panel_${index + 1}`, object }));
  const attributes = {
    title,
    description,
    version: 1 as const,
    timeRestore: true,
    timeFrom: `now-${prometheusDuration(shows)}`,
    timeTo: 'now' as const,
    panelsJSON: JSON.stringify(panels),
    optionsJSON: JSON.stringify({ useMargins: true, syncColors: true, syncCursor: true, hidePanelTitles: false }),
    kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: everything, filter: [] }) },
  };
  return new SavedObject('dashboard', id, attributes, uses);
}

import type { DatasourceKind } from '../../kernel/datasource-ref.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import type { LogQL } from '../../query/logql.js';
import type { PromQL } from '../../query/promql.js';
import type { Sized, Width } from './layout.js';
import { dataLink, type Link } from './link.js';
import type { FieldModel, GridPos, PanelBody, PanelModel } from './model.js';
import { datasourceOf, kindOf } from './target.js';
import { thresholdSteps, type Color, type Threshold } from './threshold.js';
import type { Unit } from './unit.js';

/** What every panel says. */
export interface PanelProps {
  /** Unique in its dashboard. */
  readonly title: string;
  /** What it shows, and what is well, for someone who sees it for the first time. */
  readonly description: string;
  /** @default - by the kind of panel */
  readonly width?: Width;
  /** In steps of 30 pixels. @default - by the kind of panel */
  readonly height?: number;
}

/** What every panel of numbers says. */
export interface NumbersProps extends PanelProps {
  /** What the numbers count. */
  readonly unit: Unit;
  /** @default - as many as Grafana finds readable */
  readonly decimals?: number;
  /** Where colours change, the lowest first. @default - nowhere */
  readonly thresholds?: readonly Threshold[];
  /** Where a click on a value leads. @default - nowhere */
  readonly links?: readonly Link[];
}

/** What panels whose numbers have colours say. */
export interface ColoredProps extends NumbersProps {
  /** The colour of what is below every threshold. @default 'green' */
  readonly baseColor?: Color;
}

/** A panel, before it has a place. */
export class Panel implements Sized {
  public readonly title: string;
  public readonly description: string;
  public readonly width: number;
  public readonly height: number;

  /** @internal use {@link stat}, {@link timeseries}, {@link table}, {@link gauge}, {@link logs} or {@link nodeGraph} */
  public constructor(
    props: PanelProps,
    /** What it asks, of one language. */
    public readonly queries: readonly (PromQL | LogQL)[],
    private readonly body: PanelBody,
    size: { readonly width: Width; readonly height: number },
  ) {
    this.title = props.title;
    this.description = props.description;
    this.width = props.width ?? size.width;
    this.height = props.height ?? size.height;
    refuseBlank(props);
    if (Number.isInteger(this.height) && this.height >= 2 && this.height <= 40) return;
    const allowed = 'whole steps of 30 pixels, 2 to 40';
    throw new Refusal({ field: 'height', given: this.height, allowed, fix: 'leave it out, or round it' });
  }

  /** The kinds of datasource that it asks. */
  public get asks(): readonly DatasourceKind[] {
    return [...new Set(this.queries.map(kindOf))];
  }

  /** @internal */
  public model(id: number, gridPos: GridPos): PanelModel {
    const { title, description, queries, body } = this;
    const datasource = queries[0] && datasourceOf(kindOf(queries[0]));
    return { id, title, description, ...(datasource && { datasource }), gridPos, ...body };
  }
}

/** How numbers are shown. @throws Refusal when the thresholds do not rise */
export function fields(props: ColoredProps): Omit<FieldModel, 'custom'> {
  const { unit, decimals, thresholds = [], baseColor = 'green', links = [] } = props;
  return {
    unit,
    ...(decimals !== undefined && { decimals }),
    thresholds: { mode: 'absolute', steps: thresholdSteps(baseColor, thresholds) },
    ...(links.length > 0 && { links: links.map(dataLink) }),
  };
}

/** Runs `work`; what it refuses is told with the panel's title. */
export function inPanel<T>(title: string, work: () => T): T {
  return refuseAt(`panel '${title}'`, work);
}

function refuseBlank({ title, description }: PanelProps): void {
  const field = title.trim() === '' ? 'title' : 'description';
  if (field === 'description' && description.trim() !== '') return;
  const fix = `say ${field === 'title' ? 'in a few words what it shows' : 'what it shows, and what is well'}`;
  throw new Refusal({ field, given: '', allowed: 'some words', fix });
}

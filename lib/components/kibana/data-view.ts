import { Refusal } from '../../kernel/refusal.js';
import { kql } from './kql.js';
import { SavedObject } from './saved-object.js';
import type { LensColumn } from './schema.js';

/** What a field holds, as far as charts must know. */
export type FieldType = 'keyword' | 'text' | 'number' | 'date' | 'ip' | 'boolean';

/** Fields by name. */
export type Fields = Readonly<Record<string, FieldType>>;

/** The names of fields that hold one of these. */
export type Named<F extends Fields, T extends FieldType> = {
  [Name in keyof F]: F[Name] extends T ? Name : never;
}[keyof F] &
  string;

/** What is counted, of one data view. */
export interface Measure {
  readonly view: SavedObject<'index-pattern'>;
  readonly measured: LensColumn;
}

/** By what it is grouped, in one data view. */
export interface Grouping {
  readonly view: SavedObject<'index-pattern'>;
  /** @param order - the column by which groups are ranked */
  grouped(order: string): LensColumn;
}

/** What every measure may be told. */
export interface MeasureProps {
  /** What people read. @default - what it does */
  readonly label?: string;
  /** Counts only what this KQL finds. @default - all */
  readonly where?: string;
}

/** Props of {@link DataView}. */
export interface DataViewProps<F extends Fields> {
  readonly id: string;
  /** Names of data streams or indices; `*` stands for any text. */
  readonly pattern: string;
  /** What people read. @default - the pattern */
  readonly name?: string;
  /** The fields that charts ask for: no others can be written. */
  readonly fields: F;
  /** @default '@timestamp' */
  readonly time?: string;
}

/** Documents that charts ask about. A chart takes what this hands out, so that it asks for no field that is not here. */
export class DataView<const F extends Fields> extends SavedObject<'index-pattern'> {
  readonly #time: string;

  public constructor({ id, pattern, name, time = '@timestamp' }: DataViewProps<F>) {
    super('index-pattern', id, { title: pattern, name: name ?? pattern, timeFieldName: time });
    this.#time = time;
  }

  /** How many documents. */
  public count(props: MeasureProps = {}): Measure {
    return this.measure('count', '___records___', 'Count of records', props);
  }

  /** The mean of a number. */
  public average(field: Named<F, 'number'>, props: MeasureProps = {}): Measure {
    return this.measure('average', field, `Average of ${field}`, props);
  }

  /** The sum of a number. */
  public sum(field: Named<F, 'number'>, props: MeasureProps = {}): Measure {
    return this.measure('sum', field, `Sum of ${field}`, props);
  }

  /** The largest of a number. */
  public max(field: Named<F, 'number'>, props: MeasureProps = {}): Measure {
    return this.measure('max', field, `Maximum of ${field}`, props);
  }

  /** How many different values. */
  public unique(field: Named<F, 'keyword' | 'number' | 'ip' | 'boolean'>, props: MeasureProps = {}): Measure {
    return this.measure('unique_count', field, `Unique count of ${field}`, props);
  }

  /**
   * The value that so many of a hundred are below.
   *
   * @throws Refusal when it is not between 0 and 100
   */
  public percentile(field: Named<F, 'number'>, percentile: number, props: MeasureProps = {}): Measure {
    if (!(percentile > 0 && percentile < 100)) {
      const allowed = 'between 0 and 100';
      throw new Refusal({ field: 'percentile', given: percentile, allowed, fix: 'write 95 for the 95th' });
    }
    return this.measure('percentile', field, `${percentile}th percentile of ${field}`, props, { percentile });
  }

  /** Groups by time, as fine as the page is wide. */
  public get overTime(): Grouping {
    return {
      view: this,
      grouped: () => ({
        label: this.#time,
        customLabel: false,
        dataType: 'date',
        operationType: 'date_histogram',
        sourceField: this.#time,
        isBucketed: true,
        scale: 'interval',
        params: { interval: 'auto', includeEmptyRows: true, dropPartials: false },
      }),
    };
  }

  /**
   * Groups by the values with most of what is counted.
   *
   * @param size - how many. @default 10
   */
  public top(field: Named<F, 'keyword' | 'ip' | 'boolean'>, size = 10): Grouping {
    return {
      view: this,
      grouped: (order) => ({
        label: `Top ${size} of ${field}`,
        customLabel: false,
        dataType: 'string',
        operationType: 'terms',
        sourceField: field,
        isBucketed: true,
        scale: 'ordinal',
        params: {
          size,
          orderBy: { type: 'column', columnId: order },
          orderDirection: 'desc',
          otherBucket: true,
          missingBucket: false,
          parentFormat: { id: 'terms' },
        },
      }),
    };
  }

  private measure(
    operationType: string,
    sourceField: string,
    what: string,
    { label, where }: MeasureProps,
    params?: Readonly<Record<string, unknown>>,
  ): Measure {
    const measured: LensColumn = {
      label: label ?? what,
      customLabel: label !== undefined,
      dataType: 'number',
      operationType,
      sourceField,
      isBucketed: false,
      scale: 'ratio',
      params: { ...params, emptyAsNull: true },
      ...(where !== undefined && { filter: kql(where) }),
    };
    return { view: this, measured };
  }
}

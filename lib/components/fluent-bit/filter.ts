import type { LogParser } from '../../signals/logs/parsers.js';
import { tagged } from './output.js';
import type { Filter, ModifyFilter, ParserFilter, RecordModifierFilter } from './schema.js';

/** Takes a field apart by a parser, held and not named; the record's other fields stay. */
export interface Parsing {
  readonly parses: LogParser;
  /** @default 'log': the line, where it was no JSON */
  readonly field?: string;
}

/**
 * What may be done to records before they are masked. Nothing here can name a parser or a script that is not there, nor give
 * a record a tag under which nobody would send it.
 */
export type OwnFilter = Parsing | Omit<ModifyFilter, 'match'> | Omit<RecordModifierFilter, 'match'>;

/** Filters as the configuration has them. */
export function filtersOf(own: readonly OwnFilter[]): readonly Filter[] {
  return own.map((filter) =>
    'parses' in filter
      ? parsing(filter)
      : filter.name === 'modify'
        ? { ...filter, match: tagged }
        : { ...filter, match: tagged },
  );
}

/** The parsers that filters hold. */
export function parsersOf(own: readonly OwnFilter[]): readonly LogParser[] {
  return own.flatMap((filter) => ('parses' in filter ? filter.parses : []));
}

function parsing({ parses, field = 'log' }: Parsing): ParserFilter {
  return {
    name: 'parser',
    match: tagged,
    key_name: field,
    parser: parses.name,
    reserve_data: true,
    preserve_key: false,
  };
}

import { regexLog } from './parsers.js';

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  regexLog('access', '(?<path>\\S+) (?<status>\\d+)', { types: { status: 'integer' } }),
  // @ts-expect-error TS2561: Object literal may only specify known properties, but 'statsu' does not exist
  regexLog('access', '(?<path>\\S+) (?<status>\\d+)', { types: { statsu: 'integer' } }),

  regexLog('access', '(?<at>\\S+)', { time: { field: 'at', format: '%s' } }),
  // @ts-expect-error TS2322: Type '"when"' is not assignable to type '"at"'
  regexLog('access', '(?<at>\\S+)', { time: { field: 'when', format: '%s' } }),
];

/**
 * Units of Grafana, by the ids that its value formats have and that dashboard-linter 0.2 takes
 * (https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts).
 */
export const units = [
  ...['none', 'string', 'short', 'sci', 'locale', 'percent', 'percentunit', 'humidity', 'ppm', 'dB'],
  ...['bytes', 'decbytes', 'kbytes', 'mbytes', 'gbytes', 'bits', 'Bps', 'binBps', 'bps', 'pps'],
  ...['ns', 'µs', 'ms', 's', 'm', 'h', 'd', 'dtdurations', 'dtdurationms', 'dateTimeAsIso', 'dateTimeFromNow', 'hertz'],
  ...['cps', 'ops', 'reqps', 'rps', 'wps', 'iops', 'cpm', 'opm', 'rpm', 'wpm', 'mps', 'mpm'],
  ...['volt', 'amp', 'watt', 'kwatt', 'watth', 'kwatth', 'celsius', 'fahrenheit'],
  ...['pressurebar', 'pressurepsi', 'rotrpm'],
  ...['litre', 'mlitre', 'massg', 'masskg', 'lengthm', 'flowlpm', 'litreh'],
  ...['currencyUSD', 'currencyEUR', 'currencyGBP', 'bool', 'bool_yes_no', 'bool_on_off'],
] as const;

/** What a number counts, by Grafana's id: `s`, `bytes`, `percentunit` (0 to 1), `reqps`. */
export type Unit = (typeof units)[number];

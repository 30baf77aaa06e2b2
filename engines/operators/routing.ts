import { parse } from 'yaml';
import { secretValue } from './secrets.js';

/** A part of a configuration of Alertmanager. */
type Value = string | number | boolean | null | readonly Value[] | { readonly [field: string]: Value };

/** Where our own rendering of the configuration has a Secret mounted, file by file. */
const secrets = '/etc/alertmanager/secrets/';

/**
 * Our own rendering of the configuration, in the words in which prometheus-operator says the same: a secret itself, of what its store
 * holds in these tests, where we name its file, the older of two names for times in which notifications are muted, and nothing
 * where we say that nothing is global.
 * @see https://prometheus.io/docs/alerting/0.34/configuration/
 */
export function asTheOperatorSays(rendered: string): Value {
  const said = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(said);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => fieldOf(field, inner)));
  };
  const fieldOf = (field: string, value: Value): readonly [string, Value] => {
    if (field.endsWith('_file') && typeof value === 'string' && value.startsWith(secrets)) {
      const [name = '', key = ''] = value.slice(secrets.length).split('/');
      return [field.slice(0, -'_file'.length), secretValue(name, key)];
    }
    return [field, said(value)];
  };
  const { global, time_intervals, ...rest } = said(parse(rendered) as Value) as Readonly<Record<string, Value>>;
  return {
    ...rest,
    ...(global && Object.keys(global).length > 0 && { global }),
    ...(time_intervals && { mute_time_intervals: time_intervals }),
  };
}

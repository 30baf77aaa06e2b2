import { prometheusDuration } from '../../kernel/dialect.js';
import { type Document, yaml } from '../../kernel/yaml.js';
import type { Matchers } from '../../query/matchers.js';
import { timesOf, type Written } from './alertmanager-config.js';
import type { TimeSpan } from './mute-time.js';
import type { Route } from './route.js';
import type { AlertmanagerFile, NativeGlobal, NativeReceiver, NativeRoute, NativeTimes } from './schema.js';

/** What the native configuration is made of, beside the routing. */
export interface NativeProps extends Written {
  readonly global: NativeGlobal;
  /** The namespace and the name of the `AlertmanagerConfig`, which the operator puts before all that it names. */
  readonly prefix: string;
  /** Where the template file lies. */
  readonly templates: string;
}

/** The configuration as Alertmanager itself reads it: what the operator generates, but with secrets in files. For amtool. */
export function alertmanagerYaml(props: NativeProps): string {
  return yaml(alertmanagerFile(props) as unknown as Document);
}

function alertmanagerFile({ root, receivers, inhibitions, muteTimes, ...props }: NativeProps): AlertmanagerFile {
  const named = (name: string): string => `${props.prefix}/${name}`;
  return {
    global: props.global,
    templates: [props.templates],
    route: nativeRoute(root, named),
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: matching(source),
      target_matchers: matching(target),
      equal,
    })),
    ...(muteTimes.length > 0 && {
      time_intervals: timesOf(muteTimes).map(([name, spans]) => ({
        name: named(name),
        time_intervals: spans.map(interval),
      })),
    }),
    receivers: receivers.map(({ name, written }) =>
      merged(
        named(name),
        written.map(({ native }) => native),
      ),
    ),
  };
}

function nativeRoute(route: Route, named: (name: string) => string): NativeRoute {
  const matchers = Object.entries(route.match).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return {
    receiver: named(route.receiver.name),
    ...(matchers.length > 0 && { matchers }),
    group_by: route.groupBy,
    group_wait: prometheusDuration(route.pace.wait),
    group_interval: prometheusDuration(route.pace.interval),
    repeat_interval: prometheusDuration(route.pace.repeat),
    ...(route.muted.length > 0 && { mute_time_intervals: route.muted.map(named) }),
    ...(route.routes.length > 0 && { routes: route.routes.map((child) => nativeRoute(child, named)) }),
  };
}

/** Integrations of one kind stand in one list. */
function merged(name: string, parts: readonly Omit<NativeReceiver, 'name'>[]): NativeReceiver {
  const lists: Record<string, unknown[]> = {};
  for (const [key, list] of parts.flatMap((part) => Object.entries(part))) {
    lists[key] = [...(lists[key] ?? []), ...(list as unknown[])];
  }
  return { name, ...lists };
}

function matching(matchers: Matchers): string[] {
  return matchers.all.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`);
}

function interval({ weekdays, hours, days, months }: TimeSpan): NativeTimes['time_intervals'][number] {
  return {
    ...(hours && { times: [{ start_time: hours.from, end_time: hours.to }] }),
    ...(weekdays && { weekdays }),
    ...(days && { days_of_month: [`${days.from}:${days.to}`] }),
    ...(months && { months }),
  };
}

import type { AlertmanagerConfig } from '../../../imports/monitoring.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import type { Matchers } from '../../query/matchers.js';
import type { Inhibition } from './inhibition.js';
import type { MuteTime, TimeSpan } from './mute-time.js';
import type { Answered } from './answered.js';
import type { ReceiverResource } from './receivers/integration.js';
import type { Route } from './route.js';

type Spec = Parameters<typeof AlertmanagerConfig>[0]['spec'];
type RouteResource = NonNullable<Spec['route']>;

/** What every writing of the routing is made of. */
export interface Written {
  readonly root: Route;
  readonly receivers: readonly Answered[];
  readonly inhibitions: readonly Inhibition[];
  readonly muteTimes: readonly MuteTime<string>[];
}

/**
 * The routing as the operator's `AlertmanagerConfig` takes it. Named by `spec.alertmanagerConfiguration` it is the global one: the
 * operator adds no matcher of a namespace to it, and calls what it names `<namespace>/<object>/<name>`.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfigSpec
 */
export function alertmanagerConfig({ root, receivers, inhibitions, muteTimes }: Written): Spec {
  return {
    route: routeResource(root),
    receivers: receivers.map(({ name, written }) =>
      merged(
        name,
        written.map(({ resource }) => resource),
      ),
    ),
    inhibitRules: inhibitions.map(({ source, target, equal }) => ({
      sourceMatch: matching(source),
      targetMatch: matching(target),
      equal: [...equal],
    })),
    ...(muteTimes.length > 0 && {
      muteTimeIntervals: timesOf(muteTimes).map(([name, spans]) => ({ name, timeIntervals: spans.map(interval) })),
    }),
  };
}

/** Each time once, sorted by its name. */
export function timesOf(muteTimes: readonly MuteTime<string>[]): readonly (readonly [string, readonly TimeSpan[]])[] {
  const times = new Map(muteTimes.map(({ name, during }) => [name, during] as const));
  return [...times].sort(([a], [b]) => (a < b ? -1 : 1));
}

function routeResource(route: Route): RouteResource {
  const matchers = Object.entries(route.match).map(([name, value]) => ({ name, value, matchType: '=' }));
  return {
    receiver: route.receiver.name,
    ...(matchers.length > 0 && { matchers }),
    groupBy: [...route.groupBy],
    groupWait: prometheusDuration(route.pace.wait),
    groupInterval: prometheusDuration(route.pace.interval),
    repeatInterval: prometheusDuration(route.pace.repeat),
    ...(route.muted.length > 0 && { muteTimeIntervals: [...route.muted] }),
    ...(route.routes.length > 0 && { routes: route.routes.map(routeResource) as never }),
  };
}

/** Integrations of one kind stand in one list. */
function merged(name: string, parts: readonly Omit<ReceiverResource, 'name'>[]): ReceiverResource {
  const lists: Record<string, unknown[]> = {};
  for (const [key, list] of parts.flatMap((part) => Object.entries(part))) {
    lists[key] = [...(lists[key] ?? []), ...(list as unknown[])];
  }
  return { name, ...lists };
}

function matching(matchers: Matchers): { name: string; value: string; matchType: string }[] {
  return matchers.all.map(({ label, op, value }) => ({ name: label, value, matchType: op }));
}

function interval({ weekdays, hours, days, months }: TimeSpan): object {
  return {
    ...(hours && { times: [{ startTime: hours.from, endTime: hours.to }] }),
    ...(weekdays && { weekdays: [...weekdays] }),
    ...(days && { daysOfMonth: [{ start: days.from, end: days.to }] }),
    ...(months && { months: [...months] }),
  };
}

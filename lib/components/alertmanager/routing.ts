import { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import { severities, type Severity } from '../../kernel/signal.js';
import { checkLabel } from '../../query/labels.js';
import { escalation } from '../../signals/escalation.js';
import { checkMuteTimes, type MuteTime } from './mute-time.js';
import { checkPace, type Pace, paceOf, type Pacing } from './pace.js';
import { Receiver } from './receivers/receiver.js';
import { type AlertLabels, nodesOf, type Route, routeFor } from './route.js';

/** Who answers for a team: one receiver, or one for each severity. */
export type Answer = Receiver | ({ readonly otherwise: Receiver } & { readonly [S in Severity]?: Receiver });

/** Who answers, for every team: an alert of a team that is not here does not compile. */
export type Routing<Team extends string> = { readonly [T in Team]: Answer };

/** Props of {@link routingTree}. */
export interface RoutingProps<Team extends string> {
  /** Who answers for each team. */
  readonly routing: Routing<Team>;
  /** Who hears that alerting itself lives: a service that calls when it hears nothing. */
  readonly heartbeat: Receiver;
  /** After how long without a beat that service calls. @default 15 minutes */
  readonly heartbeatTimeout?: Duration;
  /** Who hears of alerts that name no team of `routing`: other people's rules. */
  readonly otherwise: Receiver;
  /** Who is told of a team's alerts that were made by `escalated`. @default - nobody: the pager escalates */
  readonly escalations?: { readonly [T in NoInfer<Team>]?: Receiver };
  /** When a team is not told of a severity, in UTC. @default - never */
  readonly muteTimes?: readonly MuteTime<NoInfer<Team>>[];
  /** Labels by which alerts come in one message. @default alertname, cluster, namespace, service */
  readonly groupBy?: readonly [string, ...string[]];
  /** How soon, and how often, by severity. @default - critical after 10 s, each hour; warning 30 s, 4 h; info 1 min, a day */
  readonly pace?: Pacing;
  /** The same for single teams, over `pace`. @default - as all */
  readonly teamPace?: { readonly [T in NoInfer<Team>]?: Pacing };
  /** How long Alertmanager remembers silences and whom it told. @default 5 days */
  readonly retention?: Duration;
}

/** The alert that always fires. */
export const watchdog: AlertLabels = { alertname: 'Watchdog' };

/** What Alertmanager keeps, unless told otherwise. */
export const standardRetention = Duration.days(5);

const standardGroups = ['alertname', 'cluster', 'namespace', 'service'] as const;

/**
 * The one routing tree, of which every writing of it is made. Below the root: the heartbeat, then each team, with its
 * escalation and its severities.
 *
 * @throws Refusal when a receiver is one that no alert reaches, one name means two receivers, or a pace is none
 */
export function routingTree<Team extends string>(props: RoutingProps<Team>): Route {
  const groupBy = props.groupBy ?? standardGroups;
  const teams = (Object.keys(props.routing) as Team[]).sort();
  checkGroups(groupBy);
  checkMuteTimes(props.muteTimes ?? []);
  const root: Route = {
    match: {},
    receiver: props.otherwise,
    groupBy,
    pace: checked('pace.warning', paceOf('warning', props.pace), props),
    muted: [],
    routes: [heartbeatRoute(props), ...teams.map((team) => teamRoute(team, groupBy, props))],
  };
  checkNames(root);
  for (const team of teams) checkHeard(root, team, props.routing[team]);
  return root;
}

/** Several beats fit into the timeout, so that one that is lost calls nobody. */
function heartbeatRoute({ heartbeat, heartbeatTimeout }: RoutingProps<string>): Route {
  const timeout = (heartbeatTimeout ?? Duration.minutes(15)).toSeconds();
  if (timeout < 60) {
    throw new Refusal({
      field: 'heartbeatTimeout',
      given: `${timeout} s`,
      allowed: 'a minute or more',
      fix: 'let the service wait longer: each beat is a rule, a scrape and a message',
    });
  }
  return {
    match: watchdog,
    receiver: new Receiver('heartbeat', heartbeat.integrations, true),
    groupBy: ['alertname'],
    pace: {
      wait: Duration.seconds(0),
      interval: Duration.seconds(Math.floor(timeout / 15)),
      repeat: Duration.seconds(Math.floor(timeout / 3)),
    },
    muted: [],
    routes: [],
  };
}

function teamRoute<Team extends string>(team: Team, groupBy: readonly string[], props: RoutingProps<Team>): Route {
  const answer: Answer = props.routing[team];
  const pace = (severity: Severity): Pace =>
    checked(`pace of ${team}.${severity}`, paceOf(severity, props.pace, props.teamPace?.[team]), props);
  const leaf = (match: AlertLabels, receiver: Receiver, severity: Severity, muted: readonly string[]): Route => ({
    match,
    receiver,
    groupBy,
    pace: pace(severity),
    muted,
    routes: [],
  });
  const mutedAt = (severity: Severity): string[] =>
    (props.muteTimes ?? []).filter((mute) => mute.team === team && mute.severity === severity).map(({ name }) => name);
  const next = props.escalations?.[team];
  return {
    ...leaf({ team }, receiverOf(answer), 'warning', []),
    routes: [
      ...(next === undefined ? [] : [leaf({ [escalation.label]: escalation.value }, next, 'critical', [])]),
      ...severities.map((severity) =>
        leaf({ severity }, receiverOf(answer, severity), severity, [...new Set(mutedAt(severity))].sort()),
      ),
    ],
  };
}

/** Who hears of a severity; without one, whoever is left. */
function receiverOf(answer: Answer, severity?: Severity): Receiver {
  if (answer instanceof Receiver) return answer;
  return (severity && answer[severity]) ?? answer.otherwise;
}

function checked(field: string, pace: Pace, { retention }: RoutingProps<string>): Pace {
  checkPace(field, pace, retention ?? standardRetention);
  return pace;
}

function checkGroups(groupBy: readonly string[]): void {
  for (const label of groupBy) checkLabel('groupBy', label);
  if (new Set(groupBy).size === groupBy.length) return;
  throw new Refusal({ field: 'groupBy', given: groupBy, allowed: 'each label once', fix: 'leave out the second' });
}

function checkNames(root: Route): void {
  const known = new Map<string, Receiver>();
  for (const { receiver } of nodesOf(root)) {
    const before = known.get(receiver.name);
    if (before !== undefined && !before.equals(receiver)) {
      throw new Refusal({
        field: 'receiver',
        given: receiver.name,
        allowed: 'one receiver of a name',
        fix: "give one of the two a name of its own with receiver('on-call', …)",
      });
    }
    known.set(receiver.name, receiver);
  }
}

/** Sends an alert of each severity through the tree: whom none of them reaches was written for nothing. */
function checkHeard(root: Route, team: string, answer: Answer): void {
  const heard = severities.map((severity) => routeFor(root, { team, severity }).receiver);
  if (answer instanceof Receiver || heard.some((one) => one.equals(answer.otherwise))) return;
  throw new Refusal({
    field: `routing.${team}.otherwise`,
    given: answer.otherwise.name,
    allowed: 'a receiver that some severity reaches',
    fix: 'name it in place of one of critical, warning and info, and leave that one out',
  });
}

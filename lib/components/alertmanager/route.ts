import type { Pace } from './pace.js';
import type { Receiver } from './receivers/receiver.js';

/** The labels of an alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/** One node of the routing tree. It holds its receiver, not a name; the first child that matches takes the alert, and no other. */
export interface Route {
  /** Labels that an alert must have, exactly. The root has none. */
  readonly match: AlertLabels;
  readonly receiver: Receiver;
  readonly groupBy: readonly string[];
  readonly pace: Pace;
  /** Names of the times at which nobody is told. */
  readonly muted: readonly string[];
  readonly routes: readonly Route[];
}

/** The node that an alert ends at, as Alertmanager finds it: depth first, the first match. */
export function routeFor(root: Route, labels: AlertLabels): Route {
  const next = root.routes.find(({ match }) => Object.entries(match).every(([name, value]) => labels[name] === value));
  return next === undefined ? root : routeFor(next, labels);
}

/** All nodes, the root first. */
export function nodesOf(root: Route): readonly Route[] {
  return [root, ...root.routes.flatMap(nodesOf)];
}

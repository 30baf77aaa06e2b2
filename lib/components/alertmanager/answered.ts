import type { Site } from '../../workload/site.js';
import type { WrittenIntegration } from './receivers/integration.js';
import type { Receiver } from './receivers/receiver.js';
import { nodesOf, type Route } from './route.js';

/** A receiver whose services were dialled: what is written of it, both ways. */
export interface Answered {
  readonly name: string;
  readonly written: readonly WrittenIntegration[];
}

/** The receivers of a tree, each once, sorted by name. */
export function receiversOf(root: Route): readonly Receiver[] {
  const all = new Map(nodesOf(root).map(({ receiver }) => [receiver.name, receiver]));
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Has an Alertmanager admitted to all that it must tell. */
export function answered(root: Route, at: Site): readonly Answered[] {
  return receiversOf(root).map(({ name, integrations, firingOnly }) => ({
    name,
    written: integrations.map((one) => one.config(at, one.sendResolved && !firingOnly)),
  }));
}

import { Refusal } from '../../kernel/refusal.js';
import type { Component, Connector } from './component.js';
import type { AnyPipelines } from './pipeline.js';
import { batchType } from './processors/batch.js';
import { memoryLimiterId } from './processors/memory-limiter.js';

/** Where the pipelines are to run. */
export interface Place {
  readonly everyNode: boolean;
  readonly replicas: number;
  readonly durable: boolean;
}

type Ends = Component | Connector<never, never>;

/**
 * Refuses pipelines that the compiler takes and the Collector, or the telemetry, would not.
 *
 * @throws Refusal
 */
export function check(pipelines: AnyPipelines, place: Place): void {
  for (const [id, { through }] of Object.entries(pipelines)) order(id, through ?? [], place.durable);
  connected(pipelines);
  acyclic(pipelines);
  placed(pipelines, place);
}

/** Every component of the pipelines, in the order in which they are written. */
export function componentsOf(pipelines: AnyPipelines): Component[] {
  return Object.values(pipelines).flatMap(({ from, through, to }) => [...from, ...(through ?? []), ...to]);
}

function order(id: string, through: readonly Component[], durable: boolean): void {
  const late = through.findIndex((processor) => processor.id === memoryLimiterId);
  if (late > 0) {
    throw new Refusal({
      field: `pipelines.${id}.through`,
      given: through.map((processor) => processor.id).join(', '),
      allowed: 'the memory limiter first: what comes before it takes memory that nobody limits',
      fix: 'move it to the front, or leave it out: it is put there by itself',
    });
  }
  if (durable && through.some((processor) => processor.id.split('/')[0] === batchType)) {
    throw new Refusal({
      field: `pipelines.${id}.through`,
      given: batchType,
      allowed: 'no batch processor in a collector with storage: what it holds is lost with the pod',
      fix: "leave it out: the exporter's queue gathers, on disk",
    });
  }
}

function connected(pipelines: AnyPipelines): void {
  const all = Object.values(pipelines);
  const begins = new Set<Ends>(all.flatMap(({ from }) => from));
  const ends = new Set<Ends>(all.flatMap(({ to }) => to));
  const connectors = [...new Set([...begins, ...ends])].filter(isConnector);
  for (const connector of connectors) {
    const whole = connector.exitOf ?? connector;
    const exits = whole.exits ?? [whole];
    const idle = exits.filter((exit) => !begins.has(exit)).length;
    if (!ends.has(whole) || idle > 0) throw unconnected(connector.id, ends.has(whole), idle);
    const twin = connectors.find((other) => other.id === whole.id && (other.exitOf ?? other) !== whole);
    if (twin !== undefined) throw twins(whole.id);
  }
}

function unconnected(id: string, ends: boolean, idle: number): Refusal {
  return new Refusal({
    field: `connectors.${id}`,
    given: ends ? `${idle} of its exits begin no pipeline` : 'it ends no pipeline',
    allowed: 'a connector that ends a pipeline and begins another, both of this collector',
    fix: ends
      ? 'put it, or each of its exits, into the `from` of a pipeline'
      : 'put the same value into the `to` of a pipeline',
  });
}

function twins(id: string): Refusal {
  return new Refusal({
    field: `connectors.${id}`,
    given: 'two values of this id',
    allowed: 'one value, at the end of one pipeline and the start of another',
    fix: 'make the connector once, in a constant, and use it in both; or give one of the two a name',
  });
}

function isConnector(component: Ends): component is Connector<never, never> {
  return component.kind === 'connectors';
}

/** The pipelines that begin where a pipeline ends. */
function after(pipelines: AnyPipelines, id: string): string[] {
  const ids = new Set((pipelines[id]?.to ?? []).filter(isConnector).map((connector) => connector.id));
  return Object.keys(pipelines).filter((other) =>
    pipelines[other]?.from.some((one) => isConnector(one) && ids.has(one.id)),
  );
}

function acyclic(pipelines: AnyPipelines): void {
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      throw new Refusal({
        field: `pipelines.${id}`,
        given: [...path, id].join(' → '),
        allowed: 'pipelines that lead onward: the Collector starts with no circle',
        fix: 'end one of them in an exporter',
      });
    }
    for (const next of after(pipelines, id)) visit(next, [...path, id]);
  };
  for (const id of Object.keys(pipelines)) visit(id, []);
}

function placed(pipelines: AnyPipelines, { everyNode, replicas }: Place): void {
  const several = everyNode || replicas > 1;
  const balanced = Object.entries(pipelines)
    .filter(([id]) => id.split('/')[0] === 'traces')
    .flatMap(([, { from }]) => from)
    .every((one) => isConnector(one) || 'balanced' in one);
  for (const { id, needs } of componentsOf(pipelines)) {
    if (needs?.everyNode && !everyNode)
      throw misplaced(id, replicas, 'a pod on every node, each for its own', "mode: 'daemonset'");
    if (needs?.single && several)
      throw misplaced(id, replicas, 'one replica, since each would tell the same', 'replicas: 1');
    if (needs?.wholeTraces && several && !balanced) {
      const allowed = 'one replica, or spans that come by otlpBalanced() alone: it must see all of a trace';
      throw misplaced(id, replicas, allowed, 'a TraceGateway, which makes both tiers');
    }
  }
}

function misplaced(id: string, replicas: number, allowed: string, use: string): Refusal {
  return new Refusal({ field: `pipelines: ${id}`, given: `${replicas} replicas`, allowed, fix: `use ${use}` });
}

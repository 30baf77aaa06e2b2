import type { Construct } from 'constructs';
import { Doors, Endpoint } from '../../kernel/endpoint.js';
import { Handover } from '../../signals/handover.js';
import { NodeExporter } from '../node-exporter/node-exporter.js';
import { PrometheusAgent } from './agent.js';

/** Each line that does not compile, under its nearest that does. */
export function refused(scope: Construct): void {
  const to = Doors.one(Endpoint.external('remote-write', 'metrics.example.com'));
  const alerts = new Handover();

  const agent = new PrometheusAgent(scope, 'a', { remoteWrite: [{ to }], alerts });
  // @ts-expect-error TS2322: Type '[]' is not assignable to type 'readonly [RemoteWrite, ...RemoteWrite[]]'
  new PrometheusAgent(scope, 'b', { remoteWrite: [], alerts });
  // @ts-expect-error TS2345: Property 'alerts' is missing in type
  new PrometheusAgent(scope, 'c', { remoteWrite: [{ to }] });

  const watched = new NodeExporter(scope, 'node-exporter');
  agent.watch(watched);
  // @ts-expect-error TS2554: Expected 1 arguments, but got 2
  agent.watch(watched, { team: 'platform' });
}

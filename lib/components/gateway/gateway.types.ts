import type { Construct } from 'constructs';
import { Endpoint } from '../../kernel/endpoint.js';
import { PublicName } from '../../kernel/public-name.js';
import { Gateway } from './gateway.js';
import { Route } from './route.js';

/** Each line that does not compile, under its nearest that does. */
export function refused(scope: Construct): void {
  const gateway = new Gateway(scope, 'public');
  const name = new PublicName('remote-write', 'example.com', 'metrics');
  const to = Endpoint.external('remote-write', 'metrics.svc');

  new Route(scope, 'a', { gateway, name, to });
  const loki = Endpoint.external('loki', 'loki.svc');
  // @ts-expect-error TS2322: Type '"loki"' is not assignable to type '"remote-write"'
  new Route(scope, 'b', { gateway, name, to: loki });

  const kafka = new PublicName('kafka', 'example.com', 'events');
  // @ts-expect-error TS2322: Type '"kafka"' is not assignable to type 'Routable'
  new Route(scope, 'c', { gateway, name: kafka, to });
}

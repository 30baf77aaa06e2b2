import type { Construct } from 'constructs';
import { Endpoint } from '../../kernel/endpoint.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { cloudFront } from './cloudwatch/cloud-front.js';
import { CloudWatchExporter } from './cloudwatch/cloudwatch-exporter.js';
import { PostgresExporter } from './postgresql/postgres-exporter.js';

/** Each line that does not compile, under its nearest that does. */
export function refused(scope: Construct): void {
  const user = SecretRef.external('db', 'user');
  const password = SecretRef.external('db', 'password');
  const server = Endpoint.external('postgresql', 'db.example.com', 5432);

  new PostgresExporter(scope, 'a', { server, credentials: { user, password } });
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'SecretRef'
  new PostgresExporter(scope, 'b', { server, credentials: { user, password: 'hunter2' } });
  const redis = Endpoint.external('redis', 'cache.example.com', 6379);
  // @ts-expect-error TS2322: Type '"redis"' is not assignable to type '"postgresql"'
  new PostgresExporter(scope, 'c', { server: redis, credentials: { user, password } });

  new CloudWatchExporter(scope, 'd', { jobs: [cloudFront()] });
  // @ts-expect-error TS2322: Type '[]' is not assignable to type 'readonly [CloudWatchJob, ...CloudWatchJob[]]'
  new CloudWatchExporter(scope, 'e', { jobs: [] });
}

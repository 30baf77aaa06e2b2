import type { Construct } from 'constructs';
import { Endpoint } from '../../kernel/endpoint.js';
import { BlackboxExporter } from './blackbox-exporter.js';

/** Each line that does not compile, under its nearest that does. */
export function refused(scope: Construct): void {
  const exporter = new BlackboxExporter(scope, 'blackbox', { modules: { page: { prober: 'http' } } });
  const page = Endpoint.external('https', 'example.com');

  exporter.look('page', page);
  // @ts-expect-error TS2345: Argument of type '"pages"' is not assignable to parameter of type '"page"'
  exporter.look('pages', page);

  new BlackboxExporter(scope, 'a', { modules: { page: { prober: 'http', timeout: '5s' } } });
  // @ts-expect-error TS2561: but 'timeot' does not exist in type
  new BlackboxExporter(scope, 'b', { modules: { page: { prober: 'http', timeot: '5s' } } });
}

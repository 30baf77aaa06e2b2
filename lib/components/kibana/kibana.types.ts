import { ElasticsearchRef } from '../../kernel/elasticsearch-ref.js';
import type { KibanaProps } from './kibana.js';
import type { KibanaSettings } from './schema.js';
import * as kibana from './words.js';

const props = (of: KibanaProps): KibanaProps => of;
const settings = (of: KibanaSettings): KibanaSettings => of;
const view = new kibana.DataView({ id: 'a', pattern: 'a', fields: { took: 'number', name: 'keyword', text: 'text' } });
const url = 'https://kibana.example.com';
declare const elasticsearch: ElasticsearchRef;
const chart = kibana.number({ id: 'a', title: 'A', of: view.count() });

/** Each line that does not compile, under its nearest that does. */
export const refused = () => [
  props({ elasticsearch, url }),
  // @ts-expect-error TS2739: Type '{ name: string; namespace: string; }' is missing the following properties from type 'ElasticsearchRef'
  props({ elasticsearch: { name: 'logs', namespace: 'logs' }, url }),

  props({ elasticsearch, url, licence: 'enterprise' }),
  // @ts-expect-error TS2322: Type '"gold"' is not assignable to type 'Licence | undefined'
  props({ elasticsearch, url, licence: 'gold' }),

  settings({ 'server.maxPayload': 1 }),
  // @ts-expect-error TS2353: 'elasticsearch.hosts'
  settings({ 'elasticsearch.hosts': 'http://elsewhere' }),

  view.average('took'),
  // @ts-expect-error TS2345: Argument of type '"name"' is not assignable to parameter of type '"took"'
  view.average('name'),

  view.top('name'),
  // @ts-expect-error TS2345: Argument of type '"nmae"' is not assignable to parameter of type '"name"'
  view.top('nmae'),

  kibana.search({ id: 'a', title: 'A', of: view, columns: ['text'] }),
  // @ts-expect-error TS2820: Did you mean '"text"'?
  kibana.search({ id: 'a', title: 'A', of: view, columns: ['texte'] }),

  kibana.dashboard({ id: 'a', title: 'A', rows: [{ panels: [chart] }] }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type
  kibana.dashboard({ id: 'a', title: 'A', rows: [{ panels: ['a'] }] }),
];

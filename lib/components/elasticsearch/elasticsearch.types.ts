import { Duration, Size } from 'cdk8s';
import type { LifecycleProps } from './lifecycle.js';
import type { NodeSet } from './node-set.js';
import type { ElasticsearchSettings } from './schema.js';
import type { Privileges } from './user.js';

const rest = { name: 'one', count: 3, cpu: 1, memory: Size.gibibytes(4), storage: Size.gibibytes(10) };
const kept = { name: 'logs', patterns: ['logs-*'], delete: Duration.days(7) };

const set = (props: NodeSet): NodeSet => props;
const settings = (props: ElasticsearchSettings): ElasticsearchSettings => props;
const privileges = (props: Privileges): Privileges => props;
const lifecycle = (props: LifecycleProps): LifecycleProps => props;

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  set({ ...rest, roles: ['master'] }),
  // @ts-expect-error TS2820: Type '"mastr"' is not assignable to type 'NodeRole'. Did you mean '"master"'?
  set({ ...rest, roles: ['mastr'] }),
  // @ts-expect-error TS2322: Type '"ml"' is not assignable to type 'NodeRole'
  set({ ...rest, roles: ['ml'] }),

  settings({ 'cluster.max_shards_per_node': 2000 }),
  // @ts-expect-error TS2353: 'xpack.security.enabled'
  settings({ 'xpack.security.enabled': false }),
  // @ts-expect-error TS2353: 'cluster.remote.connect'
  settings({ 'cluster.remote.connect': false }),

  settings({ 'cluster.routing.allocation.disk.watermark.low': '80%' }),
  // @ts-expect-error TS2322: Type '"80"' is not assignable to type '`${number}%`'
  settings({ 'cluster.routing.allocation.disk.watermark.low': '80' }),

  privileges({ cluster: ['monitor'], indices: [{ names: ['logs-*'], privileges: ['read'] }] }),
  // @ts-expect-error TS2322: Type '"all"' is not assignable to type 'ClusterPrivilege'
  privileges({ cluster: ['all'] }),
  // @ts-expect-error TS2322: Type '"all"' is not assignable to type 'IndexPrivilege'
  privileges({ indices: [{ names: ['logs-*'], privileges: ['all'] }] }),

  lifecycle({ ...kept, warm: { after: Duration.days(1) } }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  lifecycle({ ...kept, warm: { after: '1d' } }),
  // @ts-expect-error TS2353: 'frozen' does not exist in type 'LifecycleProps'
  lifecycle({ ...kept, frozen: { after: Duration.days(1) } }),
];

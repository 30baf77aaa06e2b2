import type { Construct } from 'constructs';
import type { Elasticsearch } from '../../../imports/elastic.js';
import { quantity } from '../../kernel/dialect.js';
import { priority, type Spread, spread } from '../../workload/availability.js';
import { clusterOf } from '../../workload/cluster.js';
import { containerResources } from '../../workload/resources.js';
import { containerSecurity, podSecurity } from '../../workload/security.js';
import { clusterLabel, type NodeSet, setLabel, statefulSetOf } from './node-set.js';
import type { WrittenSettings } from './schema.js';

type Spec = NonNullable<Parameters<typeof Elasticsearch>[0]['spec']>;

/**
 * A node set as ECK takes it.
 *
 * @see https://www.elastic.co/docs/reference/cloud-on-k8s/api-reference/3_5_0#zoneawareness, which the package's types do not know yet
 */
export type WrittenNodeSet = Spec['nodeSets'][number] & { zoneAwareness?: { topologyKey: string } };

/** What all sets of a cluster share. */
export interface NodeSetContext {
  readonly cluster: string;
  readonly serviceAccount: string;
  readonly zoneAware: boolean;
  readonly settings: Omit<WrittenSettings, 'node.roles' | 'node.store.allow_mmap'>;
}

/** The name by which ECK knows the volume with the documents. */
const data = 'elasticsearch-data';

const zone = 'topology.kubernetes.io/zone';

/** The user that the image is made for. @see https://github.com/elastic/elasticsearch/blob/v9.4.3/distribution/docker/src/docker/Dockerfile */
const user = 1000;

/** A set as ECK takes it. The heap is left out: Elasticsearch sizes it from the memory limit. */
export function writtenNodeSet(at: Construct, set: NodeSet, context: NodeSetContext): WrittenNodeSet {
  return {
    name: set.name,
    count: set.count,
    config: settingsOf(set, context),
    ...(context.zoneAware && { zoneAwareness: { topologyKey: zone } }),
    podTemplate: {
      spec: {
        serviceAccountName: context.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName: priority.standard,
        securityContext: podSecurity(user),
        topologySpreadConstraints: spreadOf(set, context),
        containers: [
          { name: 'elasticsearch', resources: containerResources(set), securityContext: { ...containerSecurity } },
        ],
        // ECK adds a claim of its own to nodes that name no volume, and a root that can be written.
        ...(set.storage === undefined && { volumes: [{ name: data, emptyDir: { sizeLimit: '1Gi' } }] }),
      },
    },
    ...(set.storage !== undefined && {
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: data },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: clusterOf(at).profile.storageClass,
            resources: { requests: { storage: quantity(set.storage) } },
          },
        },
      ],
    }),
  };
}

/**
 * `allow_mmap` off spares the node a privileged container that raises `vm.max_map_count`.
 *
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/virtual-memory
 */
function settingsOf({ roles }: NodeSet, { settings }: NodeSetContext): WrittenSettings {
  return {
    'node.roles': [...roles],
    'node.store.allow_mmap': false,
    'ingest.geoip.downloader.enabled': false,
    'xpack.ml.enabled': false,
    ...settings,
  };
}

/** Where shards are kept apart by zone, nodes must be too, and ECK adds that rule itself unless one for zones is there. */
function spreadOf(set: NodeSet, { cluster, zoneAware }: NodeSetContext): Spread[] | undefined {
  const labels = { [clusterLabel]: cluster, [setLabel]: statefulSetOf(cluster, set) };
  return spread(labels, set.count)?.filter(({ topologyKey }) => !zoneAware || topologyKey !== zone);
}

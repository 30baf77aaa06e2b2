import { Size } from 'cdk8s';
import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import type { Written } from '../../testing/objects.js';
import { Collector } from './collector.js';
import { stage } from './fixtures.js';
import * as otel from './otel.js';
import { TraceGateway } from './trace-gateway.js';

/**
 * What our build of the collector lacks, since its modules are not served: it is put in the place of a component with the
 * same ends, or cut out, and not judged here.
 */
const unserved = {
  receivers: { k8s_objects: 'k8sobjects', k8s_cluster: undefined },
  processors: { resource_detection: undefined },
  exporters: { load_balancing: undefined, elasticsearch: undefined },
  connectors: { service_graph: undefined, exceptions: undefined, count: undefined, forward: undefined },
} as const;

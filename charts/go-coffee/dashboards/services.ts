import {
  dashboard,
  interval,
  kubernetesMetrics,
  kubeStateMetrics,
  logql,
  logs,
  logSelector,
  matchers,
  nodeGraph,
  prometheusMetrics,
  promql,
  queryVariable,
  type Row,
  stat,
  table,
  timeseries,
  variable,
} from '../../../lib/index.js';
import { coloursOf, technicalKpis } from '../kpis.js';
import { serviceGraph, shop, spans } from '../metrics.js';
import { errorRatio, latencyP99, requestRate } from '../rules/records.js';
import { contract } from '../services.js';
import { places } from './places.js';

const service = variable('service');
const chosen = matchers({ service_name: service });
const served = matchers({ service_name: service, span_kind: 'SPAN_KIND_SERVER' });
const failing = served.and({ status_code: 'STATUS_CODE_ERROR' });
const jobs = matchers({ job: service });
/** A pod is named after its Deployment, and that after the service. */
const pods = promql`${kubeStateMetrics.podInfo}{namespace="go-coffee",pod=~"$service-.+"}`;

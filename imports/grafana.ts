import type { IGrafana } from '@kubernetes-models/grafana-operator/grafana.integreatly.org/v1beta1/Grafana';
import type { IGrafanaDashboard } from '@kubernetes-models/grafana-operator/grafana.integreatly.org/v1beta1/GrafanaDashboard';
import type { IGrafanaDatasource } from '@kubernetes-models/grafana-operator/grafana.integreatly.org/v1beta1/GrafanaDatasource';
import type { IGrafanaFolder } from '@kubernetes-models/grafana-operator/grafana.integreatly.org/v1beta1/GrafanaFolder';
import { kind } from './kind.js';

export const Grafana = kind<IGrafana>('grafana.integreatly.org/v1beta1', 'Grafana');
export const GrafanaDashboard = kind<IGrafanaDashboard>('grafana.integreatly.org/v1beta1', 'GrafanaDashboard');
export const GrafanaDatasource = kind<IGrafanaDatasource>('grafana.integreatly.org/v1beta1', 'GrafanaDatasource');
export const GrafanaFolder = kind<IGrafanaFolder>('grafana.integreatly.org/v1beta1', 'GrafanaFolder');

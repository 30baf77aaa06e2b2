import type { IEmbeddedPersistentVolumeClaim } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/EmbeddedPersistentVolumeClaim';
import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager';
import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import type { IProbe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe';
import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus';
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import type { ICommonPrometheusFields } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/CommonPrometheusFields';
import type { IThanosRuler } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ThanosRuler';
import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import type { IPrometheusAgent } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/PrometheusAgent';
import type { IScrapeConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/ScrapeConfig';
import { kind } from './kind.js';

export const Alertmanager = kind<IAlertmanager>('monitoring.coreos.com/v1', 'Alertmanager');
export const PodMonitor = kind<IPodMonitor>('monitoring.coreos.com/v1', 'PodMonitor');
export const Probe = kind<IProbe>('monitoring.coreos.com/v1', 'Probe');
export const Prometheus = kind<IPrometheus>('monitoring.coreos.com/v1', 'Prometheus');
export const PrometheusRule = kind<IPrometheusRule>('monitoring.coreos.com/v1', 'PrometheusRule');
export const ServiceMonitor = kind<IServiceMonitor>('monitoring.coreos.com/v1', 'ServiceMonitor');
export const ThanosRuler = kind<IThanosRuler>('monitoring.coreos.com/v1', 'ThanosRuler');
export const AlertmanagerConfig = kind<IAlertmanagerConfig>('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig');
export const PrometheusAgent = kind<IPrometheusAgent>('monitoring.coreos.com/v1alpha1', 'PrometheusAgent');
export const ScrapeConfig = kind<IScrapeConfig>('monitoring.coreos.com/v1alpha1', 'ScrapeConfig');

/**
 * A claim template as the operator's CRDs take it. The package's types (6.0.0) also want an `apiVersion` and a `kind`, which the
 * CRDs of 0.93 do not need; they are left out here, once.
 */
export function claimTemplate(spec: IEmbeddedPersistentVolumeClaim['spec']): IEmbeddedPersistentVolumeClaim {
  return { spec } as IEmbeddedPersistentVolumeClaim;
}

export type PrometheusSpec = IPrometheus['spec'];
/** What a Prometheus and an agent are written by alike. */
export type CommonSpec = ICommonPrometheusFields;
export type RemoteWriteSpec = NonNullable<PrometheusSpec['remoteWrite']>[number];
export type ScrapeConfigSpec = IScrapeConfig['spec'];
export type RelabelConfig = NonNullable<ScrapeConfigSpec['relabelings']>[number];
export type PrometheusRuleSpec = IPrometheusRule['spec'];
export type ThanosRulerSpec = IThanosRuler['spec'];

/** The front door: constructs flat, a product's vocabulary as a namespace. Charts come in here and nowhere else. */
export { Duration, Size } from 'cdk8s';

export * from './kernel/cluster-profile.js';
export { Config } from './kernel/config.js';
export * from './kernel/datasource-ref.js';
export type { ElasticsearchRef } from './kernel/elasticsearch-ref.js';
export { Doors, Endpoint, type AlertsEndpoint, type OtlpEndpoint, type Protocol } from './kernel/endpoint.js';
export * from './kernel/environment.js';
export { type Licence, paidFeatures, refuseUnlicensed } from './kernel/licence.js';
export * from './kernel/load.js';
export { Refusal, type RefusalProps } from './kernel/refusal.js';
export * from './kernel/retention.js';
export { PublicName, type PublicNameProps, refuseClosed } from './kernel/public-name.js';
export type { Sender } from './kernel/sender.js';
export { type PlainHeaders } from './kernel/headers.js';
export { type SecretMaker, SecretRef } from './kernel/secret-ref.js';
export * from './kernel/signal.js';
export type { KafkaCredentials, KafkaTopicReader, KafkaTopicWriter } from './kernel/topic.js';

export { interval } from './query/interval.js';
export { type Labels, labels } from './query/labels.js';
export { LogQL, logql } from './query/logql.js';
export { type Matchers, matchers, not, variable } from './query/matchers.js';
export { Metric, metric, type MetricProps } from './query/metric.js';
export { PromQL, promql } from './query/promql.js';
export { logSelector, selector } from './query/selector.js';

export * from './signals/dashboard/dashboard.js';
export type { DashboardProps, Row } from './signals/dashboard/dashboard-props.js';
export { gauge } from './signals/dashboard/gauge.js';
export { lintDashboard, refusedFindings } from './signals/dashboard/lint.js';
export { logs } from './signals/dashboard/logs.js';
export { nodeGraph } from './signals/dashboard/node-graph.js';
export type { Panel } from './signals/dashboard/panel.js';
export { queryVariable } from './signals/dashboard/query-variable.js';
export { stat } from './signals/dashboard/stat.js';
export { table } from './signals/dashboard/table.js';
export type { Threshold } from './signals/dashboard/threshold.js';
export { timeseries } from './signals/dashboard/timeseries.js';
export type { Unit } from './signals/dashboard/unit.js';
export { escalated } from './signals/escalation.js';
export { Handover } from './signals/handover.js';
export { LogRuleGroup } from './signals/logs/log-rule-group.js';
export * from './signals/logs/parsers.js';
export { Redaction, standardRedaction } from './signals/logs/redaction.js';
export { SensitivePattern } from './signals/logs/pattern.js';
export { RuleGroup } from './signals/rule-group.js';
export { type Alert, type Recording, type Symptom, symptom, type SymptomProps } from './signals/symptom.js';
export type { ScrapeTarget, Telemetry, Watched } from './signals/watched.js';

export { kafkaCapacity } from './capacity/kafka.js';
export { prometheusCapacity } from './capacity/prometheus.js';
export { receiveCapacity } from './capacity/thanos.js';

export { clusterOf, type ClusterSettings, inCluster } from './workload/cluster.js';
export { ConfigFiles } from './workload/config-files.js';
export { type ImageName, images } from './workload/images.js';
export { Namespace, type NamespaceProps } from './workload/namespace.js';
export type { Bucket } from './workload/object-storage.js';
export { Priorities } from './workload/priorities.js';
export type { Resources } from './workload/resources.js';
export { Site, type SiteProps } from './workload/site.js';
export { Workload, type WorkloadProps } from './workload/workload.js';

export { Alertmanager, type AlertmanagerProps } from './components/alertmanager/alertmanager.js';
export { alertmanagerMetrics } from './components/alertmanager/catalogue.js';
export { inhibition, standardInhibitions } from './components/alertmanager/inhibition.js';
export type { MuteTime, TimeSpan } from './components/alertmanager/mute-time.js';
export * as alertmanager from './components/alertmanager/receivers/index.js';
export type { Answer, Routing } from './components/alertmanager/routing.js';
export { BlackboxExporter, type BlackboxExporterProps } from './components/blackbox-exporter/blackbox-exporter.js';
export { probeMetrics } from './components/blackbox-exporter/catalogue.js';
export { Collector, type CollectorProps } from './components/collector/collector.js';
export { Instrumentation, type InstrumentationProps } from './components/collector/instrumentation.js';
export { TraceGateway, type TraceGatewayProps } from './components/collector/trace-gateway.js';
export { collectorMetrics, serviceGraphYield, spanMetricsYield } from './components/collector/catalogue.js';
export * as otel from './components/collector/otel.js';
export { elasticsearchMetrics } from './components/elasticsearch/catalogue.js';
export { Elasticsearch, type ElasticsearchProps } from './components/elasticsearch/elasticsearch.js';
export { singleNode, threeNodes } from './components/elasticsearch/node-set.js';
export * as fluentBit from './components/fluent-bit/outputs.js';
export { FluentBit, type FluentBitProps } from './components/fluent-bit/fluent-bit.js';
export { fluentBitMetrics } from './components/fluent-bit/catalogue.js';
export { grafanaMetrics } from './components/grafana/catalogue.js';
export * as cloudWatch from './components/exporters/cloudwatch/index.js';
export {
  CloudWatchExporter,
  type CloudWatchExporterProps,
} from './components/exporters/cloudwatch/cloudwatch-exporter.js';
export {
  applicationBalancerMetrics,
  cloudFrontMetrics,
  cloudWatchMetrics,
  networkBalancerMetrics,
} from './components/exporters/cloudwatch/catalogue.js';
export { postgresMetrics, statementMetrics } from './components/exporters/postgresql/catalogue.js';
export { PostgresExporter, type PostgresExporterProps } from './components/exporters/postgresql/postgres-exporter.js';
export { redisMetrics } from './components/exporters/redis/catalogue.js';
export { RedisExporter, type RedisExporterProps } from './components/exporters/redis/redis-exporter.js';
export { Gateway } from './components/gateway/gateway.js';
export type { Routable } from './components/gateway/routable.js';
export { Route, type RouteProps } from './components/gateway/route.js';
export { Grafana, type GrafanaProps } from './components/grafana/grafana.js';
export { Jaeger, type JaegerProps } from './components/jaeger/jaeger.js';
export { jaegerPrivileges } from './components/jaeger/privileges.js';
export { jaegerMetrics } from './components/jaeger/catalogue.js';
export { kafkaMetrics } from './components/kafka/catalogue.js';
export { Kafka, type KafkaProps } from './components/kafka/kafka.js';
export type { KafkaNodes } from './components/kafka/nodes.js';
export type { Topic, TopicProps } from './components/kafka/topic.js';
export type { KafkaClient } from './components/kafka/user.js';
export { Kibana, type KibanaProps } from './components/kibana/kibana.js';
export * as kibana from './components/kibana/words.js';
export { KubeStateMetrics } from './components/kube-state-metrics/kube-state-metrics.js';
export { kubeStateMetrics } from './components/kube-state-metrics/catalogue.js';
export { Kubernetes } from './components/kubernetes/kubernetes.js';
export { kubernetesMetrics } from './components/kubernetes/catalogue.js';
export { logstashMetrics } from './components/logstash/catalogue.js';
export { Logstash, type LogstashProps } from './components/logstash/logstash.js';
export * as logstash from './components/logstash/words.js';
export { lokiMetrics } from './components/loki/catalogue.js';
export { Loki, type LokiProps } from './components/loki/loki.js';
export { NodeExporter, type NodeExporterProps } from './components/node-exporter/node-exporter.js';
export { nodeMetrics } from './components/node-exporter/catalogue.js';
export { Prometheus, type PrometheusProps } from './components/prometheus/prometheus.js';
export { PrometheusAgent, type PrometheusAgentProps } from './components/prometheus/agent.js';
export { agentMetrics, prometheusMetrics } from './components/prometheus/catalogue.js';
export type { RemoteWrite } from './components/prometheus/remote-write.js';
export { ThanosCompactor, type ThanosCompactorProps } from './components/thanos/compactor.js';
export { ThanosGate, type ThanosGateProps } from './components/thanos/gate.js';
export type { Caller, Callers } from './components/thanos/gate-config.js';
export { ThanosQuery, type ThanosQueryProps } from './components/thanos/query.js';
export { ThanosQueryFrontend, type ThanosQueryFrontendProps } from './components/thanos/query-frontend.js';
export { ThanosReceive, type ThanosReceiveProps } from './components/thanos/receive.js';
export type { Resolutions } from './components/thanos/resolutions.js';
export { ThanosRuler, type ThanosRulerProps } from './components/thanos/ruler.js';
export { ThanosStore, type ThanosStoreProps } from './components/thanos/store.js';
export {
  compactMetrics,
  gateMetrics,
  queryFrontendMetrics,
  queryMetrics,
  receiveMetrics,
  rulerMetrics,
  storeMetrics,
} from './components/thanos/catalogue.js';

export * from './stack/base.js';
export { refuseTwins } from './stack/identities.js';
export { ObservabilityStack, type ObservabilityStackProps } from './stack/observability-stack.js';
export { EnvironmentApp } from './stack/environment-app.js';
export * from './stack/synthesis.js';
export { tiers, type TierRow } from './stack/tiers.js';

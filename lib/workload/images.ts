import type { Construct } from 'constructs';
import { clusterOf } from './cluster.js';

/** An image by repository and tag; a digest is filled in by a tool that reached the registry, never typed. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

/**
 * The one table of images. A version stands here once; the engines that judged a component's configuration are held beside it.
 *
 * @see docs/engines.md for where an engine's version and the image's differ, and why
 */
export const images = {
  prometheus: { repository: 'quay.io/prometheus/prometheus', tag: 'v3.16.0' },
  alertmanager: { repository: 'quay.io/prometheus/alertmanager', tag: 'v0.34.2' },
  'node-exporter': { repository: 'quay.io/prometheus/node-exporter', tag: 'v1.12.1' },
  'blackbox-exporter': { repository: 'quay.io/prometheus/blackbox-exporter', tag: 'v0.28.0' },
  'kube-state-metrics': { repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics', tag: 'v2.19.1' },
  grafana: { repository: 'docker.io/grafana/grafana', tag: '13.1.3' },
  collector: {
    repository: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib',
    tag: '0.155.0',
  },
  jaeger: { repository: 'docker.io/jaegertracing/jaeger', tag: '2.20.0' },
  'jaeger-es-index-cleaner': { repository: 'docker.io/jaegertracing/jaeger-es-index-cleaner', tag: '2.20.0' },
  thanos: { repository: 'quay.io/thanos/thanos', tag: 'v0.40.1' },
  vmauth: { repository: 'docker.io/victoriametrics/vmauth', tag: 'v1.148.8' },
  loki: { repository: 'docker.io/grafana/loki', tag: '3.7.8' },
  'fluent-bit': { repository: 'cr.fluentbit.io/fluent/fluent-bit', tag: '4.2.0' },
  elasticsearch: { repository: 'docker.elastic.co/elasticsearch/elasticsearch', tag: '9.4.3' },
  'elasticsearch-exporter': { repository: 'quay.io/prometheuscommunity/elasticsearch-exporter', tag: 'v1.11.0' },
  kafka: { repository: 'quay.io/strimzi/kafka', tag: '1.2.0-kafka-4.3.1' },
  strimzi: { repository: 'quay.io/strimzi/operator', tag: '1.2.0' },
  kibana: { repository: 'docker.elastic.co/kibana/kibana', tag: '9.4.3' },
  logstash: { repository: 'docker.elastic.co/logstash/logstash', tag: '9.4.3' },
  'logstash-exporter': { repository: 'docker.io/kuskoman/logstash-exporter', tag: 'v1.9.1' },
  'postgres-exporter': { repository: 'quay.io/prometheuscommunity/postgres-exporter', tag: 'v0.19.1' },
  'redis-exporter': { repository: 'quay.io/oliver006/redis_exporter', tag: 'v1.88.0' },
  'cloudwatch-exporter': {
    repository: 'quay.io/prometheuscommunity/yet-another-cloudwatch-exporter',
    tag: 'v0.67.0',
  },
  curl: { repository: 'docker.io/curlimages/curl', tag: '8.17.0' },
  'autoinstrumentation-nodejs': {
    repository: 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-nodejs',
    tag: '0.67.0',
  },
  'autoinstrumentation-java': {
    repository: 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java',
    tag: '2.22.0',
  },
  'autoinstrumentation-python': {
    repository: 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-python',
    tag: '0.60b0',
  },
  'autoinstrumentation-dotnet': {
    repository: 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-dotnet',
    tag: '1.13.0',
  },
} as const satisfies Readonly<Record<string, Image>>;

/** A row of the table. */
export type ImageName = keyof typeof images;

/** The image's reference in this cluster, through its mirror if it has one. */
export function imageIn(construct: Construct, name: ImageName): string {
  const image: Image = images[name];
  const { registry } = clusterOf(construct).images;
  const repository = registry === undefined ? image.repository : `${registry}/${withoutHost(image.repository)}`;
  return `${repository}:${image.tag}${image.digest === undefined ? '' : `@${image.digest}`}`;
}

/** The version that a row of the table names, without the `v`. */
export function versionOf(name: ImageName): string {
  return images[name].tag.replace(/^v/, '');
}

function withoutHost(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1);
}

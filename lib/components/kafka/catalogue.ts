import { metric } from '../../query/metric.js';

const node = { instance: 'unbounded', pod: 'unbounded' } as const;
const partition = { topic: 'unbounded', partition: 'unbounded' } as const;
const group = { ...partition, consumergroup: 'unbounded' } as const;

/**
 * What Kafka 4.3 tells by Strimzi's Metrics Reporter 0.4 with its default list, and Kafka Exporter of its readers, as far as our
 * rules and dashboards ask for it.
 *
 * @see https://github.com/strimzi/strimzi-kafka-operator/tree/1.2.0/packaging/examples/metrics/strimzi-metrics-reporter
 * @see https://github.com/danielqsj/kafka_exporter/blob/v1.9.0/README.md
 */
export const kafkaMetrics = {
  controllers: metric('kafka_controller_kafkacontroller_activecontrollercount', { type: 'gauge', labels: node }),
  offlinePartitions: metric('kafka_controller_kafkacontroller_offlinepartitionscount', { type: 'gauge', labels: node }),
  underReplicated: metric('kafka_server_replicamanager_underreplicatedpartitions', { type: 'gauge', labels: node }),
  underMinInSync: metric('kafka_server_replicamanager_underminisrpartitioncount', { type: 'gauge', labels: node }),
  partitions: metric('kafka_server_replicamanager_partitioncount', { type: 'gauge', labels: node }),
  logSize: metric('kafka_log_log_size', { type: 'gauge', unit: 'bytes', labels: { ...node, ...partition } }),
  received: metric('kafka_server_brokertopicmetrics_bytesinpersec_total', {
    type: 'counter',
    unit: 'bytes',
    labels: { ...node, topic: 'unbounded' },
  }),
  sent: metric('kafka_server_brokertopicmetrics_bytesoutpersec_total', {
    type: 'counter',
    unit: 'bytes',
    labels: { ...node, topic: 'unbounded' },
  }),
  messages: metric('kafka_server_brokertopicmetrics_messagesinpersec_total', {
    type: 'counter',
    labels: { ...node, topic: 'unbounded' },
  }),
  written: metric('kafka_topic_partition_current_offset', { type: 'gauge', labels: partition }),
  read: metric('kafka_consumergroup_current_offset', { type: 'gauge', labels: group }),
  lag: metric('kafka_consumergroup_lag', { type: 'gauge', labels: group }),
} as const;

/**
 * What of server.properties we write, as Kafka 4.3 reads it. Listeners, authorization and everything of KRaft is Strimzi's.
 *
 * @see https://kafka.apache.org/43/configuration/broker-configs/
 */
export interface BrokerConfig {
  /** Off: a misspelt topic would otherwise be made by its first writer, with one replica. */
  readonly 'auto.create.topics.enable': false;
  readonly 'default.replication.factor': number;
  readonly 'min.insync.replicas': number;
  readonly 'offsets.topic.replication.factor': number;
  readonly 'transaction.state.log.replication.factor': number;
  readonly 'transaction.state.log.min.isr': number;
}

/** What of a topic's configuration we write. @see https://kafka.apache.org/43/configuration/topic-configs/ */
export interface TopicConfig {
  readonly 'cleanup.policy': 'delete';
  readonly 'retention.ms': number;
  readonly 'min.insync.replicas': number;
}

import type { IKafka } from '@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/Kafka';
import type { IKafkaNodePool } from '@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/KafkaNodePool';
import type { IKafkaTopic } from '@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/KafkaTopic';
import type { IKafkaUser } from '@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/KafkaUser';
import { kind } from './kind.js';

export const Kafka = kind<IKafka>('kafka.strimzi.io/v1', 'Kafka');
export const KafkaNodePool = kind<IKafkaNodePool>('kafka.strimzi.io/v1', 'KafkaNodePool');
export const KafkaTopic = kind<IKafkaTopic>('kafka.strimzi.io/v1', 'KafkaTopic');
export const KafkaUser = kind<IKafkaUser>('kafka.strimzi.io/v1', 'KafkaUser');

export type KafkaSpec = IKafka['spec'];
export type KafkaNodePoolSpec = IKafkaNodePool['spec'];
/** What a user may do with a resource. */
export type KafkaAcl = NonNullable<IKafkaUser['spec']['authorization']>['acls'][number];

import type { Chart } from 'cdk8s';
import { Duration } from 'cdk8s';
import { Kafka, type KafkaProps } from './kafka.js';

declare const chart: Chart;

const kafka = new Kafka(chart, 'kafka');
const spans = kafka.topic('spans');
const logs = kafka.topic('logs');
const writer = kafka.user('writer', { writes: [spans] });
const reader = kafka.user('reader', { reads: [spans, logs] });
const props = (given: KafkaProps): KafkaProps => given;

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  writer.writing(spans),
  // @ts-expect-error TS2345: Argument of type 'Topic<"logs">' is not assignable to parameter of type 'Topic<"spans">'
  writer.writing(logs),
  // @ts-expect-error TS2345: Argument of type 'Topic<"spans">' is not assignable to parameter of type 'Topic<never>'
  writer.reading(spans),
  reader.reading(logs),
  // @ts-expect-error TS2345: Argument of type 'Topic<"logs">' is not assignable to parameter of type 'Topic<never>'
  reader.writing(logs),

  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Topic<
  kafka.user('writer', { writes: ['spans'] }),

  kafka.topic('a', { retention: Duration.days(2) }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'Duration'
  kafka.topic('b', { retention: '2d' }),
  // @ts-expect-error TS2353: 'replicationFactor' does not exist in type 'TopicProps'
  kafka.topic('c', { replicationFactor: 3 }),

  props({ nodes: { kind: 'single', node: {} } }),
  // @ts-expect-error TS2353: 'count' does not exist in type
  props({ nodes: { kind: 'single', node: { count: 2 } } }),
  // @ts-expect-error TS2353: 'brokers' does not exist in type
  props({ nodes: { kind: 'single', brokers: { count: 3 } } }),
];

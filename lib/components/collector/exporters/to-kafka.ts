import type { Endpoint } from '../../../kernel/endpoint.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Signal } from '../../../kernel/signal.js';
import type { At } from '../at.js';
import { httpTls } from '../client.js';
import { type Exporter, idOf } from '../component.js';
import type { ClientTls } from '../schema.js';

/** Props of {@link toKafka}. */
export interface ToKafkaProps<S extends Signal> {
  /** A topic for each signal that is sent. */
  readonly topics: { readonly [K in S]: string };
  /** Certificates that the brokers' own operator makes. @default - the platform's, where the brokers have one */
  readonly certificates?: { readonly ca: SecretRef; readonly cert: SecretRef; readonly key: SecretRef };
  /** What tells two of them apart: the far end. @default - there is one */
  readonly name?: string;
}

/**
 * Writes into Kafka, the spans of a trace into one partition.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/README.md
 */
export function toKafka<S extends Signal>(to: Endpoint<'kafka'>, props: ToKafkaProps<S>): Exporter<S> {
  const id = idOf('kafka', props.name);
  const topics = (Object.keys(props.topics) as S[]).map((signal) => [
    signal,
    { topic: props.topics[signal], encoding: 'otlp_proto' },
  ]);
  return {
    kind: 'exporters',
    id,
    config(at) {
      const dialled = at.dial(to);
      const tls = props.certificates === undefined ? httpTls(dialled) : ofOperator(at, props.certificates);
      const written = { brokers: [dialled.authority], ...(tls && { tls }), ...Object.fromEntries(topics) };
      const rest = { sending_queue: at.queue(), retry_on_failure: at.retry() };
      return { [id]: { ...written, ...('traces' in props.topics && { partition_traces_by_id: true }), ...rest } };
    },
  };
}

function ofOperator(at: At, { ca, cert, key }: NonNullable<ToKafkaProps<Signal>['certificates']>): ClientTls {
  return {
    ca_file: at.secretFile(ca),
    cert_file: at.secretFile(cert),
    key_file: at.secretFile(key),
    reload_interval: '1h',
  };
}

import { Size } from 'cdk8s';
import type { Endpoint, OtlpEndpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import { type LokiLabel, lokiLabels, type LokiMetadata, lokiMetadata } from './field.js';
import { type BasicAuth, type Output, type OutputProps, reaching } from './output.js';

const standardBuffer = Size.gibibytes(1);

/** What {@link toLoki} may be told. */
export interface ToLokiProps extends OutputProps {
  /** What names a stream. @default cluster, namespace, container, app, log_type */
  readonly labels?: readonly LokiLabel[];
  /** What stands beside a line. @default pod, node, level, trace_id, span_id */
  readonly metadata?: readonly LokiMetadata[];
  /** @default - Loki has one tenant */
  readonly tenant?: string;
  /** @default - nobody is asked for */
  readonly user?: BasicAuth;
}

/** To Loki: the line as it was written, or its fields as JSON; where it comes from as labels and structured metadata. */
export function toLoki(endpoint: Endpoint<'loki'>, props: ToLokiProps = {}): Output {
  const { name = 'loki', buffer = standardBuffer, retries, tenant, user } = props;
  const labels = props.labels ?? ['cluster', 'namespace', 'container', 'app', 'log_type'];
  const metadata = props.metadata ?? ['pod', 'node', 'level', 'trace_id', 'span_id'];
  const pairs = <K extends string>(names: readonly K[], of: Readonly<Record<K, string>>): string =>
    [...new Set(names)].map((key) => `${key}=${of[key]}`).join(', ');
  return {
    name,
    buffer,
    config: (at) => ({
      name: 'loki',
      ...reaching(at, endpoint, { name, buffer, retries, user }),
      ...(tenant && { tenant_id: tenant }),
      labels: ['job=fluent-bit', pairs(labels, lokiLabels)].filter((pair) => pair !== '').join(', '),
      ...(metadata.length > 0 && { structured_metadata: pairs(metadata, lokiMetadata) }),
      remove_keys: 'kubernetes, stream, time, _p, cluster, log_type',
      // A line that was no JSON is then all that is left, and is stored as it was written.
      drop_single_key: 'raw',
      line_format: 'json',
      compress: 'gzip',
    }),
  };
}

/** What {@link toElasticsearch} is told. */
export interface ToElasticsearchProps extends OutputProps {
  /** Whoever may write the data stream, and nothing else. */
  readonly user: BasicAuth;
  /** @default 'logs-kubernetes-default' */
  readonly dataStream?: string;
  /** An ingest pipeline; it may `reroute` by the field `log_type`. @default - none, or the data stream's own */
  readonly pipeline?: string;
}

/**
 * To a data stream of Elasticsearch. Identifiers are made here, so that a chunk that is sent again is not stored twice.
 * A rejected record makes its whole chunk be tried again, so this one gives up: after a hundred tries, an hour and a half.
 */
export function toElasticsearch(endpoint: Endpoint<'elasticsearch'>, props: ToElasticsearchProps): Output {
  const { name = 'elasticsearch', buffer = standardBuffer, retries = 100, user, pipeline } = props;
  const index = props.dataStream ?? 'logs-kubernetes-default';
  if (!/^logs-[a-z0-9_.]+-[a-z0-9_.]+$/.test(index)) {
    throw new Refusal({
      at: `output ${name}`,
      field: 'dataStream',
      given: index,
      allowed: 'logs-<dataset>-<namespace> in lower case, no further dash',
      fix: 'name it so that the template for logs-*-* makes it a data stream',
    });
  }
  return {
    name,
    buffer,
    config: (at) => ({
      name: 'es',
      ...reaching(at, endpoint, { name, buffer, retries, user }),
      index,
      ...(pipeline && { pipeline }),
      write_operation: 'create',
      generate_id: 'on',
      suppress_type_name: 'on',
      // `app` and `app.kubernetes.io/name` cannot both be fields: a dot makes the first an object.
      replace_dots: 'on',
      time_key: '@timestamp',
      time_key_nanos: 'on',
      compress: 'gzip',
    }),
  };
}

/** To a collector, or whatever takes OTLP: the line is the body, all else attributes. It goes over HTTP, all that 4.2 does well. */
export function toOtlp(endpoint: OtlpEndpoint<'logs'>, props: OutputProps = {}): Output {
  const { name = 'otlp', buffer = standardBuffer, retries } = props;
  return {
    name,
    buffer,
    config: (at) => ({
      name: 'opentelemetry',
      ...reaching(at, endpoint.http, { name, buffer, retries }),
      logs_uri: '/v1/logs',
      logs_body_key: ['$log', '$message', '$msg'],
      logs_body_key_attributes: true,
      logs_trace_id_message_key: '$trace_id',
      logs_span_id_message_key: '$span_id',
      logs_severity_text_message_key: '$level',
      log_response_payload: false,
      compress: 'gzip',
    }),
  };
}

/** What {@link toHttp} may be told. */
export interface ToHttpProps extends OutputProps {
  /** @default '/' */
  readonly path?: string;
  /** @default - nobody is asked for */
  readonly user?: BasicAuth;
}

/** To an HTTP server as JSON arrays: Logstash' `http` input, which is how Fluent Bit reaches it, since it speaks no Beats. */
export function toHttp(endpoint: Endpoint<'fluent-http'>, props: ToHttpProps = {}): Output {
  const { name = 'http', buffer = standardBuffer, retries, user, path = '/' } = props;
  return {
    name,
    buffer,
    config: (at) => ({
      name: 'http',
      ...reaching(at, endpoint, { name, buffer, retries, user }),
      uri: path,
      format: 'json',
      json_date_key: '@timestamp',
      json_date_format: 'iso8601',
      log_response_payload: false,
      compress: 'gzip',
    }),
  };
}
